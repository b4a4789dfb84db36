/** Sending a call, and reading what it answers. */
import type { HttpResponse } from '../../../http.ts';
import type { Ctx } from '../../../model/system.ts';
import { isSuccess, refusal } from './answers.ts';
import type { GatewayCall } from './login.ts';
import type { Session } from './session.ts';

export type Decode<T> = (body: Buffer, what: string) => T;
export type Send = (what: string, call: GatewayCall, ctx: Ctx) => Promise<HttpResponse>;

/** Only successes come through. `what` as in "create volume pg". */
export function senderOf(deliver: Session['send']): Send {
  return async (what, call, ctx) => {
    const answer = await deliver(call, ctx);
    if (isSuccess(answer)) return answer;
    throw refusal(what, answer);
  };
}

/** Reads that give the very same value again when an answer has the same bytes as the one before. */
export function rememberingReader(send: Send): <T>(path: string, decode: Decode<T>, ctx: Ctx) => Promise<T> {
  const lastByPath = new Map<string, { readonly body: Buffer; readonly value: unknown }>();
  return async <T>(path: string, decode: Decode<T>, ctx: Ctx): Promise<T> => {
    const what = `read ${path}`;
    const { body } = await send(what, { method: 'GET', path }, ctx);
    const last = lastByPath.get(path);
    if (last?.body.equals(body)) return last.value as T;
    const value = decode(body, what);
    lastByPath.set(path, { body, value });
    return value;
  };
}

/** Where one object is. */
export function instance(type: string, id: string): string {
  return `/api/instances/${type}::${encodeURIComponent(id)}`;
}
