import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LogFields } from '../../../agent/log.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import { watchEvents } from '../../../agent/systems/marathon/watch.ts';
import type { MarathonConfig } from '../../../agent/model/config.gen.ts';
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { testCtx } from './inputs.ts';

type Handler = (response: ServerResponse, request: IncomingMessage) => void;

interface Watched {
  readonly url: string;
  /** One for each stream that was asked for; the last one for all that follow. */
  readonly asked: readonly IncomingMessage[];
}

async function startServer(test: TestContext, ...handlers: readonly Handler[]): Promise<Watched> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    (handlers[asked.length - 1] ?? handlers.at(-1))?.(response, request);
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  test.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const stream =
  (...texts: readonly string[]): Handler =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    for (const text of texts) response.write(text);
  };
const ending =
  (...texts: readonly string[]): Handler =>
  (response, request) => {
    stream(...texts)(response, request);
    response.end();
  };

/** Watches until it was woken `times` times, or asked to wait `naps` times; gives why, and how long it waited each time. */
async function watched(
  config: MarathonConfig,
  times: number,
  naps = Number.POSITIVE_INFINITY,
): Promise<{ woken: string[]; waited: number[] }> {
  const stop = new AbortController();
  const [woken, waited]: [string[], number[]] = [[], []];
  const base = testCtx();
  const sleep = async (ms: number): Promise<void> => {
    if (waited.push(ms) >= naps) stop.abort();
  };
  const ctx = { ...base, signal: stop.signal, clock: { ...base.clock, monotonicMs: () => 0, sleep } };
  await marathonSystem(config).watch?.(ctx, (why) => {
    if (woken.push(why) >= times) stop.abort();
  });
  return { woken, waited };
}

const CHANGED = 'event: group_change_success\r\ndata: {"groupId":"/"}\r\n\r\n';

const MIB = 1024 * 1024;

/** Follows one stream of these chunks; gives with what it ended, how much of it was read, and how often others had their turn meanwhile. */
async function followed(chunk: string, most: number, msEach = 0): Promise<{ code: unknown; chunks: number; turns: number; woken: number }> {
  const stop = new AbortController();
  const base = testCtx();
  const [bytes, codes]: [Buffer, unknown[]] = [Buffer.from(chunk), []];
  let [chunks, turns, woken, nowMs] = [0, 0, 0, 0];
  async function* endless(): AsyncGenerator<Buffer> {
    for (; chunks < most; chunks += 1, nowMs += msEach) yield bytes;
  }
  const ctx = {
    ...base,
    signal: stop.signal,
    log: { ...base.log, warn: ({ code }: LogFields) => void codes.push(code) },
    clock: { ...base.clock, monotonicMs: () => nowMs, sleep: async () => stop.abort() },
  };
  const others = (): void => {
    turns += 1;
    if (!stop.signal.aborted) setImmediate(others);
  };
  setImmediate(others);
  await watchEvents({ events: async () => ({ status: 200, headers: {}, chunks: endless() }) }, { ...ctx, signal: stop.signal }, () => {
    woken += 1;
  });
  return { code: codes[0], chunks, turns, woken };
}

describe('a stream that brings more than anybody reads', (it) => {
  it('is left once it has brought 128 MiB at once', async () => {
    const { code, chunks } = await followed(`: ${'x'.repeat(MIB - 3)}\n`, 150);
    assert.equal([code, chunks], ['marathon/flood', 128]);
  });

  it('is left once it has brought 10,000 events at once, and wakes for few more', async () => {
    const { code, chunks, woken } = await followed(CHANGED.repeat(1_000), 30);
    assert.equal([code, chunks, woken], ['marathon/flood', 10, 11_000]);
  });

  it('is followed as long as it brings 16 MiB and 1,000 events a second', async () => {
    const few = await followed(`: ${'x'.repeat(16 * MIB - 3)}\n`, 30, 1_000);
    assert.equal([few.code, few.chunks], [undefined, 30]);
    const many = await followed(CHANGED.repeat(1_000), 30, 1_000);
    assert.equal([many.code, many.chunks, many.woken], [undefined, 30, 30_000]);
  });

  it('leaves a turn to everything else after each piece', async () => {
    const { chunks, turns } = await followed('data: {}\n\n', 200);
    assert.is(chunks, 200);
    assert.ok(turns >= 200, `${turns} turns`);
  });

  it('costs next to nothing when its lines end with CR alone, or are of no known kind', async () => {
    const begun = performance.now();
    const endless = await followed('a\r'.repeat(MIB / 2), 12, 1_000);
    assert.equal([endless.code, endless.chunks], [undefined, 12]);
    const strange = await followed('q\n'.repeat(MIB / 64), 12, 1_000);
    assert.equal([strange.code, strange.chunks], ['marathon/flood', 2]);
    assert.ok(performance.now() - begun < 1_000);
  });
});

