/** One call to Marathon: base path, credentials and certificates in, a good answer or a PlumblineError out. */
import { readFile } from 'node:fs/promises';
import { PlumblineError } from '../../../errors.ts';
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

/** Sends one call; throws `marathon/*` for any answer but 2xx (or `accept`), `http/*` when there is none. */
export async function sendCall(config: MarathonConfig, call: MarathonCall, ctx: Ctx): Promise<HttpResponse> {
  const answer = await ctx.http.send(await requestFor(config, call, ctx), ctx.signal);
  const isGood = answer.status >= 200 && answer.status < 300;
  if (isGood || answer.status === call.accept) return answer;
  throw wireError(`${call.method} ${call.path.replace(/\?.*$/, '')}`, answer);
}

async function requestFor(config: MarathonConfig, call: MarathonCall, ctx: Ctx): Promise<HttpRequest> {
  const authorization = await basicHeader(config, ctx);
  return {
    method: call.method,
    url: config.url.replace(/\/+$/, '') + call.path,
    headers: {
      accept: 'application/json',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(authorization === null ? {} : { authorization }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    tls: await tlsFor(config),
  };
}

async function basicHeader(config: MarathonConfig, ctx: Ctx): Promise<string | null> {
  if (config.auth === undefined) return null;
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
