/** What has to hold of a host before a volume is taken from it. */
import type { Precondition } from '../../../model/change.ts';
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import { hostsOf, unlistedHosts } from '../hosts.ts';

/** A clause for a person; null: it has no connection, or ScaleIO knows it no more. Throws what ScaleioClient throws. */
export async function whySdcConnected(client: ScaleioClient, sdcId: string, ctx: Ctx): Promise<string | null> {
  const sdc = await client.sdc(sdcId, ctx);
  if (sdc === null || sdc.mdmConnectionState === 'Disconnected') return null;
  return `SDC ${sdc.name ?? sdc.ips.join(', ')} is ${sdc.mdmConnectionState}`;
}

/**
 * A clause for a person; null: each entry of `args.mappedTo` is one SDC, and `args.sdcId` is none of them; or the volume is gone.
 * Throws what ScaleioClient throws.
 */
export async function whyHostMeant(
  client: ScaleioClient,
  { backendId, args }: Pick<Precondition, 'backendId' | 'args'>,
  ctx: Ctx,
): Promise<string | null> {
  const [volume, sdcs] = await Promise.all([client.volume(backendId, ctx), client.sdcs(ctx)]);
  if (volume === null) return null;
  const [unlisted] = unlistedHosts(volume, sdcs);
  if (unlisted !== undefined) return `the list of SDCs lacks ${unlisted.host}, which has the volume`;
  const mappedTo = Array.isArray(args?.['mappedTo']) ? args['mappedTo'].map(String) : [];
  const { found, unknown, ambiguous } = hostsOf(mappedTo, sdcs);
  const [doubtful] = [...unknown, ...ambiguous.map(({ wanted }) => wanted)];
  if (doubtful !== undefined) return `mappedTo names ${doubtful}, which is not one SDC`;
  return found.some(({ id }) => id === args?.['sdcId']) ? 'it is declared to have the volume' : null;
}
