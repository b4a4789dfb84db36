/** What an answer of the gateway means, before anybody looks at the objects in it. */
import { PlumblineError } from '../../../errors.ts';
import { jsonOf } from '../../../http.ts';
import type { HttpResponse } from '../../../http.ts';
import { scaleioErrors } from '../errors.ts';
import { errorCodeOf, nameOf } from './rc.ts';
import type { Return } from './rc.ts';

export type JsonObject = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isSuccess(answer: HttpResponse): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** Why the MDM refuses; null when the answer does not say. */
export function returnOf(answer: HttpResponse): Return | null {
  const body = jsonOf(answer.body);
  if (!isObject(body) || typeof body['errorCode'] !== 'number') return null;
  const { error, rc } = firstDetail(body);
  return { rc: typeof rc === 'number' ? rc : body['errorCode'], name: typeof error === 'string' ? error : null };
}

/** A bare text: a JSON string, or the same without quotes as some gateways send it; null for anything else. */
export function bareText(body: Buffer): string | null {
  return /^\s*"?([^"\s<>{}[\]]+)"?\s*$/.exec(body.toString('utf8'))?.[1] ?? null;
}

/**
 * Throws `scaleio/unexpected-answer` for what no gateway answers to an action: by version that is nothing, JSON or a bare id. A page of
 * a proxy is no word of ScaleIO's, so the call may have been made or not: its intent stays, and the next pass looks.
 */
export function requireAnswerOfAction(what: string, body: Buffer): void {
  const json = jsonOf(body);
  const isOfGateway = isObject(json) || Array.isArray(json) || bareText(body) !== null || body.toString('utf8').trim() === '';
  if (!isOfGateway) throw unexpected(what, 'neither empty nor JSON; ScaleIO may have done it, or not');
}

/** `what` was asked, as in "create volume pg"; the answer is neither a success nor a 401. */
export function refusal(what: string, answer: HttpResponse): PlumblineError {
  const { status } = answer;
  const said = returnOf(answer);
  const details = { rc: said?.rc ?? null, status };
  // Without a code a 5xx is a bad moment of the gateway, or of a proxy in front of it; 0 is the gateway's "no code".
  if (status >= 500 && (said === null || said.rc === 0)) {
    return new PlumblineError(scaleioErrors.busy, `The ScaleIO gateway failed to ${what} (HTTP ${status}).`, details);
  }
  if (said !== null) {
    return new PlumblineError(errorCodeOf(said), `ScaleIO refused to ${what}: ${messageOf(answer)} (${nameOf(said)})`, details);
  }
  if (status >= 300 && status < 400) {
    const to = answer.headers['location'] ?? 'nowhere';
    return new PlumblineError(scaleioErrors.redirected, `The ScaleIO gateway redirects to ${to} when asked to ${what}.`, details);
  }
  return unexpected(what, `HTTP ${status} without a ScaleIO error`, { status });
}

export function unexpected(what: string, found: string, details: PlumblineError['details'] = {}): PlumblineError {
  const message = `The answer when asked to ${what} is not that of a ScaleIO gateway: ${found}.`;
  return new PlumblineError(scaleioErrors.unexpectedAnswer, message, details);
}

function messageOf(answer: HttpResponse): string {
  const body = jsonOf(answer.body) as JsonObject;
  const { error, errorMessage } = firstDetail(body);
  const messages = [errorMessage, error, body['message']];
  const message = messages.find((text): text is string => typeof text === 'string' && text.trim() !== '');
  return message?.trim() ?? 'no reason given';
}

/** Batch calls say only "Error with details", and why in the first detail. */
function firstDetail(body: JsonObject): JsonObject {
  const details = body['details'];
  const first: unknown = Array.isArray(details) ? details[0] : undefined;
  return isObject(first) ? first : {};
}
