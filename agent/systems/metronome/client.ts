/** The calls to Metronome: paths, and what its answers mean. */
import { senderTo } from '../../access/sender.ts';
import type { Call } from '../../access/sender.ts';
import { PlumblineError } from '../../errors.ts';
import { jsonOf } from '../../http.ts';
import type { HttpResponse } from '../../http.ts';
import { isFields, isList } from '../../jobs/differences.ts';
import type { JobClient, Jobs } from '../../jobs/types.ts';
import type { MetronomeConfig } from '../../model/config.gen.ts';
import type { Ctx } from '../../model/system.ts';
import { metronomeErrors } from './errors.ts';
import { bodyOf } from './form.ts';
import { isUnknownJob, wireError } from './wire-errors.ts';

/** Until 0.6 schedules are shown only to those who ask. */
const LIST = '/v1/jobs?embed=activeRuns,schedules,historySummary';

/** Throws `metronome/*` for any answer but 2xx, and what the sender throws when there is none. */
export function metronomeClient(config: MetronomeConfig): JobClient {
  const ask = senderTo(config);
  const send = async (call: Call, ctx: Ctx): Promise<HttpResponse> => {
    const answer = await ask(call, ctx);
    if (answer.status >= 200 && answer.status < 300) return answer;
    throw wireError(`${call.method} ${call.path.replace(/\?.*$/, '')}`, answer);
  };
  return {
    async jobs(ctx) {
      return decodeJobs((await send({ method: 'GET', path: LIST }, ctx)).body);
    },
    // GET /v1/jobs/{id} answers 404 also of what the agent may not see; this one 403 (JobScheduleController.getSchedules).
    async isThere(name, ctx) {
      const path = `/v1/jobs/${encodeURIComponent(name)}/schedules`;
      const answer = await ask({ method: 'GET', path }, ctx);
      if (answer.status === 200) return true;
      if (answer.status === 404 && isUnknownJob(answer.body)) return false;
      throw wireError(`GET ${path}`, answer);
    },
    // v0 takes a job and its schedules in one call; a PUT of v1 leaves the schedules as they are.
    async put(name, definition, live, ctx) {
      const path = live === null ? '/v0/scheduled-jobs' : `/v0/scheduled-jobs/${encodeURIComponent(name)}`;
      await send({ method: live === null ? 'POST' : 'PUT', path, body: bodyOf(name, definition) }, ctx);
    },
    async delete(name, ctx) {
      await send({ method: 'DELETE', path: `/v1/jobs/${encodeURIComponent(name)}?stopCurrentJobRuns=false` }, ctx);
    },
  };
}

function decodeJobs(body: Buffer): Jobs {
  const answer = jsonOf(body);
  if (!isList(answer)) throw unexpected('is no list of jobs');
  return new Map(
    answer.map((definition) => {
      const id = isFields(definition) ? definition['id'] : undefined;
      if (!isFields(definition) || typeof id !== 'string') throw unexpected('has a job without an id');
      return [id, { name: id, definition }];
    }),
  );
}

function unexpected(what: string): PlumblineError {
  return new PlumblineError(metronomeErrors.unexpectedAnswer, `Metronome's answer to GET /v1/jobs ${what}.`);
}
