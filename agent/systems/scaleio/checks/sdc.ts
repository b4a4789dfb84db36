/** Whether a host's driver has lost ScaleIO, before its volumes are taken from it. */
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';

/** A clause for a person; null: it has no connection, or ScaleIO knows it no more. Throws what ScaleioClient throws. */
export async function whySdcConnected(client: ScaleioClient, sdcId: string, ctx: Ctx): Promise<string | null> {
  const sdc = await client.sdc(sdcId, ctx);
  if (sdc === null || sdc.mdmConnectionState === 'Disconnected') return null;
  return `SDC ${sdc.name ?? sdc.ips.join(', ')} is ${sdc.mdmConnectionState}`;
}
