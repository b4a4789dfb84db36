/** Starts the simulator's playground as a process of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Playground {
  readonly control: string;
  readonly marathon: string;
  readonly pid: number;
  stop(): void;
}

const START_TIMEOUT_MS = 20_000;
const POLL_MS = 25;

/** Runs the built simulator in `folder`, with a fixed seed, and waits for simulator.json, which it writes last. */
export async function startPlayground(folder: string, root: string, options: readonly string[] = []): Promise<Playground> {
  const child = spawn(process.execPath, [join(root, 'dist/simulator/main.js'), 'playground', folder, '--seed', '7', ...options], {
    stdio: 'inherit',
  });
  const stop = (): void => void child.kill('SIGTERM');
  const file = join(folder, 'simulator.json');
  await written(file, child).catch((thrown: unknown) => {
    stop();
    throw thrown;
  });
  const { control, marathon, pid } = JSON.parse(await readFile(file, 'utf8')) as Playground;
  return { control, marathon, pid, stop };
}

async function written(file: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (!existsSync(file)) {
    if (child.exitCode !== null) throw new Error(`The playground ended with exit code ${child.exitCode}.`);
    if (performance.now() > deadline) throw new Error(`The playground did not start within ${START_TIMEOUT_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
