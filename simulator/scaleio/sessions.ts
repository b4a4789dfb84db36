/**
 * Logging in. The legacy way, Basic user and password for a token, then Basic with the token as password and any user: a token
 * lives 8 h, 10 min without use (netdata go.d.plugin scaleio client). From 4.0 on tokens are sent as bearer, live 5 min however
 * much they are used (Cinder's driver renews them that often), and `/rest/auth/login` gives one with another to renew it by.
 * 128 sessions at most (querySystemLimits).
 */
import { createHash, randomBytes } from 'node:crypto';
import type { WorldClock } from '../service.ts';
import { has } from './profile.ts';
import { Refusal, refused } from './rc.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

type Header = string | undefined;

export interface Sessions {
  /** A new token; throws a Refusal. */
  login(authorization: Header): string;
  /** The same for 4.x, from the body's user and password. */
  loginJwt(username: string, password: string): string;
  /** Notes the use; throws a Refusal when the token is none of ours or no longer valid. */
  use(authorization: Header): void;
  logout(authorization: Header): void;
  /** As a restart of the gateway does. */
  dropAll(): void;
}

interface Session {
  readonly createdMs: number;
  usedMs: number;
}

interface Life {
  readonly fullMs: number;
  readonly idleMs: number;
}

const LEGACY_LIFE: Life = { fullMs: 8 * 3_600_000, idleMs: 10 * 60_000 };
/** How long an access token of 4.x is good for; it does not end earlier for being idle. */
export const JWT_LIFE_MS = 5 * 60_000;
const JWT_LIFE: Life = { fullMs: JWT_LIFE_MS, idleMs: JWT_LIFE_MS };
export const MAX_SESSIONS = 128;

export function makeSessions(clock: WorldClock, credentials: Credentials, version: string): Sessions {
  const sessions = new Map<string, Session>();
  const isJwt = has(version, 'jwtLogin');
  const { fullMs, idleMs } = isJwt ? JWT_LIFE : LEGACY_LIFE;
  const isValid = ({ createdMs, usedMs }: Session): boolean => clock.now() - createdMs < fullMs && clock.now() - usedMs < idleMs;
  const dropExpired = (): void => {
    for (const [token, session] of sessions) if (!isValid(session)) sessions.delete(token);
  };
  const open = (user: string, password: string): string => {
    if (user !== credentials.username || password !== credentials.password) throw unauthorized();
    dropExpired();
    if (sessions.size >= MAX_SESSIONS) throw refused('TOO_MANY_SESSIONS');
    const token = isJwt ? newJwt(user, clock.now()) : newToken(user, clock.now());
    sessions.set(token, { createdMs: clock.now(), usedMs: clock.now() });
    return token;
  };
  return {
    login(authorization) {
      const { user, password } = basic(authorization);
      return open(user, password);
    },
    loginJwt: open,
    use(authorization) {
      dropExpired();
      const session = sessions.get(tokenOf(authorization, isJwt));
      if (!session) throw unauthorized();
      session.usedMs = clock.now();
    },
    logout: (authorization) => void sessions.delete(tokenOf(authorization, isJwt)),
    dropAll: () => sessions.clear(),
  };
}

function unauthorized(): Refusal {
  return new Refusal(401, 0, 'Unauthorized');
}

/** Not from the seed: a token is a credential. */
function newToken(user: string, nowMs: number): string {
  const hash = createHash('md5').update(randomBytes(16)).digest('hex');
  return Buffer.from(`${user}:${nowMs}:${hash}`).toString('base64').replace(/=+$/, '');
}

/** As a JSON web token looks; nobody here checks its signature. */
export function newJwt(user: string, nowMs: number): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: user, iat: Math.floor(nowMs / 1000), exp: Math.floor((nowMs + JWT_LIFE_MS) / 1000) };
  return [part({ alg: 'RS256', typ: 'JWT' }), part(claims), randomBytes(24).toString('base64url')].join('.');
}

/** From 4.0 on goscaleio sends bearer, Cinder goes on sending Basic. */
function tokenOf(authorization: Header, takesBearer: boolean): string {
  const bearer = takesBearer ? /^Bearer (.+)$/i.exec(authorization ?? '')?.[1] : undefined;
  return bearer ?? basic(authorization).password;
}

function basic(authorization: Header): { readonly user: string; readonly password: string } {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) throw unauthorized();
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
