/** What keeps a volume from being removed: hosts that use it, and snapshots that were taken of it. */
import type { Precondition } from '../../model/change.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import type { Volume } from './types.ts';

/** A clause for a person; null when nothing does. */
export function hindranceToRemoval(volume: Volume, volumes: readonly Volume[]): string | null {
  return mappedClause(volume) ?? snapshotsClause(volume, volumes);
}

/** Looks again whether a volume is mapped. Throws what ScaleioClient throws. */
export async function checkUnmapped(client: ScaleioClient, { backendId }: Precondition, ctx: Ctx): Promise<Checked> {
  const volume = await client.volume(backendId, ctx);
  const why = volume === null ? null : mappedClause(volume);
  return why === null ? { kind: 'holds' } : { kind: 'fails', why };
}

function mappedClause({ name, id, mappedTo }: Volume): string | null {
  return mappedTo.length === 0 ? null : `volume ${name ?? id} is still mapped to ${mappedTo.join(', ')}`;
}

function snapshotsClause({ name, id }: Volume, volumes: readonly Volume[]): string | null {
  const snapshots = volumes.filter(({ ancestorVolumeId }) => ancestorVolumeId === id);
  const names = snapshots.map((snapshot) => snapshot.name ?? snapshot.id).toSorted();
  return names.length === 0 ? null : `volume ${name ?? id} still has snapshots: ${names.join(', ')}`;
}
