/** What is asked of the masters. */
import { PlumblineError } from '../../../errors.ts';
import type { MesosConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { mesosErrors } from '../errors.ts';
import type { Agents, LiveFramework, LiveTask, MesosInfo } from '../types.ts';
import { decodeAgents, decodeFrameworks, decodeInfo, decodeTasks } from './decode.ts';
import { askerOf } from './transport.ts';
import type { Question } from './transport.ts';

/** Every method throws `mesos/*`, `http/*` or `config/secret-unreadable`. */
export interface MesosClient {
  info(ctx: Ctx): Promise<MesosInfo>;
  /** Never none: a Mesos that shows not even a Marathon shows nothing. */
  frameworks(ctx: Ctx): Promise<readonly LiveFramework[]>;
  tasks(ctx: Ctx): Promise<readonly LiveTask[]>;
  agents(ctx: Ctx): Promise<Agents>;
}

/** A client that gives the very same value again when an answer has the same bytes as the one before. */
export function mesosClient(config: MesosConfig): MesosClient {
  const ask = askerOf(config);
  const asking = <T>(question: Question, decode: (body: Buffer) => T): ((ctx: Ctx) => Promise<T>) => {
    const decodeOnce = remembering(decode);
    return async (ctx) => decodeOnce(await ask(question, ctx));
  };
  return {
    info: asking('GET_FLAGS', decodeInfo),
    frameworks: asking('GET_FRAMEWORKS', (body) => notNone(decodeFrameworks(body))),
    tasks: asking('GET_TASKS', decodeTasks),
    agents: asking('GET_AGENTS', decodeAgents),
  };
}

function remembering<T>(decode: (body: Buffer) => T): (body: Buffer) => T {
  let last: { readonly body: Buffer; readonly value: T } | null = null;
  return (body) => {
    if (last === null || !last.body.equals(body)) last = { body, value: decode(body) };
    return last.value;
  };
}

/** To a principal that may view none, and right after a fail-over, Mesos answers 200 and an empty list. */
function notNone(frameworks: readonly LiveFramework[]): readonly LiveFramework[] {
  if (frameworks.length > 0) return frameworks;
  throw new PlumblineError(mesosErrors.nothingSeen, 'Mesos shows no scheduler at all, not even a Marathon.');
}
