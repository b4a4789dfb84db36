/** Starts the replay server. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import type { Recording } from './recording.ts';

export interface Replay {
  readonly url: string;
  /** From now on the next variant of every body. */
  next(): Promise<void>;
  stop(): Promise<void>;
}

export async function startReplay(recording: Recording): Promise<Replay> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-replay-'));
  const file = join(folder, 'recording.json');
  await writeFile(file, JSON.stringify(recording));
  const script = fileURLToPath(new URL('replay-server.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async (): Promise<void> => {
    child.kill();
    await rm(folder, { recursive: true, force: true });
  };
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(line.toString().trim()));
    child.once('exit', (code) => reject(new Error(`The replay server ended with exit code ${code}.`)));
  }).catch(async (thrown: unknown) => {
    await stop();
    throw thrown;
  });
  return {
    url,
    async next() {
      const answer = await request(`${url}/next`, { method: 'POST' });
      await answer.body.dump();
    },
    stop,
  };
}
