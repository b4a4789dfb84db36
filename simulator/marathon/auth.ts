/**
 * Whom Marathon lets in: whoever has the credentials of --http_credentials, or, below DC/OS, a token, which a service account
 * gets by logging in with a JSON web token that it signed itself.
 */
import { verify } from 'node:crypto';
import type { Random } from '../random.ts';
import type { Answer, Call, WorldClock } from '../service.ts';
import { errorPage } from './refusal.ts';
import { isObject } from './shape.ts';

export interface ServiceAccount {
  readonly uid: string;
  /** PEM, of its RSA key. */
  readonly publicKey: string;
  /** How long a token is good for, in virtual milliseconds; default five days. */
  readonly tokenForMs?: number;
}

/** The answer to a caller who is not let in; null: go on. */
export type Guard = (call: Call) => Answer | null;

export const BASE_PATH = '/service/marathon';
export const LOGIN_PATH = '/acs/api/v1/auth/login';

const TOKEN_MS = 5 * 86_400_000;

export const everybody: Guard = () => null;

/** Jetty's basic authentication. */
export function basicGuard({ username, password }: { readonly username: string; readonly password: string }): Guard {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return (call) => (call.headers['authorization'] === expected ? null : askForCredentials(call));
}

function askForCredentials(call: Call): Answer {
  const headers = { 'content-type': 'text/html;charset=utf-8', 'www-authenticate': 'basic realm="Mesosphere"' };
  return { status: 401, headers, body: errorPage(401, 'Unauthorized', call.path), effect: 'none', id: null };
}

/** Where one account logs in, and the guard that takes the tokens given there until they expire. */
export class Logins {
  readonly #account: ServiceAccount;
  readonly #clock: WorldClock;
  readonly #random: Random;
  /** When each expires. */
  readonly #tokens = new Map<string, number>();

  constructor(account: ServiceAccount, clock: WorldClock, random: Random) {
    this.#account = account;
    this.#clock = clock;
    this.#random = random;
  }

  readonly guard: Guard = (call) => {
    const token = /^token=(.+)$/.exec(call.headers['authorization'] ?? '')?.[1] ?? '';
    return (this.#tokens.get(token) ?? 0) > this.#clock.now() ? null : refused('Invalid username or password.');
  };

  logIn(call: Call): Answer {
    const body = isObject(call.json) ? call.json : {};
    if (body['uid'] !== this.#account.uid || !this.#isSigned(String(body['token']))) return refused('Wrong login or password');
    const token = this.#random.uuid();
    this.#tokens.set(token, this.#clock.now() + (this.#account.tokenForMs ?? TOKEN_MS));
    return { status: 200, body: { token }, effect: 'none', id: null };
  }

  /** RS256, of this account, not expired. */
  #isSigned(jwt: string): boolean {
    const [header = '', payload = '', signature = ''] = jwt.split('.');
    const claims = partOf(payload);
    if (partOf(header)['alg'] !== 'RS256' || claims['uid'] !== this.#account.uid) return false;
    if (typeof claims['exp'] === 'number' && claims['exp'] * 1000 <= this.#clock.now()) return false;
    return verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), this.#account.publicKey, Buffer.from(signature, 'base64url'));
  }
}

function refused(message: string): Answer {
  return { status: 401, body: { message }, effect: 'none', id: null };
}

function partOf(part: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : {};
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return {};
    throw thrown;
  }
}
