/** What keeps an app or a pod from being changed: a deployment that holds it. The agent never forces. */
import type { Precondition } from '../../model/change.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import type { LiveApp } from './types.ts';

/** A clause for a person; null when nothing holds the app, or it is not there. */
export function lockClause(live: Pick<LiveApp, 'deployments'> | null): string | null {
  const locks = live?.deployments ?? [];
  return locks.length === 0 ? null : `locked by deployment ${locks.join(', ')}`;
}

/** Looks again whether the app or pod is free, or gone. Throws what MarathonClient throws. */
export async function checkObject(client: MarathonClient, precondition: Precondition, ctx: Ctx): Promise<Checked> {
  const { check } = precondition;
  const isPod = precondition.args?.['kind'] === 'Pod';
  if (check !== 'app-unlocked' && check !== 'gone') return { kind: 'fails', why: `Marathon cannot tell whether ${check} holds` };
  const why = await (isPod ? podFailure : appFailure)(client, precondition, ctx);
  return why === null ? { kind: 'holds' } : { kind: 'fails', why };
}

async function appFailure(client: MarathonClient, { check, backendId }: Precondition, ctx: Ctx): Promise<string | null> {
  const live = await client.app(backendId, ctx);
  if (check === 'app-unlocked') return lockClause(live);
  return live === null ? null : `app ${backendId} is there`;
}

/** A pod does not say itself which deployment holds it. */
async function podFailure(client: MarathonClient, { check, backendId }: Precondition, ctx: Ctx): Promise<string | null> {
  if (check === 'gone') return (await client.pod(backendId, ctx)) === null ? null : `pod ${backendId} is there`;
  const deployments = await client.deployments(ctx);
  return lockClause({ deployments: deployments.filter(({ affectedPods }) => affectedPods.includes(backendId)).map(({ id }) => id) });
}
