/** Makes one change: looks at the app once more, then sends the one call - or says why not. */
import type { Change, FieldDiff, Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import type { Accepted, MarathonClient } from './client/client.ts';
import { differingFields } from './diff/fields.ts';
import { lockClause } from './locks.ts';
import { labelOf, withLabel } from './mark.ts';
import { adoptLive } from './normalise/adopt.ts';
import { normaliseApp } from './normalise/app.ts';
import { defaultsOf } from './normalise/context.ts';
import { withoutTexts, withTexts } from './secrets.ts';
import { begunBy, cancelDeployment } from './write-cancel.ts';
import { deletePod, putGroup, putPod } from './write-pod.ts';
import type { DeleteApp, JsonObject, LiveApp, MarathonAction, PutApp } from './types.ts';

/** Throws `marathon/*`, `http/*` and `apply/stale`; a lock taken between the look and the call is `marathon/locked`, which waits. */
export async function writeApp(client: MarathonClient, change: Change<MarathonAction>, ctx: WriteCtx): Promise<Written> {
  switch (change.action.do) {
    case 'put-app':
      return putApp(client, change.action.args, ctx);
    case 'delete-app':
      return deleteApp(client, change.action.args, ctx);
    case 'cancel-deployment':
      return cancelDeployment(client, change.action.args, ctx);
    case 'put-pod':
      return putPod(client, change.action.args, ctx);
    case 'delete-pod':
      return deletePod(client, change.action.args, ctx);
    case 'put-group':
      return putGroup(client, change.action.args, ctx);
  }
}

async function putApp(client: MarathonClient, args: PutApp['args'], ctx: WriteCtx): Promise<Written> {
  const definition = withTexts(args.definition, args.secretVariables, ctx.secretTexts);
  if (definition === null) throw new TypeError('a secret is missing');
  const readAtMs = ctx.clock.monotonicMs();
  const live = await client.app(args.id, ctx);
  const fields = live === null ? null : differences(args, definition, live);
  if (fields?.length === 0) return { kind: 'skipped', why: 'it is already as declared' };
  const obstacle = obstacleTo(args.liveVersion, live);
  if (obstacle !== null) return obstacle;
  // What only scales keeps its label: a new one would restart every task.
  const label = live !== null && fields?.every(({ path }) => path === 'instances') ? labelOf(live) : ctx.mark;
  ctx.fresh(readAtMs);
  const accepted = await send(client, { ...args, definition: withLabel(definition, label) }, ctx);
  return { kind: 'applied', backendId: args.id, ...begunBy(accepted, accepted.isNew ? 'create' : 'change') };
}

/** PUT for everything but what it drops: executorResources, which only POST keeps (AppConversion.appToUpdate). */
async function send(client: MarathonClient, { id, liveVersion, definition }: PutApp['args'], ctx: WriteCtx): Promise<Accepted> {
  const isForPost = liveVersion === null && definition['executorResources'] !== undefined;
  try {
    return await (isForPost ? client.postApp(id, definition, ctx) : client.putApp(id, definition, ctx));
  } catch (thrown) {
    throw withoutTexts(thrown, ctx.secretTexts);
  }
}

async function deleteApp(client: MarathonClient, args: DeleteApp['args'], ctx: WriteCtx): Promise<Written> {
  const gone: Written = { kind: 'skipped', why: 'it is already gone' };
  const readAtMs = ctx.clock.monotonicMs();
  const live = await client.app(args.id, ctx);
  if (live === null) return gone;
  const obstacle = obstacleTo(args.liveVersion, live);
  if (obstacle !== null) return obstacle;
  ctx.fresh(readAtMs);
  return (await client.deleteApp(args.id, ctx)) === 'deleted' ? { kind: 'applied', backendId: args.id } : gone;
}

/** Marathon has no If-Match: comparing versions right before the call is all the protection there is. */
function obstacleTo(plannedVersion: string | null, live: LiveApp | null): Written | null {
  if ((live?.version ?? null) !== plannedVersion) return { kind: 'waiting', why: 'changed meanwhile, planned again next pass' };
  const why = lockClause(live);
  return why === null ? null : { kind: 'waiting', why };
}

/** In what the live app differs. What the plan left open, the role and ports of a create, is as wanted whatever it became. */
function differences({ id, profile }: PutApp['args'], definition: JsonObject, live: LiveApp): readonly FieldDiff[] {
  const defaults = defaultsOf(profile);
  const form = normaliseApp(id, live.definition, defaults);
  const role = form['role'] ?? null;
  const wanted = { ...(role === null ? {} : { role }), ...normaliseApp(id, definition, defaults) };
  return differingFields(form, adoptLive(id, wanted, form, defaults));
}
