/**
 * HTTP out. Every call has a connect and a total timeout, a bound on the body, and bounded retries with jitter when it
 * may be repeated. Redirects are never followed here: a client that expects one decides where credentials may go.
 */
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import type { Clock } from './clock.ts';
import { declareErrors, PlumblineError } from './errors.ts';
import { withGate } from './http-gate.ts';

export interface Tls {
  /** PEM text of the certificate authorities to trust instead of the system's. */
  readonly ca?: string;
  /** Accept any certificate; only when the agent's config says so. */
  readonly insecure?: boolean;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string | Uint8Array;
  readonly tls?: Tls;
  /** Whole call, connect to last byte; default 30 s. */
  readonly timeoutMs?: number;
  /** Largest answer accepted; default 64 MiB. */
  readonly maxBodyBytes?: number;
  /** Not sent at all when it cannot begin so soon, as when connecting takes long: then it is `http/late`. */
  readonly startWithinMs?: number;
  /** Whether sending it twice does no harm: such a call is retried. Default: only GET. */
  readonly idempotent?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** Lower-case names; of a repeated header the first value. */
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: Buffer;
}

/** An answer without end. */
export interface HttpStream extends Omit<HttpResponse, 'body'> {
  /** Nothing when the status is not 200. Throws `http/*` when the connection breaks, or is silent for SILENT_MS. */
  readonly chunks: AsyncIterable<Buffer>;
}

export interface Http {
  /** Resolves for any status. Throws `http/unreachable`, `http/timeout`, `http/too-large`, `http/late` or `http/aborted`. */
  send(call: HttpRequest, signal: AbortSignal): Promise<HttpResponse>;
  /** Begins to read an answer that lasts until the signal aborts. Once: whoever listens knows when to try again. Throws as `send` does. */
  open(call: Omit<HttpRequest, 'timeoutMs' | 'maxBodyBytes'>, signal: AbortSignal): Promise<HttpStream>;
  close(): Promise<void>;
}

export const httpErrors = declareErrors('http', {
  unreachable: { class: 'transient', help: 'Check that the address in plumbline.yaml is right and that the agent can reach it.' },
  timeout: { class: 'transient', help: 'The system took too long to answer; the agent tries again.' },
  tooLarge: { class: 'stalled', help: 'The answer is larger than the agent accepts; check that the address is the right service.' },
  late: {
    class: 'waiting',
    help: 'Connecting took too long for the look before the call to count, so nothing was sent; the next pass looks again.',
  },
  aborted: { class: 'waiting', help: 'The agent was stopping.' },
});

/** The parsed body; undefined when it is empty or no JSON, as the HTML of a proxy is. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/**
 * How soon after its last look a call that changes something has to begin (`startWithinMs`). By less than the 5 s for which
 * the next writer waits longer than a last call is allowed: see lease.ts.
 */
export const PROMPT_MS = 4_000;

const TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** To one address, for all calls together. */
const CONNECTIONS = 8;
/** Streams of events say something now and then; Jetty's every 10 s. */
const SILENT_MS = 60_000;
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const ATTEMPTS = 3;
const FIRST_BACKOFF_MS = 250;
const RETRIED_STATUS = new Set([429, 502, 503, 504]);
const RETRIED_ERRORS: ReadonlySet<string> = new Set([httpErrors.unreachable.code, httpErrors.timeout.code]);

export interface HttpOptions {
  readonly clock: Clock;
  readonly userAgent: string;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
}

export function makeHttp(options: HttpOptions): Http {
  const calls = makePools(CONNECTIONS);
  // A stream keeps its connection: no call may have to wait for that. How many there are is known: one for each system that is followed.
  const streams = makePools(null);
  return {
    send: (call, signal) => sendWithRetries(call, calls.poolFor(call.tls), options, signal),
    open: (call, signal) => openStream(call, streams.poolFor(call.tls), options.userAgent, signal),
    async close() {
      await Promise.all([calls.close(), streams.close()]);
    },
  };
}

interface Pools {
  poolFor(tls?: Tls): Agent;
  close(): Promise<void>;
}

