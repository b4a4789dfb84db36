/** The least a pass can cost: the same requests through the same HTTP, in the same order and side by side, and JSON.parse. */
import type { Http } from '../agent/http.ts';
import { pathOf } from './recording.ts';
import type { Exchange } from './recording.ts';

const NEVER = new AbortController().signal;

/** Sends every call again once those that had been answered before it began are answered; gives the bytes received. */
export async function playFloor(http: Http, base: string, exchanges: readonly Exchange[]): Promise<number> {
  const running = new Map<Exchange, Promise<number>>();
  for (const exchange of exchanges.toSorted((a, b) => a.startedMs - b.startedMs)) {
    const before = [...running].filter(([other]) => other.endedMs <= exchange.startedMs).map(([, done]) => done);
    running.set(
      exchange,
      Promise.all(before).then(() => sendAgain(http, base, exchange)),
    );
  }
  return (await Promise.all(running.values())).reduce((sum, bytes) => sum + bytes, 0);
}

async function sendAgain(http: Http, base: string, { call }: Exchange): Promise<number> {
  const { body } = await http.send({ ...call, url: base + pathOf(call) }, NEVER);
  JSON.parse(body.toString());
  return body.length;
}
