/** Snapshots: taken, and removed by themselves. */
import { PlumblineError } from '../../../errors.ts';
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import { scaleioErrors } from '../errors.ts';
import type { RemoveSnapshot, TakeSnapshot } from '../actions.ts';
import { gone } from './gone.ts';

/** One that is there under the name that only this snapshot has was taken by a call whose answer was lost: it counts as taken now. */
export async function takeSnapshot(client: ScaleioClient, args: TakeSnapshot['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const existing = await client.volumeIdByName(args.snapshotName, ctx);
  if (existing !== null) return found(client, existing, args, ctx);
  if ((await client.volume(args.volumeId, ctx)) === null) throw gone(`volume ${args.volumeId}`);
  ctx.fresh(readAtMs);
  return { kind: 'applied', backendId: await client.change({ system: 'scaleio', do: 'takeSnapshot', args }, ctx) };
}

async function found(client: ScaleioClient, id: string, { volumeId, snapshotName }: TakeSnapshot['args'], ctx: WriteCtx): Promise<Written> {
  const existing = await client.volume(id, ctx);
  if (existing?.ancestorVolumeId === volumeId) return { kind: 'applied', backendId: id };
  const message = `${snapshotName} is the name of another volume in ScaleIO, with the id ${id}; no snapshot of ${volumeId} is taken.`;
  throw new PlumblineError(scaleioErrors.snapshotNameTaken, message);
}

/** ONLY_ME: ScaleIO itself would take a volume as well, and what was taken of it stays in any case. */
export async function removeSnapshot(client: ScaleioClient, args: RemoveSnapshot['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const snapshot = await client.volume(args.volumeId, ctx);
  if (snapshot === null) return { kind: 'skipped', why: `snapshot ${args.volumeId} is already gone` };
  const name = snapshot.name ?? snapshot.id;
  if (snapshot.volumeType !== 'Snapshot')
    throw new PlumblineError(scaleioErrors.noSnapshot, `${name} is a volume of its own, no snapshot.`);
  if (snapshot.name !== args.snapshotName) return { kind: 'waiting', why: `snapshot ${args.snapshotName} is called ${name} now` };
  if (snapshot.mappings.length > 0) return { kind: 'waiting', why: `snapshot ${name} is mapped to a host` };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'removeSnapshot', args }, ctx);
  return { kind: 'applied', backendId: args.volumeId };
}
