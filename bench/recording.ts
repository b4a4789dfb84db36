/** What a pass asked and was answered, to be served again from memory. */
import type { Http, HttpRequest, HttpResponse } from '../agent/http.ts';

export interface Recorded {
  /** `GET /v2/apps?embed=apps.counts`; Mesos has one address for all calls, so a body is part of it: `POST /api/v1 {...}`. */
  readonly key: string;
  readonly status: number;
  readonly contentType: string;
  /** Variants that take turns; one when it never varies. */
  readonly bodies: readonly string[];
}

export type Recording = readonly Recorded[];

export interface Exchange {
  readonly call: HttpRequest;
  readonly answer: HttpResponse;
  readonly startedMs: number;
  readonly endedMs: number;
}

/** The same HTTP, writing down every exchange. */
export function recordingHttp(http: Http, exchanges: Exchange[]): Http {
  return {
    async send(call, signal) {
      const startedMs = performance.now();
      const answer = await http.send(call, signal);
      exchanges.push({ call, answer, startedMs, endedMs: performance.now() });
      return answer;
    },
    open: (call, signal) => http.open(call, signal),
    close: () => http.close(),
  };
}

export function keyOf(call: HttpRequest): string {
  return `${call.method} ${pathOf(call)} ${bodyOf(call)}`.trimEnd();
}

function bodyOf({ body = '' }: HttpRequest): string {
  return typeof body === 'string' ? body : Buffer.from(body).toString();
}

export function pathOf({ url }: HttpRequest): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** Each answer once, with `vary` giving its bodies. */
export function recordingOf(exchanges: readonly Exchange[], vary: (body: string) => readonly string[]): Recording {
  const byKey = new Map<string, Recorded>();
  for (const { call, answer } of exchanges) {
    const contentType = answer.headers['content-type'] ?? 'application/json';
    byKey.set(keyOf(call), { key: keyOf(call), status: answer.status, contentType, bodies: vary(answer.body.toString()) });
  }
  return [...byKey.values()];
}

const VARIANTS = 5;

/** Every list in another order, and in each variant another app that has a newer version. */
export function reordered(body: string): readonly string[] {
  return Array.from({ length: VARIANTS }, (_, variant) => {
    const parsed: unknown = JSON.parse(body);
    const list = listIn(parsed);
    if (list === null) return body;
    list.push(...list.splice(0, Math.floor((list.length * (variant + 1)) / (VARIANTS + 1))));
    const first = list[0];
    if (typeof first === 'object' && first !== null && 'version' in first) first.version = `2026-01-01T00:00:0${variant}.000Z`;
    return JSON.stringify(parsed);
  });
}

/** The list that an answer is, or has as its one large part: `apps` of Marathon, `get_tasks.tasks` of Mesos. */
function listIn(parsed: unknown): unknown[] | null {
  if (Array.isArray(parsed)) return parsed as unknown[];
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { apps, get_tasks: called } = parsed as { readonly apps?: unknown; readonly get_tasks?: { readonly tasks?: unknown } };
  const list = apps ?? called?.tasks;
  return Array.isArray(list) ? (list as unknown[]) : null;
}
