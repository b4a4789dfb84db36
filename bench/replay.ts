/** Starts the replay server. */
import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import type { Recording } from './recording.ts';

export interface Replay {
  readonly url: string;
  /** From now on the next variant of every body. */
  next(): Promise<void>;
  stop(): void;
}

export async function startReplay(recording: Recording): Promise<Replay> {
  const file = join(await mkdtemp(join(tmpdir(), 'plumbline-bench-')), 'recording.json');
  await writeFile(file, JSON.stringify(recording));
  const script = fileURLToPath(new URL('replay-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('exit', (code) => reject(new Error(`The replay server ended with exit code ${code}.`)));
  });
  return {
    url,
    async next() {
      const answer = await request(`${url}/next`, { method: 'POST' });
      await answer.body.dump();
    },
    stop: () => void child.kill(),
  };
}
