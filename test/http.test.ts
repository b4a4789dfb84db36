import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../agent/clock.ts';
import { asPlumblineError } from '../agent/errors.ts';
import { httpErrors, makeHttp } from '../agent/http.ts';
import type { Http, HttpRequest } from '../agent/http.ts';
import { manualClock } from './helpers/builders.ts';
import { assert, describe, rejects } from './helpers/suite.ts';
import type { TestContext } from './helpers/suite.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

interface Fixture {
  readonly http: Http;
  readonly url: string;
  readonly count: () => number;
  readonly send: (call?: Partial<HttpRequest>) => ReturnType<Http['send']>;
}

const never = new AbortController().signal;

/** To one address; a call more waits for one of them. */
const CONNECTIONS = 8;

async function start(context: TestContext, handler: Handler, clock: Clock = manualClock()): Promise<Fixture> {
  let count = 0;
  const server = createServer((request, response) => handler(request, response, (count += 1)));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const http = makeHttp({ clock, userAgent: 'plumbline/0 (test)', random: () => 0.5 });
  context.after(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await http.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/path?token=hush`;
  return { http, url, count: () => count, send: (call = {}) => http.send({ method: 'GET', url, ...call }, never) };
}

describe('http', (it) => {
  it('sends who it is and gives status, headers and body of any answer', async (context) => {
    const { send } = await start(context, (request, response) => {
      response.writeHead(404, { 'X-Thing': 'a' }).end(request.headers['user-agent']);
    });
    const answer = await send();
    assert.equal([answer.status, answer.headers['x-thing'], answer.body.toString()], [404, 'a', 'plumbline/0 (test)']);
  });

  for (const status of [429, 502, 503, 504]) {
    it(`asks again on ${status}, three times at most`, async (context) => {
      const { send, count } = await start(context, (_, response) => response.writeHead(status).end());
      assert.equal([(await send()).status, count()], [status, 3]);
    });
  }

  it('asks again when the connection breaks, and takes the answer it then gets', async (context) => {
    const { send, count } = await start(context, (request, response, asked) => (asked === 1 ? request.destroy() : response.end('late')));
    assert.equal([(await send()).body.toString(), count()], ['late', 2]);
  });

  it('never sends a write twice', async (context) => {
    const { send, count } = await start(context, (request) => request.destroy());
    await rejects(() => send({ method: 'POST', body: '{}' }), httpErrors.unreachable);
    assert.is(count(), 1);
  });

  it('does not follow redirects', async (context) => {
    const { send, count } = await start(context, (_, response) => response.writeHead(307, { location: '/elsewhere' }).end());
    assert.equal([(await send()).status, count()], [307, 1]);
  });

  it('gives up on a server that never answers, and on one that never ends', async (context) => {
    const { send } = await start(context, (_, response, asked) => void (asked > 1 && response.writeHead(200).write('x')));
    await rejects(() => send({ timeoutMs: 50, idempotent: false }), httpErrors.timeout);
    await rejects(() => send({ timeoutMs: 50, idempotent: false }), httpErrors.timeout);
  });

  it('refuses an answer larger than the bound, to the byte', async (context) => {
    const { send } = await start(context, (_, response) => response.end('x'.repeat(101)));
    assert.is((await send({ maxBodyBytes: 101 })).body.length, 101);
    await rejects(() => send({ maxBodyBytes: 100 }), httpErrors.tooLarge);
  });

  it('says where it could not go, without the query', async () => {
    const http = makeHttp({ clock: manualClock(), userAgent: 'x', random: () => 0 });
    const error = await rejects(
      () => http.send({ method: 'GET', url: 'http://127.0.0.1:1/api?token=hush' }, never),
      httpErrors.unreachable,
    );
    assert.is(error.message, 'GET http://127.0.0.1:1/api cannot be reached (ECONNREFUSED).');
    await http.close();
  });

  const STARTS: readonly (readonly [string, number, string])[] = [
    ['sends what still begins in time', 4000, 'answered'],
    ['sends nothing that would begin too late', 4001, 'http/late'],
  ];
  for (const [what, waitedMs, became] of STARTS) {
    it(`${what}, after ${waitedMs} ms without a connection`, async (context) => {
      const clock = manualClock();
      const held: ServerResponse[] = [];
      let onBusy = (): void => {};
      const busy = new Promise<void>((resolve) => (onBusy = resolve));
      const { send, count } = await start(
        context,
        (_, response, asked) => {
          if (asked > CONNECTIONS) return void response.end('done');
          if (held.push(response) === CONNECTIONS) onBusy();
        },
        clock,
      );
      const others = Array.from({ length: CONNECTIONS }, () => send());
      await busy;
      const late = send({ method: 'POST', body: '{}', startWithinMs: 4000 }).then(
        () => 'answered',
        (thrown: unknown) => asPlumblineError(thrown).code.code,
      );
      clock.advance(waitedMs);
      for (const response of held) response.end();
      await Promise.all(others);
      assert.is(await late, became);
      assert.is(count(), became === 'answered' ? CONNECTIONS + 1 : CONNECTIONS);
    });
  }

  it('ends a call when the agent stops', async (context) => {
    const stop = new AbortController();
    const { http, url } = await start(context, () => stop.abort());
    await rejects(() => http.send({ method: 'GET', url }, stop.signal), httpErrors.aborted);
  });
});

describe('http, an answer without end', (it) => {
  it('is read piece by piece until the signal aborts', async (context) => {
    const { http, url } = await start(context, (_request, response) => {
      response.writeHead(200).write('first');
    });
    const stop = new AbortController();
    const { status, chunks } = await http.open({ method: 'GET', url }, stop.signal);
    const read: string[] = [];
    await rejects(async () => {
      for await (const chunk of chunks) {
        read.push(chunk.toString());
        stop.abort();
      }
    }, 'http/aborted');
    assert.equal([status, read], [200, ['first']]);
  });

  it('takes no connection from the calls, however many there are', async (context) => {
    const { http, url, send } = await start(context, (_request, response, asked) => {
      if (asked > CONNECTIONS + 2) response.end('read');
      else response.writeHead(200).write('event');
    });
    const stop = new AbortController();
    const opening = Array.from({ length: CONNECTIONS + 2 }, () => http.open({ method: 'GET', url }, stop.signal));
    const statuses = (await Promise.all(opening)).map(({ status }) => status);
    assert.is(statuses.length, CONNECTIONS + 2);
    assert.is((await send({ timeoutMs: 1000, idempotent: false })).body.toString(), 'read');
    stop.abort();
  });

  it('has no pieces when it is an error, and is asked for once', async (context) => {
    const { http, url, count } = await start(context, (_request, response) => void response.writeHead(503).end('busy'));
    const { status, chunks } = await http.open({ method: 'GET', url }, never);
    const read: Buffer[] = [];
    for await (const chunk of chunks) read.push(chunk);
    assert.equal([status, read, count()], [503, [], 1]);
  });

  it('that breaks is an error, not its end', async (context) => {
    const { http, url } = await start(context, (request, response) => {
      response.writeHead(200).write('first', () => request.socket.destroy());
    });
    const { chunks } = await http.open({ method: 'GET', url }, never);
    await rejects(async () => {
      for await (const _ of chunks);
    }, 'http/unreachable');
  });

  it('of which nobody listens is an error at once', async () => {
    const http = makeHttp({ clock: manualClock(), userAgent: 'plumbline/0 (test)', random: () => 0.5 });
    await rejects(() => http.open({ method: 'GET', url: 'http://127.0.0.1:1/' }, never), 'http/unreachable');
  });
});
