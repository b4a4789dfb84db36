/** Makes way: cancels the deployment that holds an app, if it is still the one that was planned to be cancelled. */
import type { Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import type { CancelDeployment } from './types.ts';

const OVER: Written = { kind: 'skipped', why: 'the deployment has ended meanwhile' };

/** Throws what the client throws, and `apply/stale`. */
export async function cancelDeployment(client: MarathonClient, args: CancelDeployment['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const live = await client.app(args.id, ctx);
  if (live === null || !live.deployments.includes(args.deployment)) return OVER;
  if (live.version !== args.liveVersion || live.deployments.length > 1) {
    return { kind: 'waiting', why: 'changed meanwhile, planned again next pass' };
  }
  ctx.fresh(readAtMs);
  return (await client.cancelDeployment(args.deployment, ctx)) === 'cancelled'
    ? { kind: 'applied', backendId: args.id, tookBack: true }
    : OVER;
}
