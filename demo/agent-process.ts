/** The agent as a process of its own, whatever command it is. */
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

export interface AgentProcess {
  /** How it ended, null while it runs. */
  ended(): string | null;
  stop(): Promise<void>;
}

const STOP_TIMEOUT_MS = 5_000;

/** Runs `<command> run --config <config>` with its output in `logFile`. */
export function startAgent(command: readonly string[], config: string, logFile: string): AgentProcess {
  const [program = '', ...args] = command;
  const log = openSync(logFile, 'a');
  const child = spawn(program, [...args, 'run', '--config', config], { stdio: ['ignore', log, log] });
  let end: string | null = null;
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => resolve(void (end = error.message)));
    child.once('exit', (code, signal) => resolve(void (end = signal ?? `exit code ${code}`)));
  });
  return {
    ended: () => end,
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}
