/**
 * Logging in as 2.x and 3.x do: Basic user and password once, then Basic with the token as password and any user.
 * A token lives 8 h, 10 min without use; 128 sessions at most (netdata go.d.plugin scaleio client; querySystemLimits).
 */
import { createHash, randomBytes } from 'node:crypto';
import type { WorldClock } from '../service.ts';
import { Refusal, refused } from './rc.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

type Header = string | undefined;

export interface Sessions {
  /** A new token; throws a Refusal. */
  login(authorization: Header): string;
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

const LIFETIME_MS = 8 * 3_600_000;
const IDLE_MS = 10 * 60_000;
export const MAX_SESSIONS = 128;

export function makeSessions(clock: WorldClock, credentials: Credentials): Sessions {
  const sessions = new Map<string, Session>();
  const isValid = ({ createdMs, usedMs }: Session): boolean => clock.now() - createdMs < LIFETIME_MS && clock.now() - usedMs < IDLE_MS;
  const dropExpired = (): void => {
    for (const [token, session] of sessions) if (!isValid(session)) sessions.delete(token);
  };
  return {
    login(authorization) {
      const { user, password } = basic(authorization);
      if (user !== credentials.username || password !== credentials.password) throw unauthorized();
      dropExpired();
      if (sessions.size >= MAX_SESSIONS) throw refused('TOO_MANY_SESSIONS');
      const token = newToken(user, clock.now());
      sessions.set(token, { createdMs: clock.now(), usedMs: clock.now() });
      return token;
    },
    use(authorization) {
      dropExpired();
      const session = sessions.get(basic(authorization).password);
      if (!session) throw unauthorized();
      session.usedMs = clock.now();
    },
    logout: (authorization) => void sessions.delete(basic(authorization).password),
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

function basic(authorization: Header): { readonly user: string; readonly password: string } {
  const encoded = /^Basic (.+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) throw unauthorized();
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
