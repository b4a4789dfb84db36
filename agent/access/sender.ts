/**
 * Calls to a system over HTTP that may have several instances: base path, credentials, certificates, one more login when a
 * token is refused, and redirects - only to addresses that the configuration names, since credentials go with them.
 */
import { PROMPT_MS } from '../http.ts';
import type { HttpRequest, HttpResponse, HttpStream, Tls } from '../http.ts';
import type { Json } from '../model/ref.ts';
import type { Ctx } from '../model/system.ts';
import { identifyTo, tlsFor } from './identify.ts';
import type { Endpoint } from './identify.ts';

export interface Call {
  readonly method: HttpRequest['method'];
  /** From the base address on, with its query: `/v2/apps?embed=apps.counts`. */
  readonly path: string;
  readonly body?: Json;
  /** Of the answer that is wanted; default JSON. */
  readonly mediaType?: string;
}

export type Send = (call: Call, ctx: Ctx) => Promise<HttpResponse>;

/** Both resolve for any status, also for a redirect that is not followed. Throw `access/*`, `http/*` and `config/secret-unreadable`. */
export interface Caller {
  readonly send: Send;
  /** Begins to read an answer without end, until the context's signal aborts. */
  open(call: Call & { readonly method: 'GET' }, ctx: Ctx): Promise<HttpStream>;
}

/** With what, and to which instance, a call goes. */
interface Manner {
  readonly base: string;
  readonly authorization: string | null;
  readonly tls: Tls;
}

interface Answered<T> {
  readonly answer: T;
  readonly manner: Manner;
}

type Status = Pick<HttpResponse, 'status' | 'headers'>;

const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One login serves them both. */
export function callerTo(endpoint: Endpoint): Caller {
  const identify = identifyTo(endpoint);
  const bases = basesOf(endpoint);
  let latest: Manner | null = null;
  let refused: string | null = null;

  async function newManner(ctx: Ctx): Promise<Manner> {
    const tls = await tlsFor(endpoint);
    return { base: bases[0], authorization: await identify(tls, ctx, refused), tls };
  }

  async function ask<T extends Status>(call: Call, ctx: Ctx, how: (request: HttpRequest) => Promise<T>): Promise<Answered<T>> {
    const first = await following(call, await newManner(ctx), bases, how);
    if (first.answer.status !== 401) return first;
    refused = first.manner.authorization;
    const renewed = await newManner(ctx);
    return renewed.authorization === refused ? first : following(call, renewed, bases, how);
  }

  return {
    async send(call, ctx) {
      if (call.method === 'GET') {
        const asked = await ask(call, ctx, (request) => ctx.http.send(request, ctx.signal));
        latest = asked.manner;
        return asked.answer;
      }
      // A change goes with what the look before it went with, and where that ended: nothing happens between the two.
      const manner = latest ?? (await newManner(ctx));
      const answer = await ctx.http.send(requestFor(call, manner), ctx.signal);
      if (answer.status === 401) refused = manner.authorization;
      return answer;
    },
    open: async (call, ctx) => (await ask(call, ctx, (request) => ctx.http.open(request, ctx.signal))).answer,
  };
}

export function senderTo(endpoint: Endpoint): Send {
  return callerTo(endpoint).send;
}

/** The addresses that credentials may go to, without a slash at their end. */
function basesOf({ url, peers = [] }: Endpoint): readonly [string, ...string[]] {
  const bare = (address: string): string => address.replace(/\/+$/, '');
  return [bare(url), ...peers.map(bare)];
}

async function following<T extends Status>(
  call: Call,
  first: Manner,
  bases: readonly string[],
  how: (request: HttpRequest) => Promise<T>,
): Promise<Answered<T>> {
  let manner = first;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await how(requestFor(call, manner));
    const base = redirectedTo(answer, manner.base, call.path, bases);
    if (base === null || redirects === MOST_REDIRECTS) return { answer, manner };
    manner = { ...manner, base };
  }
}

/** The base of the instance that an answer to `base + path` redirects to; null: to none, or to a place that is not among `bases`. */
function redirectedTo({ status, headers }: Status, base: string, path: string, bases: readonly string[]): string | null {
  const { location } = headers;
  if (location === undefined || !REDIRECTS.has(status) || !URL.canParse(location, base + path)) return null;
  const target = withoutQuery(new URL(location, base + path));
  return bases.find((one) => withoutQuery(new URL(one + path)) === target) ?? null;
}

/** The query is ours, wherever it goes. */
function withoutQuery({ origin, pathname }: URL): string {
  return origin + pathname;
}

function requestFor(call: Call, { base, authorization, tls }: Manner): HttpRequest {
  return {
    method: call.method,
    url: base + call.path,
    headers: {
      accept: call.mediaType ?? 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(authorization === null ? {} : { authorization }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.method === 'GET' ? {} : { startWithinMs: PROMPT_MS }),
    tls,
  };
}
