/** What Metronome's error answers mean (api/ErrorHandler.scala, api/ErrorDetail.scala). */
import type { ErrorCode } from '../../errors.ts';
import { PlumblineError } from '../../errors.ts';
import { jsonOf } from '../../http.ts';
import type { HttpResponse } from '../../http.ts';
import { isFields, isList } from '../../jobs/differences.ts';
import { metronomeErrors } from './errors.ts';

const CODE_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, metronomeErrors.rejected],
  [401, metronomeErrors.unauthorized],
  [403, metronomeErrors.forbidden],
  [404, metronomeErrors.notFound],
  [409, metronomeErrors.conflict],
  [422, metronomeErrors.rejected],
  [502, metronomeErrors.unavailable],
  [503, metronomeErrors.unavailable],
  [504, metronomeErrors.unavailable],
]);

/** The error for an answer that is not 2xx; `place` is `PUT /v0/scheduled-jobs/report`. */
export function wireError(place: string, answer: HttpResponse): PlumblineError {
  const { status, headers, body } = answer;
  const said = saidIn(jsonOf(body));
  const to = headers['location'] === undefined ? '' : ` to ${headers['location']}`;
  const message = `Metronome answered ${place} with ${status}${to}${said === null ? '.' : `: ${said}`}`;
  return new PlumblineError(codeOf(status, said), message, { status });
}

/** A 404 of something in front of Metronome says nothing of a job. */
function codeOf(status: number, said: string | null): ErrorCode {
  if (status >= 300 && status < 400) return metronomeErrors.redirected;
  if (status === 404 && said === null) return metronomeErrors.unexpectedAnswer;
  return CODE_BY_STATUS.get(status) ?? (status >= 500 ? metronomeErrors.serverError : metronomeErrors.unexpectedAnswer);
}

/** Whether it is Metronome that knows no such job, and not something in front of it: the text is a constant of its UnknownJob. */
export function isUnknownJob(body: Buffer): boolean {
  return saidIn(jsonOf(body)) === 'Job not found';
}

/** Null when the body is not Metronome's. */
function saidIn(body: unknown): string | null {
  if (!isFields(body) || typeof body['message'] !== 'string') return null;
  const details = isList(body['details']) ? body['details'].filter(isFields) : [];
  const complaints = details
    .map(({ path, errors }) =>
      `${placeOf(path)} ${isList(errors) ? errors.filter((one) => typeof one === 'string').join(', ') : ''}`.trim(),
    )
    .toSorted(byText);
  return complaints.length === 0 ? body['message'] : complaints.join('; ');
}

/** `/run/volumes(0)/mode` reads as `run.volumes[0].mode`. */
function placeOf(path: unknown): string {
  const text =
    typeof path === 'string'
      ? path
          .replace(/^\//, '')
          .replaceAll('/', '.')
          .replaceAll(/\((\d+)\)/g, '[$1]')
      : '';
  return text === '' ? 'the job' : text;
}

function byText(one: string, other: string): number {
  return one < other ? -1 : 1;
}
