/** The calls to Chronos: paths, bodies, and what its answers mean. */
import { senderTo } from '../../access/sender.ts';
import type { Call } from '../../access/sender.ts';
import type { ErrorCode } from '../../errors.ts';
import { PlumblineError } from '../../errors.ts';
import { jsonOf } from '../../http.ts';
import type { HttpResponse } from '../../http.ts';
import { isFields, isList } from '../../jobs/differences.ts';
import type { Fields, JobClient, Jobs, LiveJob } from '../../jobs/types.ts';
import type { ChronosConfig } from '../../model/config.gen.ts';
import type { Ctx } from '../../model/system.ts';
import { chronosErrors } from './errors.ts';
import { movedOn } from './schedule.ts';

/** What Chronos takes from a definition although it counts it itself: left out, it would begin anew. */
const COUNTERS = ['successCount', 'errorCount', 'lastSuccess', 'lastError', 'errorsSinceLastSuccess'];

/** Throws `chronos/*` for any answer but 2xx, and what the sender throws when there is none. */
export function chronosClient(config: ChronosConfig): JobClient {
  const ask = senderTo(config);
  const send = async (call: Call, ctx: Ctx): Promise<HttpResponse> => {
    const answer = await ask(call, ctx);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw wireError(`${call.method} ${call.path}`, answer);
  };
  return {
    async jobs(ctx) {
      return decodeJobs((await send({ method: 'GET', path: '/v1/scheduler/jobs' }, ctx)).body);
    },
    // Chronos knows no 404: what it has not is a 400 with this text (api/JobManagementResource.scala).
    async isThere(name, ctx) {
      const path = `/v1/scheduler/job/${encodeURIComponent(name)}`;
      const answer = await ask({ method: 'GET', path }, ctx);
      if (answer.status === 200) return true;
      if (answer.status === 400 && messageIn(answer.body) === `Job '${name}' not found`) return false;
      throw wireError(`GET ${path}`, answer);
    },
    async put(name, definition, live, ctx) {
      const path = 'parents' in definition ? '/v1/scheduler/dependency' : '/v1/scheduler/iso8601';
      await send({ method: 'POST', path, body: bodyOf(name, definition, live, ctx) }, ctx);
    },
    async delete(name, ctx) {
      await send({ method: 'DELETE', path: `/v1/scheduler/job/${encodeURIComponent(name)}` }, ctx);
    },
  };
}

/** A job that is replaced keeps its counters, and its schedule unless that is what changes: then it starts at a time that lies ahead. */
function bodyOf(name: string, definition: Fields, live: LiveJob | null, { clock }: Ctx): Fields {
  const variables = definition['environmentVariables'];
  const { schedule, scheduleTimeZone: zone } = definition;
  const isMoved = live !== null && typeof schedule === 'string' && schedule !== live.definition['schedule'];
  return {
    ...definition,
    name,
    environmentVariables: Object.entries(isFields(variables) ? variables : {}).map(([key, value]) => ({ name: key, value })),
    ...(isMoved ? { schedule: movedOn(schedule, typeof zone === 'string' ? zone : '', clock.now()) } : {}),
    ...Object.fromEntries(
      COUNTERS.flatMap((counter) => (live?.definition[counter] === undefined ? [] : [[counter, live.definition[counter]]])),
    ),
  };
}

function decodeJobs(body: Buffer): Jobs {
  const answer = jsonOf(body);
  if (!isList(answer)) throw unexpected('is no list of jobs');
  return new Map(
    answer.map((definition) => {
      const name = isFields(definition) ? definition['name'] : undefined;
      if (!isFields(definition) || typeof name !== 'string') throw unexpected('has a job without a name');
      return [name, { name, definition }];
    }),
  );
}

function unexpected(what: string): PlumblineError {
  return new PlumblineError(chronosErrors.unexpectedAnswer, `Chronos's answer to GET /v1/scheduler/jobs ${what}.`);
}

const CODE_BY_STATUS: ReadonlyMap<number, ErrorCode> = new Map([
  [400, chronosErrors.rejected],
  [401, chronosErrors.unauthorized],
  [403, chronosErrors.forbidden],
  [502, chronosErrors.unavailable],
  [503, chronosErrors.unavailable],
  [504, chronosErrors.unavailable],
]);

function wireError(place: string, answer: HttpResponse): PlumblineError {
  const { status, headers } = answer;
  const said = messageIn(answer.body);
  const to = headers['location'] === undefined ? '' : ` to ${headers['location']}`;
  const message = `Chronos answered ${place} with ${status}${to}${said === '' ? '.' : `: ${said}`}`;
  return new PlumblineError(codeOf(status), message, { status });
}

function codeOf(status: number): ErrorCode {
  if (status >= 300 && status < 400) return chronosErrors.redirected;
  return CODE_BY_STATUS.get(status) ?? (status >= 500 ? chronosErrors.serverError : chronosErrors.unexpectedAnswer);
}

/** Chronos answers with a whole stack trace: its first line, without the class, says what is wrong (api/ApiResult.scala). */
function messageIn(body: Buffer): string {
  const answer = jsonOf(body);
  const message = isFields(answer) ? answer['message'] : undefined;
  const [line = ''] = typeof message === 'string' ? message.split('\n', 1) : [];
  return line.replace(/^java\.[\w.]+: (?:requirement failed: )?/, '');
}
