/** The agent as a real process, with `run` as its verb: to be killed, paused and lied to. */
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface AgentChild {
  readonly pid: number;
  /** `exit code 3` or `SIGKILL`; null while it runs. */
  ended(): string | null;
  /** Resolves when it has ended. */
  readonly end: Promise<string>;
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void;
}

/** What starts the agent: a program and its arguments before `run`. */
export type AgentCommand = readonly [program: string, ...args: string[]];

/** At once, in all worlds of a process. */
const MOST_AGENTS = 50;
const ROOT = new URL('../../', import.meta.url);

/** The agent as the type check compiled it for this run of the tests, which starts quickest; else through what runs this process. */
export function agentCommand(): AgentCommand {
  const compiled = process.env['PLUMBLINE_COMPILED'];
  if (compiled === undefined) return [process.execPath, ...process.execArgv, fileURLToPath(new URL('agent/main.ts', ROOT))];
  linkModules(new URL('node_modules', compiled));
  // It lives for seconds: optimised code would come too late to pay for itself.
  return [process.execPath, '--no-opt', '--sparkplug', fileURLToPath(new URL('agent/main.js', compiled))];
}

/** What is compiled looks for its packages beside itself. */
function linkModules(place: URL): void {
  if (existsSync(place)) return;
  try {
    symlinkSync(new URL('node_modules', ROOT), place);
  } catch (thrown) {
    // Another file of tests was quicker.
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
  }
}

/** Runs `<command> run --config <config>`, its log appended to a file. */
export function startChild([program, ...args]: AgentCommand, config: string, logFile: string): AgentChild {
  const log = openSync(logFile, 'a');
  const child = spawn(program, [...args, 'run', '--config', config], { stdio: ['ignore', log, log] });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} cannot be started.`);
  // However this process ends, it leaves no agent behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.setMaxListeners(Math.max(process.getMaxListeners(), MOST_AGENTS)).once('exit', kill);
  let ending: string | null = null;
  const end = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      process.off('exit', kill);
      ending = signal ?? `exit code ${code}`;
      resolve(ending);
    });
  });
  return { pid, end, ended: () => ending, signal: (name) => void child.kill(name) };
}
