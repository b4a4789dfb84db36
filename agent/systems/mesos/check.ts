/** Looks again at what has to be true right before a call. */
import type { Precondition } from '../../model/change.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import type { MesosClient } from './client/client.ts';
import { otherScheduler } from './no-other-scheduler.ts';
import { taskOn } from './no-task-on.ts';

/** Throws what MesosClient throws. */
export async function checkMesos(client: MesosClient, precondition: Precondition, ctx: Ctx): Promise<Checked> {
  const why = await failure(client, precondition, ctx);
  return why === null ? { kind: 'holds' } : fails(why);
}

async function failure(client: MesosClient, precondition: Precondition, ctx: Ctx): Promise<string | null> {
  const { check } = precondition;
  if (check !== 'no-other-scheduler' && check !== 'no-task-on') return `Mesos cannot tell whether ${check} holds`;
  // A Mesos that shows no scheduler at all, which is an error, shows no tasks either.
  const [frameworks, tasks, agents] = await Promise.all([client.frameworks(ctx), client.tasks(ctx), client.agents(ctx)]);
  return check === 'no-task-on' ? taskOn(precondition, tasks, agents) : otherScheduler(precondition, { frameworks, tasks, agents });
}

function fails(why: string): Checked {
  return { kind: 'fails', why };
}
