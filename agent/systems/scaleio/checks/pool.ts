/** What has to hold of a pool before it is removed, or something is done that a failure would make worse. */
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';

/** A clause for a person; null: it has neither volumes nor devices, or is gone. Throws what ScaleioClient throws. */
export async function whyPoolNotEmpty(_client: ScaleioClient, _poolId: string, _ctx: Ctx): Promise<string | null> {
  return 'pool-empty is not built yet';
}

/** A clause for a person; null: no copy is lost, out of date or under way, and MDM and SDSs are well. Throws what ScaleioClient throws. */
export async function whyPoolUnprotected(_client: ScaleioClient, _poolId: string, _ctx: Ctx): Promise<string | null> {
  return 'pool-protected is not built yet';
}
