/** Makes one change of a pod or a group: looks at it once more, then sends the one call - or says why not. */
import type { Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import { labelOf, withLabel } from './mark.ts';
import type { DeletePod, PutGroup, PutPod } from './types.ts';

const CHANGED: Written = { kind: 'waiting', why: 'changed meanwhile, planned again next pass' };

/** Throws `marathon/*`, `http/*` and `apply/stale`; a pod in a deployment is `marathon/locked`, which waits. */
export async function putPod(client: MarathonClient, args: PutPod['args'], ctx: WriteCtx): Promise<Written> {
  const { id, liveVersion, definition, mark } = args;
  const readAtMs = ctx.clock.monotonicMs();
  const live = await client.pod(id, ctx);
  if ((live?.version ?? null) !== liveVersion) return CHANGED;
  const marked = withLabel(definition, live !== null && mark === 'keep' ? labelOf(live) : ctx.mark);
  ctx.fresh(readAtMs);
  await (live === null ? client.postPod(id, marked, ctx) : client.putPod(id, marked, ctx));
  return { kind: 'applied', backendId: id };
}

export async function deletePod(client: MarathonClient, { id, liveVersion }: DeletePod['args'], ctx: WriteCtx): Promise<Written> {
  const gone: Written = { kind: 'skipped', why: 'it is already gone' };
  const readAtMs = ctx.clock.monotonicMs();
  const live = await client.pod(id, ctx);
  if (live === null) return gone;
  if (live.version !== liveVersion) return CHANGED;
  ctx.fresh(readAtMs);
  return (await client.deletePod(id, ctx)) === 'deleted' ? { kind: 'applied', backendId: id } : gone;
}

/** Nothing that a group holds is in either call, so nothing of it can be lost. */
export async function putGroup(client: MarathonClient, { id, isThere, enforceRole }: PutGroup['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const live = (await client.groups(ctx)).get(id);
  if ((live !== undefined) !== isThere) return CHANGED;
  if (live?.enforceRole === enforceRole) return { kind: 'skipped', why: 'it is already as declared' };
  ctx.fresh(readAtMs);
  await (isThere ? client.patchGroup(id, enforceRole, ctx) : client.postGroup(id, enforceRole, ctx));
  return { kind: 'applied', backendId: id };
}
