/** Logging in and out, and what every request carries. */
import { readFile } from 'node:fs/promises';
import { PlumblineError } from '../../../errors.ts';
import { jsonOf } from '../../../http.ts';
import type { HttpRequest, HttpResponse, Tls } from '../../../http.ts';
import type { ScaleioConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { scaleioErrors } from '../errors.ts';
import { isSince } from '../profile.ts';
import { bareText, isSuccess, refusal, unexpected } from './answers.ts';
import { objectOf, text } from './fields.ts';

export interface GatewayCall {
  readonly method: 'GET' | 'POST';
  /** From `/api/` or `/rest/` on. */
  readonly path: string;
  readonly body?: object;
}

interface Credentials {
  /** The whole header; left out where the body says who asks. */
  readonly authorization?: string;
  readonly tls: Tls;
}

interface Session extends Credentials {
  /** The call that ends it. */
  readonly end: GatewayCall;
}

export interface Login extends Session {
  /** Of the gateway: `2.6`. */
  readonly version: string;
}

const SUPPORTED_MAJORS: ReadonlySet<string> = new Set(['2', '3', '4']);
const LOGOUT_TIMEOUT_MS = 5_000;

/**
 * Gateways from 4.0 on have tokens of another kind, but say their version only to who has logged in the old way, which they
 * still take (PyPowerFlex base_client.py). Throws `scaleio/login-rejected`, `scaleio/unsupported-version` and whatever keeps
 * the gateway from being reached.
 */
export async function logIn(config: ScaleioConfig, ctx: Ctx): Promise<Login> {
  const tls = await tlsOf(config);
  const password = await ctx.secrets.read(config.password);
  const old = await oldLogin(config, { password: password.reveal(), tls }, ctx);
  try {
    const version = await readVersion(config, old, ctx);
    if (!isSince(version, '4.0')) return { ...old, version };
    const session = await tokenLogin(config, { password: password.reveal(), tls }, ctx);
    await logOut(config, old, ctx);
    return { ...session, version };
  } catch (thrown) {
    await logOut(config, old, ctx);
    throw thrown;
  }
}

interface Access {
  readonly password: string;
  readonly tls: Tls;
}

/** Basic user and password once, then Basic with the token as password. */
async function oldLogin(config: ScaleioConfig, { password, tls }: Access, ctx: Ctx): Promise<Session> {
  const authorization = basic(config.username, password, ctx);
  const answer = await ctx.http.send(requestOf(config, { method: 'GET', path: '/api/login' }, { authorization, tls }), ctx.signal);
  const token = bareText(granted(answer, config).body);
  if (token === null) throw unexpected('log in', 'no token');
  ctx.secrets.mask(token);
  return { authorization: basic(config.username, token, ctx), tls, end: { method: 'GET', path: '/api/logout' } };
}

/** A bearer token of some minutes, and one more that only its logout wants: a token that has run out is a 401 like any other. */
async function tokenLogin(config: ScaleioConfig, { password, tls }: Access, ctx: Ctx): Promise<Session> {
  const call = { method: 'POST', path: '/rest/auth/login', body: { username: config.username, password } } as const;
  const answer = granted(await ctx.http.send(requestOf(config, call, { tls }), ctx.signal), config);
  const tokens = objectOf(jsonOf(answer.body), 'log in');
  const token = text(tokens['access_token'], 'access_token', 'log in');
  const refreshToken = text(tokens['refresh_token'], 'refresh_token', 'log in');
  for (const secret of [token, refreshToken]) ctx.secrets.mask(secret);
  const end = { method: 'POST', path: '/rest/auth/logout', body: { refresh_token: refreshToken } } as const;
  return { authorization: `Bearer ${token}`, tls, end };
}

function granted(answer: HttpResponse, config: ScaleioConfig): HttpResponse {
  if (answer.status === 401) {
    const message = `The ScaleIO gateway at ${config.url} rejects the user name or password of ${config.username}.`;
    throw new PlumblineError(scaleioErrors.loginRejected, message);
  }
  if (!isSuccess(answer)) throw refusal('log in', answer);
  return answer;
}

async function readVersion(config: ScaleioConfig, session: Credentials, ctx: Ctx): Promise<string> {
  const answer = await ctx.http.send(requestOf(config, { method: 'GET', path: '/api/version' }, session), ctx.signal);
  if (!isSuccess(answer)) throw refusal('tell its version', answer);
  const version = bareText(answer.body);
  const [, major] = /^(\d+)\.\d+/.exec(version ?? '') ?? [];
  if (version === null || major === undefined) throw unexpected('tell its version', 'no version');
  if (SUPPORTED_MAJORS.has(major)) return version;
  const later = Number(major) > 4 ? ': later systems are erasure-coded, and made of other objects' : '';
  const message = `The gateway at ${config.url} is version ${version}; Plumbline speaks with 2.x, 3.x and 4.x${later}.`;
  throw new PlumblineError(scaleioErrors.unsupportedVersion, message, { version });
}

/** Best effort, and not bound to the agent's signal: it is sent just when the agent stops. */
export async function logOut(config: ScaleioConfig, session: Session, ctx: Ctx): Promise<void> {
  const request = {
    ...requestOf(config, session.end, session),
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
      ...(session.authorization === undefined ? {} : { authorization: session.authorization }),
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
