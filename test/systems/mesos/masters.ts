/** The recorded bodies of test/fixtures/wire/mesos, and masters that answer with them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../../agent/clock.ts';
import { makeHttp } from '../../../agent/http.ts';
import type { Ctx } from '../../../agent/model/system.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { NOON, testCtx } from '../../helpers/builders.ts';

export interface Recorded {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body: unknown;
}

export function recorded(name: string): Recorded {
  return JSON.parse(readFileSync(new URL(`../../fixtures/wire/mesos/${name}.json`, import.meta.url), 'utf8')) as Recorded;
}

export function bytes(name: string): Buffer {
  return Buffer.from(JSON.stringify(recorded(name).body));
}

/** What a leading master answers to each question; a text is the name of a recording. */
export type Answers = { readonly [question: string]: string | Recorded };

export const LEADING: Answers = {
  GET_FLAGS: 'flags',
  GET_FRAMEWORKS: 'frameworks',
  GET_TASKS: 'tasks',
  GET_AGENTS: 'agents',
};

/** What a master that does not lead answers to every question. */
export function always(name: string): Answers {
  return Object.fromEntries(Object.keys(LEADING).map((question) => [question, name]));
}

export interface Master {
  readonly url: string;
  /** `GET_TASKS Basic ...` */
  readonly asked: string[];
}

/** A master on loopback until the test ends. */
export async function startMaster(test: TestContext, answers: Answers): Promise<Master> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { type } = JSON.parse(body) as { readonly type: string };
      asked.push([type, request.headers.authorization ?? ''].join(' ').trim());
      const answer = answers[request.url === '/api/v1' && request.method === 'POST' ? type : ''] ?? { status: 404, body: 'Not found' };
      const { status, headers = {}, body: said } = typeof answer === 'string' ? recorded(answer) : answer;
      response.writeHead(status, { ...headers }).end(typeof said === 'string' ? said : JSON.stringify(said));
    });
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  test.after(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** With HTTP that works, and secrets that are their own texts. */
export function httpCtx(): Ctx {
  const http = makeHttp({ clock: systemClock(), userAgent: 'plumbline/0.0.0 (test)', random: () => 0 });
  return { ...testCtx(), http };
}

export { NOON };
