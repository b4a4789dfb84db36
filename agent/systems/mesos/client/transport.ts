/**
 * One question to whichever master leads. A master that does not lead answers 307 with the leader's --hostname, which often
 * resolves nowhere but there: so each configured address is tried instead, and no other place ever gets credentials.
 */
import { readFile } from 'node:fs/promises';
import { asPlumblineError, PlumblineError } from '../../../errors.ts';
import type { HttpRequest, Tls } from '../../../http.ts';
import type { MesosConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { mesosErrors } from '../errors.ts';
import { isRefusal, noLeader, wireError } from './wire-errors.ts';

/** The calls of the operator API that are used; all of them only read. */
export type Question = 'GET_FLAGS' | 'GET_FRAMEWORKS' | 'GET_TASKS' | 'GET_AGENTS';

export type Ask = (question: Question, ctx: Ctx) => Promise<Buffer>;

/** A master that does not answer is not waited for as long as one that is busy may be: there are others. */
const TIMEOUT_MS = 10_000;

/** The leader's answer. Throws `mesos/*` or `http/*` when no master gave one. */
export function askerOf(config: MesosConfig): Ask {
  const { masters } = config;
  let leader = 0;
  return async (question, ctx) => {
    const request = await requestFor(config, question, ctx);
    const failures: PlumblineError[] = [];
    for (const index of fromOn(leader, masters.length)) {
      const answer = await answerOf(question, { ...request, url: `${masters[index]?.replace(/\/+$/, '')}/api/v1` }, ctx);
      if (answer instanceof PlumblineError) failures.push(answer);
      else if (answer !== 'not the leader') {
        leader = index;
        return answer;
      }
    }
    throw failures.find(isRefusal) ?? failures[0] ?? noLeader(masters);
  };
}

/** All places of a list, beginning with `first`. */
function fromOn(first: number, length: number): readonly number[] {
  return Array.from({ length }, (_, turn) => (first + turn) % length);
}

async function answerOf(question: Question, request: HttpRequest, ctx: Ctx): Promise<Buffer | 'not the leader' | PlumblineError> {
  try {
    const answer = await ctx.http.send(request, ctx.signal);
    if (answer.status === 307) return 'not the leader';
    return answer.status === 200 ? answer.body : wireError(question, answer);
  } catch (thrown) {
    return asPlumblineError(thrown);
  }
}

async function requestFor(config: MesosConfig, type: Question, ctx: Ctx): Promise<Omit<HttpRequest, 'url'>> {
  const authorization = await basicHeader(config, ctx);
  return {
    method: 'POST',
    // Not even `; charset=utf-8` may follow: Mesos answers 415.
    headers: { accept: 'application/json', 'content-type': 'application/json', ...(authorization === null ? {} : { authorization }) },
    body: JSON.stringify({ type }),
    timeoutMs: TIMEOUT_MS,
    tls: await tlsFor(config),
  };
}

async function basicHeader({ auth }: MesosConfig, ctx: Ctx): Promise<string | null> {
  if (auth === undefined) return null;
  const password = await ctx.secrets.read(auth.password);
  const credentials = Buffer.from(`${auth.username}:${password.reveal()}`).toString('base64');
  ctx.secrets.mask(credentials);
  return `Basic ${credentials}`;
}

async function tlsFor({ caFile, insecure = false }: MesosConfig): Promise<Tls> {
  if (caFile === undefined) return { insecure };
  try {
    return { insecure, ca: await readFile(caFile, 'utf8') };
  } catch (cause) {
    const message = `The certificate file ${caFile} cannot be read.`;
    throw new PlumblineError(mesosErrors.caFileUnreadable, message, { caFile }, { cause });
  }
}
