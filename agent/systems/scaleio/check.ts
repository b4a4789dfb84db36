/** Looks at preconditions again, in the gateway itself. */
import type { Precondition } from '../../model/change.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import { whyPoolNotEmpty, whyPoolUnprotected } from './checks/pool.ts';
import { whyNoNewerSnapshot } from './checks/snapshot.ts';
import { whyNotRemovable } from './removable.ts';
import { whyPoolNeeds } from './removable-device.ts';

/** Throws what ScaleioClient throws. */
export async function checkScaleio(client: ScaleioClient, precondition: Precondition, ctx: Ctx): Promise<Checked> {
  const why = await failure(client, precondition, ctx);
  return why === null ? { kind: 'holds' } : { kind: 'fails', why };
}

async function failure(client: ScaleioClient, precondition: Precondition, ctx: Ctx): Promise<string | null> {
  const { check, backendId } = precondition;
  switch (check) {
    case 'gone':
    case 'volume-unmapped':
    case 'volume-without-snapshots':
      return whyNotRemovable(client, check, backendId, ctx);
    case 'pool-keeps-without-device': {
      const device = await client.device(backendId, ctx);
      return device === null ? null : whyPoolNeeds(client, device, ctx);
    }
    case 'newer-snapshot':
      return whyNoNewerSnapshot(client, precondition, ctx);
    case 'no-device-named':
      return whyDeviceNamed(client, backendId, ctx);
    case 'pool-empty':
      return whyPoolNotEmpty(client, backendId, ctx);
    case 'pool-protected':
      return whyPoolUnprotected(client, backendId, ctx);
    case 'app-unlocked':
    case 'cloud-would-accept':
    case 'domain-empty':
    case 'fault-set-empty':
    case 'pools-keep-without-node':
    case 'maintenance-safe':
    case 'sdc-disconnected':
      return `${check} is not built yet`;
    case 'host-fenced':
    case 'no-task-on':
    case 'no-other-scheduler':
      return `ScaleIO cannot tell whether ${check} holds`;
  }
}

/** A disk that ScaleIO uses must stay, so a list without the name counts only if no pool counts more devices than it has. */
async function whyDeviceNamed(client: ScaleioClient, name: string, ctx: Ctx): Promise<string | null> {
  const [devices, pools] = await Promise.all([client.devices(ctx), client.pools(ctx)]);
  const holder = devices.find((device) => device.name === name);
  if (holder !== undefined) return `ScaleIO has a device named ${name}, on the SDS with id ${holder.sdsId}`;
  if (pools.length === 0) return 'ScaleIO lists no pool';
  for (const pool of pools) {
    const listed = devices.filter(({ storagePoolId }) => storagePoolId === pool.id).length;
    if ((await client.deviceCount(pool.id, ctx)) !== listed) return `the list of the devices of pool ${pool.name ?? pool.id} is not whole`;
  }
  return null;
}
