/**
 * git over smart HTTP(S): what isomorphic-git needs to talk to one remote, with what it lacks - a bound on time and size,
 * a certificate authority, credentials without a second round trip, no redirects.
 */
import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git/http/node';
import { systemClock } from '../clock.ts';
import type { ErrorCode } from '../errors.ts';
import { PlumblineError } from '../errors.ts';
import { makeHttp } from '../http.ts';
import type { Http } from '../http.ts';
import type { GitConfig } from '../model/config.gen.ts';
import type { Secrets } from '../model/system.ts';
import { repoErrors } from './errors.ts';
import { refusalOf } from './refusal.ts';
import { translateWire } from './translate.ts';

/** The arguments that every call of isomorphic-git over the wire shares. It changes `headers`: one Wire, one call. */
export interface Wire {
  readonly http: HttpClient;
  readonly url: string;
  readonly headers: { [name: string]: string };
}

export interface Transport {
  readonly url: string;
  /** Begins the sentences of errors: `The repository https://git.example.com/ops/cluster.git`. */
  readonly place: string;
  /** Bound on one operation. */
  readonly timeoutMs: number;
  /** One operation: all its requests together end within the bound. Throws this room's errors only. */
  run<T>(operation: (wire: Wire) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface TransportDeps {
  readonly secrets: Secrets;
  readonly signal: AbortSignal;
}

const DEFAULT_TIMEOUT_SECONDS = 60;
/** isomorphic-git holds a pack in memory whole, several times over while it indexes it. */
const MAX_BODY_BYTES = 512 * 1024 * 1024;
/** Some forges speak the git protocol at an address without `.git` only to agents whose name begins with `git/`. */
const USER_AGENT = 'git/2.0 (plumbline)';

export function openTransport(url: string, config: GitConfig, deps: TransportDeps): Transport {
  const place = `The repository ${url}`;
  const timeoutMs = (config.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
  const http = makeHttp({ clock: systemClock(), userAgent: USER_AGENT, random: Math.random });
  return {
    url,
    place,
    timeoutMs,
    async run(operation) {
      const timeout = AbortSignal.timeout(timeoutMs);
      const call: Call = {
        http,
        place,
        signal: AbortSignal.any([deps.signal, timeout]),
        timeoutMs,
        ca: await readCa(config),
        hasAuth: config.auth !== undefined,
      };
      const headers = await authorization(config, deps.secrets);
      try {
        return await operation({ url, headers, http: { request: (request) => exchange(request, call) } });
      } catch (thrown) {
        if (deps.signal.aborted) throw failed(repoErrors.aborted, `${place} was given up because the agent is stopping.`, thrown);
        if (timeout.aborted) throw failed(repoErrors.timeout, `${place} did not answer within ${timeoutMs / 1000} s.`, thrown);
        throw translateWire(thrown, url);
      }
    },
    close: () => http.close(),
  };
}

interface Call {
  readonly http: Http;
  readonly place: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
  readonly ca: string | null;
  readonly hasAuth: boolean;
}

async function readCa(config: GitConfig): Promise<string | null> {
  const { caFile } = config;
  if (caFile === undefined) return null;
  return readFile(caFile, 'utf8').catch((cause: unknown) => {
    throw failed(repoErrors.noAccess, `The file ${caFile} of git.caFile cannot be read.`, cause);
  });
}

async function authorization(config: GitConfig, secrets: Secrets): Promise<{ [name: string]: string }> {
  if (config.auth === undefined) return {};
  const password = await secrets.read(config.auth.password);
  const basic = Buffer.from(`${config.auth.username ?? 'plumbline'}:${password.reveal()}`).toString('base64');
  secrets.mask(basic);
  return { authorization: `Basic ${basic}` };
}

/** One request. The answer is read to its end here, so that a connection cut short is an error and not a short pack. */
async function exchange(request: GitHttpRequest, call: Call): Promise<GitHttpResponse> {
  const isPush = request.url.endsWith('/git-receive-pack');
  const answer = await call.http.send(
    {
      method: request.method === 'POST' ? 'POST' : 'GET',
      url: request.url,
      headers: request.headers ?? {},
      ...(request.body === undefined ? {} : { body: await buffer(request.body) }),
      ...(call.ca === null ? {} : { tls: { ca: call.ca } }),
      timeoutMs: call.timeoutMs,
      maxBodyBytes: MAX_BODY_BYTES,
      idempotent: !isPush,
    },
    call.signal,
  );
  if (answer.status !== 200) throw refusalOf(answer, { ...call, isPush: request.url.includes('git-receive-pack') });
  const headers = { 'content-type': answer.headers['content-type'] ?? '' };
  return { url: request.url, headers, body: once(answer.body), statusCode: 200, statusMessage: 'OK' };
}

async function* once(body: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield body;
}

function failed(code: ErrorCode, message: string, cause: unknown): PlumblineError {
  return new PlumblineError(code, message, {}, { cause });
}
