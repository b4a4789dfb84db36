/** A server on loopback that answers as it is told, and remembers what it was asked. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from '../helpers/suite.ts';

export interface Asked {
  /** `GET /v2/apps` */
  readonly call: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
}

export interface Listening {
  readonly url: string;
  readonly asked: readonly Asked[];
}

export async function listenUntilEnd(test: TestContext, answer: (asked: Asked) => Answer): Promise<Listening> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const one = { call: `${request.method} ${request.url}`, authorization: request.headers.authorization, body };
      asked.push(one);
      const { status, headers = {}, body: text = '{}' } = answer(one);
      response.writeHead(status, headers).end(text);
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  test.after(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