/** `connections`: to one address; null: as many as are asked for. */
function makePools(connections: number | null): Pools {
  const pools = new Map<string, Agent>();
  return {
    poolFor({ ca, insecure = false } = {}) {
      const key = JSON.stringify([ca ?? null, insecure]);
      const connect = { timeout: CONNECT_TIMEOUT_MS, rejectUnauthorized: !insecure, ...(ca === undefined ? {} : { ca }) };
      const pool = pools.get(key) ?? new Agent({ connect, connections });
      pools.set(key, pool);
      return pool;
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

async function sendWithRetries(call: HttpRequest, pool: Agent, options: HttpOptions, signal: AbortSignal): Promise<HttpResponse> {
  const attempts = (call.idempotent ?? call.method === 'GET') ? ATTEMPTS : 1;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await sendOnce(call, promptly(call, pool, options.clock), options.userAgent, signal).catch(keepPlumblineError);
    const failed = outcome instanceof PlumblineError;
    const again = failed ? RETRIED_ERRORS.has(outcome.code.code) : RETRIED_STATUS.has(outcome.status);
    if (!again || attempt === attempts) {
      if (failed) throw outcome;
      return outcome;
    }
    await options.clock.sleep(FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + options.random()), signal);
  }
}

function keepPlumblineError(thrown: unknown): PlumblineError {
  if (thrown instanceof PlumblineError) return thrown;
  throw thrown;
}

/** The pool, with a last look at the clock when a connection is there and the call is about to go out on it. */
function promptly(call: HttpRequest, pool: Agent, clock: Clock): Dispatcher {
  const { startWithinMs } = call;
  if (startWithinMs === undefined) return pool;
  const askedAtMs = clock.monotonicMs();
  const refusal = (): Error | null => {
    if (clock.monotonicMs() - askedAtMs <= startWithinMs) return null;
    return new PlumblineError(httpErrors.late, `${place(call)} was not sent: it could not begin within ${startWithinMs} ms.`, {
      startWithinMs,
    });
  };
  return pool.compose((dispatch) => (options, handler) => dispatch(options, withGate(handler, refusal)));
}

async function sendOnce(call: HttpRequest, pool: Dispatcher, userAgent: string, signal: AbortSignal): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(call.timeoutMs ?? TIMEOUT_MS);
  try {
    const answer = await ask(call, pool, userAgent, AbortSignal.any([timeout, signal]));
    return { status: answer.statusCode, headers: firstValues(answer.headers), body: await readBody(answer, call) };
  } catch (cause) {
    throw cause instanceof PlumblineError ? cause : transportError(call, cause, timeout.aborted, signal.aborted);
  }
}

function ask(call: HttpRequest, dispatcher: Dispatcher, userAgent: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  return request(call.url, {
    method: call.method,
    dispatcher,
    signal,
    headers: { 'user-agent': userAgent, ...call.headers },
    body: call.body ?? null,
    headersTimeout: call.timeoutMs ?? TIMEOUT_MS,
    bodyTimeout: SILENT_MS,
  });
}

async function openStream(call: HttpRequest, pool: Dispatcher, userAgent: string, signal: AbortSignal): Promise<HttpStream> {
  try {
    const answer = await ask(call, pool, userAgent, signal);
    if (answer.statusCode !== 200) await readBody(answer, call);
    return { status: answer.statusCode, headers: firstValues(answer.headers), chunks: chunksOf(answer, call, signal) };
  } catch (cause) {
    throw cause instanceof PlumblineError ? cause : transportError(call, cause, false, signal.aborted);
  }
}

async function* chunksOf(answer: Dispatcher.ResponseData, call: HttpRequest, signal: AbortSignal): AsyncGenerator<Buffer> {
  if (answer.statusCode !== 200) return;
  try {
    for await (const chunk of answer.body as AsyncIterable<Buffer>) yield chunk;
  } catch (cause) {
    throw transportError(call, cause, false, signal.aborted);
  }
}

async function readBody(answer: Dispatcher.ResponseData, call: HttpRequest): Promise<Buffer> {
  const limitBytes = call.maxBodyBytes ?? MAX_BODY_BYTES;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of answer.body as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) {
      throw new PlumblineError(httpErrors.tooLarge, `${place(call)} answered more than ${limitBytes} bytes.`, { limitBytes });
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

function transportError(call: HttpRequest, cause: unknown, timedOut: boolean, aborted: boolean): PlumblineError {
  if (aborted) return new PlumblineError(httpErrors.aborted, `${place(call)} was given up because the agent is stopping.`, {}, { cause });
  if (timedOut || /TIMEOUT/i.test(codeOf(cause))) {
    return new PlumblineError(httpErrors.timeout, `${place(call)} did not answer in time.`, {}, { cause });
  }
  return new PlumblineError(httpErrors.unreachable, `${place(call)} cannot be reached (${codeOf(cause)}).`, {}, { cause });
}

/** `GET http://host:8080/v2/apps`, without query: queries may carry secrets. */
function place(call: HttpRequest): string {
  const url = new URL(call.url);
  return `${call.method} ${url.origin}${url.pathname}`;
}

function codeOf(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}

function firstValues(headers: Dispatcher.ResponseData['headers']): { readonly [name: string]: string | undefined } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}
