/** Looks at preconditions again, in the gateway itself. */
import type { Precondition } from '../../model/change.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import { whyAwaited } from './checks/arrivals.ts';
import { whyDomainNotEmpty, whyFaultSetNotEmpty } from './checks/layout.ts';
import { whyAddressNeeded, whyMaintenanceUnsafe, whyPoolsNeedNode } from './checks/node.ts';
import { whyPoolNotEmpty, whyPoolUnprotected } from './checks/pool.ts';
import { whyNotGone } from './checks/gone.ts';
import { whyNoNewerSnapshot } from './checks/snapshot.ts';
import { whyHostMeant, whySdcConnected } from './checks/sdc.ts';
import { whyNotRemovable } from './removable.ts';
import { whyPoolNeeds } from './removable-device.ts';
import { whyNotWholeOfAny } from './whole-devices.ts';

/** Throws what ScaleioClient throws. */
export async function checkScaleio(client: ScaleioClient, precondition: Precondition, ctx: Ctx): Promise<Checked> {
  const why = await failure(client, precondition, ctx);
  return why === null ? { kind: 'holds' } : { kind: 'fails', why };
}

async function failure(client: ScaleioClient, precondition: Precondition, ctx: Ctx): Promise<string | null> {
  const look = LOOKS[precondition.check];
  return look === undefined ? `ScaleIO cannot tell whether ${precondition.check} holds` : look(client, precondition, ctx);
}

type Look = (client: ScaleioClient, precondition: Precondition, ctx: Ctx) => Promise<string | null>;

/** Those that are ScaleIO's to tell. */
const LOOKS: { readonly [Check in Precondition['check']]?: Look } = {
  gone: whyNotGone,
  'volume-unmapped': removable('volume-unmapped'),
  'volume-without-snapshots': removable('volume-without-snapshots'),
  'newer-snapshot': whyNoNewerSnapshot,
  'pool-keeps-without-device': whyDeviceNeeded,
  'no-device-named': (client, { backendId }, ctx) => whyDeviceNamed(client, backendId, ctx),
  'pool-empty': (client, { backendId }, ctx) => whyPoolNotEmpty(client, backendId, ctx),
  'pool-protected': whyProtectionNeeded,
  'domain-empty': (client, { backendId }, ctx) => whyDomainNotEmpty(client, backendId, ctx),
  'fault-set-empty': (client, { backendId }, ctx) => whyFaultSetNotEmpty(client, backendId, ctx),
  'pools-keep-without-node': (client, { backendId }, ctx) => whyPoolsNeedNode(client, backendId, ctx),
  'maintenance-safe': (client, { backendId }, ctx) => whyMaintenanceUnsafe(client, backendId, ctx),
  'address-safe': (client, { backendId }, ctx) => whyAddressNeeded(client, backendId, ctx),
  'host-undeclared': whyHostMeant,
  'sdc-disconnected': (client, { backendId }, ctx) => whySdcConnected(client, backendId, ctx),
};

function removable(check: Parameters<typeof whyNotRemovable>[1]): Look {
  return (client, { backendId }, ctx) => whyNotRemovable(client, check, backendId, ctx);
}

async function whyDeviceNeeded(client: ScaleioClient, { backendId }: Precondition, ctx: Ctx): Promise<string | null> {
  const device = await client.device(backendId, ctx);
  return device === null ? null : whyPoolNeeds(client, device, ctx);
}

/** What is on its way into the pool is not in its figures yet. A repair takes nothing away from it. */
async function whyProtectionNeeded(client: ScaleioClient, precondition: Precondition, ctx: Ctx): Promise<string | null> {
  const why = await whyPoolUnprotected(client, precondition, ctx);
  if (why !== null || precondition.args?.['mayLackRoom'] === true) return why;
  const pool = await client.pool(precondition.backendId, ctx);
  return pool === null ? `pool ${precondition.backendId} is not there any more` : whyAwaited(client, pool, ctx);
}

/** A disk that ScaleIO uses must stay, so a list without the name counts only if no pool counts more devices than it has. */
async function whyDeviceNamed(client: ScaleioClient, name: string, ctx: Ctx): Promise<string | null> {
  const [devices, pools] = await Promise.all([client.devices(ctx), client.pools(ctx)]);
  const holder = devices.find((device) => device.name === name);
  if (holder !== undefined) return `ScaleIO has a device named ${name}, on the SDS with id ${holder.sdsId}`;
  if (pools.length === 0) return 'ScaleIO lists no pool';
  return whyNotWholeOfAny(client, pools, devices, ctx);
}
