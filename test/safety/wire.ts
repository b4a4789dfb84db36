/** A wire between the agent and a system, which can be cut, pointed elsewhere, and on which an answer can be changed. */
import { createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Wire {
  /** Where the agent finds the system. */
  readonly url: string;
  /** Where calls go. */
  target: string;
  /** With what to log in there instead of with what the agent says; null: with that. */
  login: { readonly username: string; readonly password: string } | null;
  /** Does `act` when `call` (`GET /v2/apps//web`) comes by for the `nth` time from now on, before it is handed on. */
  before(call: string, act: () => unknown, nth?: number): void;
  /** Does `act` when the system has answered `call`, before the agent hears of it. */
  after(call: string, act: () => unknown, nth?: number): void;
  /** From now on changes what the agent hears in answer to `call`; null: the status 500. */
  answer(call: string, change: (text: string) => string | null): void;
  /** Nothing is changed any more. */
  honest(): void;
  close(): Promise<void>;
}

interface Moment {
  readonly call: string;
  readonly act: () => unknown;
  readonly when: 'before' | 'after';
  left: number;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export async function openWire(target: string): Promise<Wire> {
  const moments: Moment[] = [];
  const lies = new Map<string, (text: string) => string | null>();
  const server = createServer((incoming, response) => void carry(incoming, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function carry(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = `${incoming.method} ${(incoming.url ?? '').replace(/\?.*/, '')}`;
    const body = await textOf(incoming);
    await actOn(call, 'before');
    const answer = await forward(wire, incoming, body);
    await actOn(call, 'after');
    const text = lies.has(call) ? lies.get(call)?.(answer.text) : answer.text;
    const status = text === null ? 500 : answer.status;
    response.writeHead(status, { ...answer.headers, 'content-length': Buffer.byteLength(text ?? '') }).end(text ?? '');
  }

  async function actOn(call: string, when: Moment['when']): Promise<void> {
    for (const moment of moments.filter((one) => one.call === call && one.when === when)) {
      moment.left -= 1;
      if (moment.left === 0) await moment.act();
    }
  }

  const wire: Wire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    login: null,
    before: (call, act, nth = 1) => void moments.push({ call, act, when: 'before', left: nth }),
    after: (call, act, nth = 1) => void moments.push({ call, act, when: 'after', left: nth }),
    answer: (call, change) => void lies.set(call, change),
    honest: () => lies.clear(),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return wire;
}

function forward({ target, login }: Wire, { method, url, headers }: IncomingMessage, body: string): Promise<Answer> {
  const { host: _host, ...others } = headers;
  if (login !== null && url === '/api/login') {
    others.authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${target}${url}`, { method, headers: others }, (answer) => {
      textOf(answer).then((text) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, text }), reject);
    });
    outgoing.on('error', reject).end(body);
  });
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
