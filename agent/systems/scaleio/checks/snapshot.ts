/** Whether a snapshot may go, or a volume whose last one was just taken: something newer of the same data is there. */
import type { Precondition } from '../../../model/change.ts';
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import type { Volume } from '../types.ts';

/** A clause for a person; null when it holds, as it does of what is gone. Throws what ScaleioClient throws. */
export async function whyNoNewerSnapshot(client: ScaleioClient, { backendId, args }: Precondition, ctx: Ctx): Promise<string | null> {
  const old = await client.volume(backendId, ctx);
  if (old === null) return null;
  const newer = typeof args?.['newer'] === 'string' ? await client.volume(args['newer'], ctx) : null;
  if (newer !== null && isNewer(newer, old)) return null;
  return `there is no newer snapshot by which ${old.name ?? old.id} could go`;
}

/** Taken of it, or of the same volume as it. */
function isNewer(newer: Volume, old: Volume): boolean {
  const { ancestorVolumeId: origin, createdAtSeconds } = newer;
  return origin !== null && [old.id, old.ancestorVolumeId].includes(origin) && createdAtSeconds > old.createdAtSeconds;
}
