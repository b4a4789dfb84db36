/** Logging in and out, and what every request carries. */
import { readFile } from 'node:fs/promises';
import { PlumblineError } from '../../../errors.ts';
import type { HttpRequest, HttpResponse, Tls } from '../../../http.ts';
import type { ScaleioConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { scaleioErrors } from '../errors.ts';
import { bareText, isSuccess, refusal, unexpected } from './answers.ts';

export interface GatewayCall {
  readonly method: 'GET' | 'POST';
  /** From `/api/` on. */
  readonly path: string;
  readonly body?: object;
}

interface Credentials {
  /** The whole header. */
  readonly authorization: string;
  readonly tls: Tls;
}

export interface Login extends Credentials {
  /** Of the gateway: `2.6`. */
  readonly version: string;
}

const SUPPORTED_MAJORS: ReadonlySet<string> = new Set(['2', '3']);
const LOGOUT_TIMEOUT_MS = 5_000;

/** Throws `scaleio/login-rejected`, `scaleio/unsupported-version` and whatever keeps the gateway from being reached. */
export async function logIn(config: ScaleioConfig, ctx: Ctx): Promise<Login> {
  const tls = await tlsOf(config);
  const password = await ctx.secrets.read(config.password);
  const authorization = basic(config.username, password.reveal(), ctx);
  const answer = await ctx.http.send(requestOf(config, { method: 'GET', path: '/api/login' }, { authorization, tls }), ctx.signal);
  const token = tokenOf(answer, config);
  ctx.secrets.mask(token);
  const session = { authorization: basic(config.username, token, ctx), tls };
  try {
    return { ...session, version: await readVersion(config, session, ctx) };
  } catch (thrown) {
    await logOut(config, session, ctx);
    throw thrown;
  }
}

function tokenOf(answer: HttpResponse, config: ScaleioConfig): string {
  if (answer.status === 401) {
    const message = `The ScaleIO gateway at ${config.url} rejects the user name or password of ${config.username}.`;
    throw new PlumblineError(scaleioErrors.loginRejected, message);
  }
  if (!isSuccess(answer)) throw refusal('log in', answer);
  const token = bareText(answer.body);
  if (token === null) throw unexpected('log in', 'no token');
  return token;
}

/** 4.x still takes this login, but speaks with other tokens and other answers: better to say so than to guess. */
async function readVersion(config: ScaleioConfig, session: Credentials, ctx: Ctx): Promise<string> {
  const answer = await ctx.http.send(requestOf(config, { method: 'GET', path: '/api/version' }, session), ctx.signal);
  if (!isSuccess(answer)) throw refusal('tell its version', answer);
  const version = bareText(answer.body);
  const [, major] = /^(\d+)\.\d+/.exec(version ?? '') ?? [];
  if (version === null || major === undefined) throw unexpected('tell its version', 'no version');
  if (SUPPORTED_MAJORS.has(major)) return version;
  const message = `The gateway at ${config.url} is version ${version}; Plumbline speaks with 2.x and 3.x.`;
  throw new PlumblineError(scaleioErrors.unsupportedVersion, message, { version });
}

/** Best effort, and not bound to the agent's signal: it is sent just when the agent stops. */
export async function logOut(config: ScaleioConfig, session: Credentials, ctx: Ctx): Promise<void> {
  const request = {
    ...requestOf(config, { method: 'GET', path: '/api/logout' }, session),
    timeoutMs: LOGOUT_TIMEOUT_MS,
    idempotent: false,
  };
  await ctx.http.send(request, AbortSignal.timeout(LOGOUT_TIMEOUT_MS)).catch((err: unknown) => {
    ctx.log.debug({ err }, 'scaleio session not ended; the gateway ends it after 10 minutes');
  });
}

export function requestOf(config: ScaleioConfig, call: GatewayCall, session: Credentials): HttpRequest {
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return {
    method: call.method,
    url: config.url.replace(/\/+$/, '') + call.path,
    // No `;version=`: 2.0.1 gateways reject their own version there (rexray issues 599, 602).
    headers: {
      authorization: session.authorization,
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    tls: session.tls,
  };
}

function basic(user: string, password: string, ctx: Ctx): string {
  const encoded = Buffer.from(`${user}:${password}`).toString('base64');
  ctx.secrets.mask(encoded);
  return `Basic ${encoded}`;
}

async function tlsOf(config: ScaleioConfig): Promise<Tls> {
  const insecure = config.insecure ?? false;
  if (config.caFile === undefined) return { insecure };
  try {
    return { insecure, ca: await readFile(config.caFile, 'utf8') };
  } catch (cause) {
    const message = `The certificate authority file ${config.caFile} of ScaleIO cannot be read.`;
    throw new PlumblineError(scaleioErrors.caFileUnreadable, message, { file: config.caFile }, { cause });
  }
}