describe('watching Marathon', (it) => {
  it('wakes for what changes something, and for nothing else', async (test) => {
    const { url } = await startServer(
      test,
      stream('event: event_stream_attached\ndata: {}\n\n', '\r\n', CHANGED, 'event: deployment_success\ndata: {}\n\n'),
    );
    assert.equal((await watched({ url }, 2)).woken, ['group_change_success', 'deployment_success']);
  });

  it('understands an event that comes in pieces, even of one character', async (test) => {
    const bytes = Buffer.from('event: deployment_failed\ndata: {"reason":"né"}\n\n');
    const { url } = await startServer(test, (response) => {
      response.writeHead(200);
      for (const byte of bytes) response.write(Buffer.of(byte));
    });
    assert.equal((await watched({ url }, 1)).woken, ['deployment_failed']);
  });

  it('asks for the light form of these events only, as whom it is', async (test) => {
    const { url, asked } = await startServer(test, stream(CHANGED));
    await watched({ url: `${url}/service/marathon`, auth: { username: 'ops', password: { env: 'P' } } }, 1);
    const { pathname, searchParams } = new URL(asked[0]?.url ?? '', url);
    assert.is(pathname, '/service/marathon/v2/events');
    assert.is(searchParams.get('plan-format'), 'light');
    assert.ok(searchParams.getAll('event_type').includes('status_update_event'));
    assert.is(asked[0]?.headers.accept, 'text/event-stream');
    assert.match(asked[0]?.headers.authorization ?? '', /^Basic /);
  });

  it('connects again when a stream ends, and then looks at what it may have missed', async (test) => {
    const { url, asked } = await startServer(test, ending(), stream());
    assert.equal(await watched({ url }, 1), { woken: ['events are followed again'], waited: [1_000] });
    assert.is(asked.length, 2);
  });

  it('waits twice as long each time, a minute at most', async (test) => {
    const { url } = await startServer(test, (response) => void response.writeHead(502).end('<html>'));
    const { waited, woken } = await watched({ url }, 1, 8);
    assert.equal([waited, woken], [[1, 2, 4, 8, 16, 32, 60, 60].map((s) => s * 1_000), []]);
  });

  it('follows a redirect to a peer, with credentials, and to no other place', async (test) => {
    const leader = await startServer(test, stream(CHANGED));
    const follower = await startServer(
      test,
      (response, { url = '' }) => void response.writeHead(302, { location: leader.url + url }).end(),
    );
    const auth = { username: 'ops', password: { env: 'P' } };
    assert.equal((await watched({ url: follower.url, peers: [leader.url], auth }, 1)).woken, ['group_change_success']);
    assert.match(leader.asked[0]?.headers.authorization ?? '', /^Basic /);
    assert.equal((await watched({ url: follower.url, auth }, 1, 2)).woken, []);
    assert.is(leader.asked.length, 1);
  });

  it('ends when it is told to, in the middle of a silent stream', async (test) => {
    const stop = new AbortController();
    const { url } = await startServer(test, (response) => {
      response.writeHead(200).write('\r\n');
      stop.abort();
    });
    await marathonSystem({ url }).watch?.({ ...testCtx(), signal: stop.signal }, () => assert.unreachable());
  });

  it('is left where the configuration wants no events', () => {
    assert.is(marathonSystem({ url: 'http://127.0.0.1:1', events: false }).watch, undefined);
  });
});
