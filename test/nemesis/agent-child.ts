/** The agent as a real process, with `run` as its verb: to be killed, paused and lied to. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

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

/** The agent of this working tree, as it starts quickest. */
export function agentCommand(): AgentCommand {
  bundle ??= bundled();
  // It lives for seconds: optimised code would come too late to pay for itself.
  return [process.execPath, '--no-opt', '--sparkplug', bundle];
}

let bundle: string | null = null;

/** Put together from the thousand files that it is, which a process would look for one by one: agents start by the hundred. */
function bundled(): string {
  const outdir = mkdtempSync(path.join(tmpdir(), 'plumbline-agent-'));
  const root = JSON.stringify(new URL('package.json', ROOT).href);
  buildSync({
    entryPoints: [fileURLToPath(new URL('agent/main.ts', ROOT))],
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported late stays in files of its own.
    splitting: true,
    format: 'esm',
    platform: 'node',
    // Packages are looked for beside the project, not beside the bundle.
    define: { 'import.meta.url': root },
    banner: { js: `import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(${root});` },
  });
  return path.join(outdir, 'main.mjs');
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
