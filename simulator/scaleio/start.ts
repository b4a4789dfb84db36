/** The system at start: one domain, one pool, and on every host an SDS with one device, and an SDC. */
import type { Host, HostDisks } from '../service.ts';
import type { Ids } from './ids.ts';
import { gibToKib } from './state.ts';
import type { Device, Pool, ScaleioState, Sdc, Sds } from './state.ts';

/** The size of the cloud disks that the example cluster came with. */
export const DEVICE_GIB = 180;
/** What ScaleIO keeps of a device for itself, as in every dump of 2.5 and 2.6 (100 GiB gives 103808000 KiB). */
const OVERHEAD_KIB = 1025 * 1024;

export interface Start {
  readonly nowMs: number;
  readonly hosts: readonly Host[];
  readonly ids: Ids;
  readonly disks: HostDisks;
  readonly deviceGib: number;
}

export function initialState({ nowMs, hosts, ids, disks, deviceGib }: Start): ScaleioState {
  const domain = { id: ids.next('ProtectionDomain', 0), name: 'default' };
  const pool = newPool(ids.next('StoragePool', 0), domain.id);
  const sds = hosts.map((host, index) => newSds(host, ids.next('Sds', index), domain.id));
  return {
    nowMs,
    system: {
      id: ids.random64(),
      name: 'scaleio',
      installId: ids.random64(),
      mdms: hosts.slice(0, 3).map(({ ip }) => ({ id: ids.random64(), ip })),
    },
    domains: [domain],
    pools: [pool],
    sds,
    sdcs: hosts.map((host, index) => newSdc(host, ids.next('Sdc', index), ids)),
    devices: sds.map((one) => {
      const disk = { path: '/dev/xvdf', diskId: null, sizeGib: deviceGib };
      return newDevice(one, ids, { ...disk, name: 'xvdf', poolId: pool.id, state: 'Normal', testedAtMs: nowMs });
    }),
    volumes: [],
    ids,
    disks,
  };
}

function newPool(id: string, domainId: string): Pool {
  return {
    id,
    name: 'default',
    domainId,
    sparePercentage: 34,
    highThreshold: 80,
    criticalThreshold: 90,
    rebalanceEnabled: true,
    failedKib: 0,
    writing: null,
  };
}

export function newSds(host: Host, id: string, domainId: string): Sds {
  return { id, name: `sds_${host.ip}`, ip: host.ip, domainId, faultSetId: null, connected: host.alive, devicesAdded: 0 };
}

export function newSdc(host: Host, id: string, ids: Ids): Sdc {
  return { id, guid: ids.guid(), ip: host.ip, connected: host.alive };
}

type NewDevice = Pick<Device, 'name' | 'poolId' | 'path' | 'diskId' | 'sizeGib' | 'state' | 'testedAtMs'>;

/** An empty device of the SDS, with the next number there. */
export function newDevice(sds: Sds, ids: Ids, fields: NewDevice): Device {
  // The low half of a device's id is its SDS's place << 16 and its own place there.
  const id = ids.next('Device', slotOf(sds.id) * 0x10000 + sds.devicesAdded);
  sds.devicesAdded += 1;
  const capacityKib = gibToKib(fields.sizeGib) - OVERHEAD_KIB;
  return { id, sdsId: sds.id, ...fields, capacityKib, hasFailed: false, dataKib: 0, lostKib: 0, lostAtMs: 0 };
}

/** The low half of an id. */
export function slotOf(id: string): number {
  return Number.parseInt(id.slice(8), 16);
}
