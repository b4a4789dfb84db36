/**
 * Calls to a system over HTTP that may have several instances: base path, credentials, certificates, one more login when a
 * token is refused, and redirects - only to addresses that the configuration names, since credentials go with them.
 */
import { PROMPT_MS } from '../http.ts';
import type { HttpRequest, HttpResponse, Tls } from '../http.ts';
import type { Json } from '../model/ref.ts';
import type { Ctx } from '../model/system.ts';
import { identifyTo, tlsFor } from './identify.ts';
import type { Endpoint } from './identify.ts';

export interface Call {
  readonly method: HttpRequest['method'];
  /** From the base address on, with its query: `/v2/apps?embed=apps.counts`. */
  readonly path: string;
  readonly body?: Json;
}

/** Resolves for any status, also a redirect that is not followed. Throws `access/*`, `http/*` and `config/secret-unreadable`. */
export type Send = (call: Call, ctx: Ctx) => Promise<HttpResponse>;

/** With what, and to which instance, a call goes. */
interface Manner {
  readonly base: string;
  readonly authorization: string | null;
  readonly tls: Tls;
}

const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export function senderTo(endpoint: Endpoint): Send {
  const identify = identifyTo(endpoint);
  const bases = basesOf(endpoint);
  let latest: Manner | null = null;
  let refused: string | null = null;

  async function newManner(ctx: Ctx): Promise<Manner> {
    const tls = await tlsFor(endpoint);
    return { base: bases[0], authorization: await identify(tls, ctx, refused), tls };
  }

  async function ask(call: Call, ctx: Ctx): Promise<HttpResponse> {
    const manner = await newManner(ctx);
    const answer = await following(call, manner, bases, ctx);
    latest = answer.manner;
    if (answer.response.status !== 401) return answer.response;
    refused = manner.authorization;
    const renewed = await newManner(ctx);
    if (renewed.authorization === refused) return answer.response;
    const second = await following(call, renewed, bases, ctx);
    latest = second.manner;
    return second.response;
  }

  return async (call, ctx) => {
    if (call.method === 'GET') return ask(call, ctx);
    // A call that changes something goes with what the look before it went with, and where that went: nothing happens between the two.
    const manner = latest ?? (await newManner(ctx));
    const response = await ctx.http.send(requestFor(call, manner), ctx.signal);
    if (response.status === 401) refused = manner.authorization;
    return response;
  };
}

/** The addresses that credentials may go to, without a slash at their end. */
export function basesOf({ url, peers = [] }: Endpoint): readonly [string, ...string[]] {
  const bare = (address: string): string => address.replace(/\/+$/, '');
  return [bare(url), ...peers.map(bare)];
}

/** The base of the instance that an answer to `base + path` redirects to; null: to none, or to a place that is not among `bases`. */
export function redirectedTo(answer: Pick<HttpResponse, 'status' | 'headers'>, asked: Asked, bases: readonly string[]): string | null {
  const { location } = answer.headers;
  const url = asked.base + asked.path;
  if (location === undefined || !REDIRECTS.has(answer.status) || !URL.canParse(location, url)) return null;
  const { href } = new URL(location, url);
  return bases.find((base) => new URL(base + asked.path).href === href) ?? null;
}

export interface Asked {
  readonly base: string;
  readonly path: string;
}

async function following(
  call: Call,
  first: Manner,
  bases: readonly string[],
  ctx: Ctx,
): Promise<{ readonly response: HttpResponse; readonly manner: Manner }> {
  let manner = first;
  for (let redirects = 0; ; redirects += 1) {
    const response = await ctx.http.send(requestFor(call, manner), ctx.signal);
    const base = redirectedTo(response, { base: manner.base, path: call.path }, bases);
    if (base === null || redirects === MOST_REDIRECTS) return { response, manner };
    manner = { ...manner, base };
  }
}

function requestFor(call: Call, { base, authorization, tls }: Manner): HttpRequest {
  return {
    method: call.method,
    url: base + call.path,
    headers: {
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(authorization === null ? {} : { authorization }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    ...(call.method === 'GET' ? {} : { startWithinMs: PROMPT_MS }),
    tls,
  };
}
