/** Looks again at what has to be true right before a call. */
import type { Precondition } from '../../model/change.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import type { MesosClient } from './client/client.ts';
import { otherScheduler } from './no-other-scheduler.ts';

/** Throws what MesosClient throws. */
export async function checkMesos(client: MesosClient, precondition: Precondition, ctx: Ctx): Promise<Checked> {
  if (precondition.check !== 'no-other-scheduler') return fails(`Mesos cannot tell whether ${precondition.check} holds`);
  const [frameworks, tasks, agents] = await Promise.all([client.frameworks(ctx), client.tasks(ctx), client.agents(ctx)]);
  const why = otherScheduler(precondition, { frameworks, tasks, agents });
  return why === null ? { kind: 'holds' } : fails(why);
}

function fails(why: string): Checked {
  return { kind: 'fails', why };
}
