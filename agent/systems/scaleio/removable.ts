/** What keeps a volume from being removed: hosts that use it, and snapshots that were taken of it. */
import type { Precondition } from '../../model/change.ts';
import type { Ctx } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import { isFinalOf } from './snapshot-names.ts';
import type { Volume } from './types.ts';

/** A clause for a person; null when nothing does. */
export function hindranceToRemoval(volume: Volume, volumes: readonly Volume[]): string | null {
  return mappedClause(volume) ?? snapshotsClause(volume, volumes);
}

export type VolumeCheck = Extract<Precondition['check'], 'volume-unmapped' | 'volume-without-snapshots'>;

/** Looks again at what a removal requires: a clause for a person; null when it holds, as it does of a volume that is gone. */
export async function whyNotRemovable(client: ScaleioClient, check: VolumeCheck, id: string, ctx: Ctx): Promise<string | null> {
  const volume = await client.volume(id, ctx);
  if (volume === null) return null;
  return check === 'volume-unmapped' ? mappedClause(volume) : snapshotsClause(volume, await client.volumes(ctx));
}

function mappedClause({ name, id, mappings }: Volume): string | null {
  const hosts = mappings.map(({ host }) => host).toSorted();
  return hosts.length === 0 ? null : `volume ${name ?? id} is still mapped to ${hosts.join(', ')}`;
}

function snapshotsClause({ name, id }: Volume, volumes: readonly Volume[]): string | null {
  // A list without it is not whole, and may lack its snapshots, too.
  if (!volumes.some((volume) => volume.id === id)) return `ScaleIO has volume ${name ?? id}, but does not list it`;
  const snapshots = volumes.filter((one) => one.ancestorVolumeId === id && !isFinalOf(one, id));
  const names = snapshots.map((snapshot) => snapshot.name ?? snapshot.id).toSorted();
  return names.length === 0 ? null : `volume ${name ?? id} still has snapshots: ${names.join(', ')}`;
}
