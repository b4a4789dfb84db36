/**
 * Logging in to DC/OS with a service account: a JWT that its key signs (RS256) is changed for a token, which is a JWT, too, and
 * says when it expires. Source: docs.d2iq.com, "Service Authentication"; dcos/bouncer, app/login.
 */
import { createPrivateKey, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { instant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { jsonOf } from '../http.ts';
import type { HttpResponse, Tls } from '../http.ts';
import type { ServiceAccountConfig } from '../model/config.gen.ts';
import type { Ctx } from '../model/system.ts';
import { accessErrors } from './errors.ts';

export interface Token {
  readonly text: string;
  /** From when on it is to be renewed; null: it does not say when it expires. */
  readonly renewFrom: Instant | null;
}

/** How long the signed JWT may be used. */
const PROOF_VALID_S = 300;
/** How long before it expires a token is renewed, at most. */
const RENEW_BEFORE_MS = 5 * 60_000;

/** Throws `access/*` and `http/*`. */
export async function logIn({ uid, privateKey }: ServiceAccountConfig, url: string, tls: Tls, ctx: Ctx): Promise<Token> {
  const now = ctx.clock.now();
  const key = await keyOf(privateKey, ctx);
  const proof = signed({ uid, exp: Math.floor(now / 1000) + PROOF_VALID_S }, key);
  ctx.secrets.mask(proof);
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  const body = JSON.stringify({ uid, token: proof });
  const answer = await ctx.http.send({ method: 'POST', url, headers, body, tls, idempotent: true }, ctx.signal);
  const text = tokenOf(answer, url);
  ctx.secrets.mask(text);
  return { text, renewFrom: renewFromOf(text, now) };
}

async function keyOf(ref: ServiceAccountConfig['privateKey'], ctx: Ctx): Promise<KeyObject> {
  const key = keyIn((await ctx.secrets.read(ref)).reveal());
  if (key?.asymmetricKeyType === 'rsa') return key;
  throw new PlumblineError(accessErrors.badKey, 'The private key of the service account is no RSA key in PEM form.');
}

/** What is wrong with a key may quote it, so nothing of that is kept. */
function keyIn(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}

function signed(claims: object, key: KeyObject): string {
  const head = `${base64url({ alg: 'RS256', typ: 'JWT' })}.${base64url(claims)}`;
  return `${head}.${sign('RSA-SHA256', Buffer.from(head), key).toString('base64url')}`;
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function tokenOf(answer: HttpResponse, url: string): string {
  const { host, pathname } = new URL(url);
  const place = `POST ${host}${pathname}`;
  if (answer.status === 401 || answer.status === 403) {
    throw new PlumblineError(accessErrors.loginRefused, `${place} refused the login of the service account with ${answer.status}.`);
  }
  const body = jsonOf(answer.body);
  const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : undefined;
  if (answer.status === 200 && typeof token === 'string' && token !== '') return token;
  throw new PlumblineError(accessErrors.loginFailed, `${place} answered the login with ${answer.status} and no token.`);
}

/** In the last tenth of its life, so that short ones are not renewed all the time. */
function renewFromOf(token: string, now: Instant): Instant | null {
  const claims = jsonOf(Buffer.from(token.split('.')[1] ?? '', 'base64url'));
  const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined;
  if (typeof exp !== 'number') return null;
  const expiresAt = exp * 1000;
  return instant(expiresAt - Math.min(RENEW_BEFORE_MS, (expiresAt - now) / 10));
}
