/** Python's moto server as a process of its own, and what it says about the requests it has answered. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface Moto {
  readonly url: string;
  readonly version: string;
  /** Calls to the API, by moto's own access log. */
  answered(): number;
  stop(): Promise<void>;
}

/** Says which version it is, then serves. */
const PROGRAM = 'import sys, moto; print(moto.__version__, flush=True); from moto.server import main; main(sys.argv[1:])';
const START_MS = 60_000;

/** Null: this Python has no moto, or there is no such Python. */
export async function startMoto(python: string): Promise<Moto | null> {
  const port = await freePort();
  const child = spawn(python, ['-c', PROGRAM, '-H', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
  const said = { out: collected(child, 'stdout'), log: collected(child, 'stderr') };
  if (!(await isListening(port, ended))) return null;
  return {
    url: `http://127.0.0.1:${port}`,
    version: said.out().split('\n', 1)[0] ?? '',
    answered: () => said.log().match(/"POST \/ HTTP/g)?.length ?? 0,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

function collected(child: ChildProcess, name: 'stdout' | 'stderr'): () => string {
  let text = '';
  child[name]?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  return () => text;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isListening(port: number, ended: Promise<void>): Promise<boolean> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  for (const until = Date.now() + START_MS; !hasEnded && Date.now() < until; await delay(100)) {
    if (await accepts(port)) return true;
  }
  return false;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
