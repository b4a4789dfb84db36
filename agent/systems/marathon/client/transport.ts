/** One call to Marathon: base path, credentials and certificates in, a good answer or a PlumblineError out. */
import { readFile } from 'node:fs/promises';
import { PlumblineError } from '../../../errors.ts';
import { PROMPT_MS } from '../../../http.ts';
import type { HttpRequest, HttpResponse, Tls } from '../../../http.ts';
import type { MarathonConfig } from '../../../model/config.gen.ts';
import type { Json } from '../../../model/ref.ts';
import type { Ctx } from '../../../model/system.ts';
import { marathonErrors } from '../errors.ts';
import { wireError } from './wire-errors.ts';

export interface MarathonCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** From the base address on, with its query: `/v2/apps?embed=apps.counts`. */
  readonly path: string;
  readonly body?: Json;
  /** A status that is an answer here although it is an error elsewhere. */
  readonly accept?: number;
}

type Send = (call: MarathonCall, ctx: Ctx) => Promise<HttpResponse>;

interface Credentials {
  /** The whole header; null: none is configured. */
  readonly authorization: string | null;
  readonly tls: Tls;
}

/** Sends one call; throws `marathon/*` for any answer but 2xx (or `accept`), `http/*` when there is none. */
export function senderTo(config: MarathonConfig): Send {
  let latest: Credentials | null = null;
  return async (call, ctx) => {
    // A call that changes something goes with what the look before it went with: nothing is read between the two.
    if (call.method === 'GET' || latest === null) latest = await readCredentials(config, ctx);
    const answer = await ctx.http.send(requestFor(config, call, latest), ctx.signal);
    const isGood = answer.status >= 200 && answer.status < 300;
    if (isGood || answer.status === call.accept) return answer;
    throw wireError(`${call.method} ${call.path.replace(/\?.*$/, '')}`, answer);
  };
}

async function readCredentials(config: MarathonConfig, ctx: Ctx): Promise<Credentials> {
  return { authorization: await basicHeader(config, ctx), tls: await tlsFor(config) };
}

function requestFor(config: MarathonConfig, call: MarathonCall, { authorization, tls }: Credentials): HttpRequest {
  return {
    method: call.method,
    url: config.url.replace(/\/+$/, '') + call.path,
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

async function basicHeader(config: MarathonConfig, ctx: Ctx): Promise<string | null> {
  if (config.auth === undefined || !('password' in config.auth)) return null;
  const password = await ctx.secrets.read(config.auth.password);
  const credentials = Buffer.from(`${config.auth.username}:${password.reveal()}`).toString('base64');
  ctx.secrets.mask(credentials);
  return `Basic ${credentials}`;
}

async function tlsFor(config: MarathonConfig): Promise<Tls> {
  const insecure = config.insecure === true;
  return config.caFile === undefined ? { insecure } : { insecure, ca: await readCa(config.caFile) };
}

async function readCa(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new PlumblineError(marathonErrors.caFileUnreadable, `The certificate file ${file} cannot be read.`, { file }, { cause });
  }
}
