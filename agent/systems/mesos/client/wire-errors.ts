/** What the masters' error answers mean. Their bodies are one line of plain text, never JSON. */
import type { ErrorCode } from '../../../errors.ts';
import { PlumblineError } from '../../../errors.ts';
import type { HttpResponse } from '../../../http.ts';
import { oneLine, short } from '../../../model/printable.ts';
import { mesosErrors } from '../errors.ts';

/** 503 is what every call gets until a master that was just elected has read its registry; 504 comes from a proxy. */
const CODE_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, mesosErrors.rejected],
  [401, mesosErrors.unauthorized],
  [403, mesosErrors.forbidden],
  [406, mesosErrors.rejected],
  [415, mesosErrors.rejected],
  [500, mesosErrors.unavailable],
  [502, mesosErrors.unavailable],
  [503, mesosErrors.unavailable],
  [504, mesosErrors.unavailable],
]);

/** The error for an answer that is neither 200 nor 307. */
export function wireError(question: string, { status, body }: HttpResponse): PlumblineError {
  const said = short(oneLine(body.toString('utf8', 0, 200)));
  const message = `Mesos answered ${question} with ${status}${said === '' ? '.' : `: ${said}`}`;
  return new PlumblineError(CODE_BY_STATUS.get(status) ?? mesosErrors.unexpectedAnswer, message, { status });
}

/** Whether a master said no, as another one would too: that is more to the point than one that did not answer. */
export function isRefusal({ code }: PlumblineError): boolean {
  return code.code === mesosErrors.unauthorized.code || code.code === mesosErrors.forbidden.code;
}

export function noLeader(masters: readonly string[]): PlumblineError {
  return new PlumblineError(mesosErrors.noLeader, `None of the masters ${masters.join(', ')} leads; they name another one.`);
}

/** `place` as in `GET_TASKS, agent_id`; `wanted` as in `a text`. */
export function unexpected(place: string, wanted: string): PlumblineError {
  return new PlumblineError(mesosErrors.unexpectedAnswer, `Mesos' answer to ${place} should be ${wanted} and is not.`, { place });
}
