/** Makes way: cancels the deployment that holds an app, if it is still the one that was planned to be cancelled. */
import type { Began, Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import type { Accepted, MarathonClient } from './client/client.ts';
import { hasTasks } from './hanging.ts';
import type { CancelDeployment } from './types.ts';

const OVER: Written = { kind: 'skipped', why: 'the deployment has ended meanwhile' };
const CHANGED: Written = { kind: 'waiting', why: 'changed meanwhile, planned again next pass' };

/** Throws what the client throws, and `apply/stale`. */
export async function cancelDeployment(client: MarathonClient, args: CancelDeployment['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const live = await client.app(args.id, ctx);
  if (live === null || !live.deployments.includes(args.deployment)) return OVER;
  if (live.version !== args.liveVersion || live.deployments.length > 1) return CHANGED;
  if (args.isCreate && hasTasks(live)) return CHANGED;
  ctx.fresh(readAtMs);
  const rollback = await client.cancelDeployment(args.deployment, ctx);
  if (rollback === null) return OVER;
  return { kind: 'applied', backendId: args.id, tookBack: true, ...begunBy(rollback, 'rollback') };
}

/** What is to be remembered: by its id alone a deployment is known to be ours. */
export function begunBy({ deployment }: Accepted, what: Began['what']): { readonly began?: Began } {
  return deployment === null ? {} : { began: { id: deployment, what } };
}
