/** Makes one change: looks at the app once more, then sends the one call - or says why not. */
import type { Change, Written } from '../../model/change.ts';
import type { Ctx } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import { differingFields } from './diff/fields.ts';
import { liveForm } from './diff/forms.ts';
import { adoptLive } from './normalise/adopt.ts';
import { normaliseApp } from './normalise/app.ts';
import type { DeleteApp, LiveApp, MarathonAction, PutApp } from './types.ts';

/** Throws `marathon/*` and `http/*`; a lock taken between the look and the call is `marathon/locked`, which waits. */
export async function writeApp(client: MarathonClient, change: Change<MarathonAction>, ctx: Ctx): Promise<Written> {
  switch (change.action.do) {
    case 'put-app':
      return putApp(client, change.action.args, ctx);
    case 'delete-app':
      return deleteApp(client, change.action.args, ctx);
  }
}

async function putApp(client: MarathonClient, args: PutApp['args'], ctx: Ctx): Promise<Written> {
  const live = await client.app(args.id, ctx);
  if (live !== null && isAsWanted(args, live)) return { kind: 'skipped', why: 'it is already as declared' };
  const obstacle = obstacleTo(args.liveVersion, live);
  if (obstacle !== null) return obstacle;
  await send(client, args, ctx);
  return { kind: 'applied', backendId: args.id };
}

/** PUT for everything but what it drops: executorResources, which only POST keeps (AppConversion.appToUpdate). */
async function send(client: MarathonClient, { id, liveVersion, definition }: PutApp['args'], ctx: Ctx): Promise<void> {
  const isForPost = liveVersion === null && definition['executorResources'] !== undefined;
  await (isForPost ? client.postApp(id, definition, ctx) : client.putApp(id, definition, ctx));
}

async function deleteApp(client: MarathonClient, args: DeleteApp['args'], ctx: Ctx): Promise<Written> {
  const gone: Written = { kind: 'skipped', why: 'it is already gone' };
  const live = await client.app(args.id, ctx);
  if (live === null) return gone;
  const obstacle = obstacleTo(args.liveVersion, live);
  if (obstacle !== null) return obstacle;
  return (await client.deleteApp(args.id, ctx)) === 'deleted' ? { kind: 'applied', backendId: args.id } : gone;
}

/** Marathon has no If-Match: comparing versions right before the call is all the protection there is. */
function obstacleTo(plannedVersion: string | null, live: LiveApp | null): Written | null {
  if ((live?.version ?? null) !== plannedVersion) return { kind: 'waiting', why: 'changed meanwhile, planned again next pass' };
  const locks = live?.deployments ?? [];
  return locks.length === 0 ? null : { kind: 'waiting', why: `locked by deployment ${locks.join(', ')}` };
}

/** What the plan left open, the role and ports of a create, is as wanted whatever it became. */
function isAsWanted(args: PutApp['args'], live: LiveApp): boolean {
  const form = liveForm(live);
  const wanted = adoptLive(normaliseApp(args.id, args.definition, null), form, form['role'] ?? null);
  return differingFields(form, wanted).length === 0;
}
