/** The wire bodies of test/fixtures/wire/marathon, and a Marathon that answers with them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../../agent/model/ref.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import type { TestContext } from '../../helpers/suite.ts';

interface Recorded {
  readonly source: string;
  readonly body: Json;
}

export function wireBody(name: string): Json {
  const file = fileURLToPath(new URL(`../../fixtures/wire/marathon/${name}.json`, import.meta.url));
  return (JSON.parse(readFileSync(file, 'utf8')) as Recorded).body;
}

/** The body as sent: HTML pages are strings. */
export function wireBytes(name: string): Buffer {
  const body = wireBody(name);
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** The apps of `apps.json`. */
export function wireApps(): readonly (JsonObject & { readonly id: string })[] {
  return (wireBody('apps') as { readonly apps: readonly (JsonObject & { readonly id: string })[] }).apps;
}

export interface Reply {
  readonly status: number;
  readonly body: string | Buffer;
  readonly headers?: { readonly [name: string]: string };
}

export interface Seen {
  /** `PUT /v2/apps/web?force=false` */
  readonly call: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

export interface WireServer {
  readonly url: string;
  readonly seen: readonly Seen[];
}

/** A server on loopback, until the test ends, that answers each `METHOD /path` (without query) from the table, and 500 for anything else. */
export async function startWireServer(test: TestContext, replies: { readonly [call: string]: Reply }): Promise<WireServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const call = `${request.method} ${request.url}`;
      seen.push({ call, authorization: request.headers.authorization, body });
      const reply = replies[call.replace(/\?.*$/, '')] ?? { status: 500, body: '{"message":"URI not found"}' };
      response.writeHead(reply.status, reply.headers ?? {}).end(reply.body);
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  test.after(() => void server.close());
  return { url: `http://127.0.0.1:${port}`, seen };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A wire body as a reply of this status. */
export function wireReply(status: number, name: string): Reply {
  return { status, body: wireBytes(name) };
}
