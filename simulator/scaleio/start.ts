/** The system at start: one domain, one pool, and on every host an SDS with one device, and an SDC. */
import type { Host, HostDisks } from '../service.ts';
import type { Ids } from './ids.ts';
import { gibToKib, mibToKib } from './sizes.ts';
import { newPool } from './pool-state.ts';
import { has } from './profile.ts';
import type { Device, Domain, ScaleioState, Sdc, Sds } from './state.ts';
import { makeVolumes } from './volumes.ts';

/** The size of the cloud disks that the example cluster came with. */
export const DEVICE_GIB = 180;
/** What ScaleIO keeps of a device for itself, as in every dump of 2.5 and 2.6 (100 GiB gives 103808000 KiB). */
const OVERHEAD_KIB = 1025 * 1024;

/** The disk for data that each host came with. */
export const FIRST_PATH = '/dev/xvdf';

export interface Start {
  readonly nowMs: number;
  readonly version: string;
  readonly hosts: readonly Host[];
  readonly ids: Ids;
  /** Among them the one that each host came with. */
  readonly disks: HostDisks;
}

export function initialState({ nowMs, version, hosts, ids, disks }: Start): ScaleioState {
  const mediaType = has(version, 'mediaType') ? 'HDD' : null;
  const domain = newDomain(ids.next('ProtectionDomain', 0), 'default');
  const pool = newPool({ id: ids.next('StoragePool', 0), name: 'default', domainId: domain.id, sparePercentage: 34, mediaType });
  const sds = hosts.map((host, index) =>
    newSds({ id: ids.next('Sds', index), name: `sds_${host.ip}`, ip: host.ip, domainId: domain.id, connected: host.alive }),
  );
  return {
    nowMs,
    version,
    system: {
      id: ids.random64(),
      name: 'scaleio',
      installId: ids.random64(),
      mdms: hosts.slice(0, 3).map(({ ip }) => ({ id: ids.random64(), ip })),
    },
    domains: [domain],
    faultSets: [],
    pools: [pool],
    sds,
    sdcs: hosts.map((host, index) => newSdc(host, ids.next('Sdc', index), ids)),
    devices: sds.map((one) => {
      const path = FIRST_PATH;
      const disk = disks.find(one.ip, path);
      if (disk === null) throw new Error(`the host ${one.ip} has no disk at ${path}`);
      return newDevice(one, ids, { ...disk, path, name: 'xvdf', poolId: pool.id, state: 'Normal', testedAtMs: nowMs, mediaType });
    }),
    volumes: makeVolumes(),
    migrations: new Map(),
    alertsSinceMs: new Map(),
    ids,
    isAlive: (ip) => hosts.some((host) => host.ip === ip && host.alive),
    disks,
  };
}

export function newDomain(id: string, name: string): Domain {
  return { id, name, state: 'Active', limits: { rebuild: null, rebalance: null, overall: null } };
}

type NewSds = Pick<Sds, 'id' | 'name' | 'ip' | 'domainId' | 'connected'> & Partial<Sds>;

export function newSds(fields: NewSds): Sds {
  return {
    ips: [{ ip: fields.ip, role: 'all' }],
    port: 7072,
    faultSetId: null,
    state: 'Normal',
    maintenance: 'NoMaintenance',
    maintenanceAtMs: 0,
    drlMode: 'Volatile',
    rmcacheEnabled: true,
    rmcacheKib: mibToKib(128),
    rfcacheEnabled: true,
    perfProfile: 'Default',
    devicesAdded: 0,
    ...fields,
  };
}

export function newSdc(host: Host, id: string, ids: Ids): Sdc {
  return { id, name: null, guid: ids.guid(), ip: host.ip, connected: host.alive, approved: true, perfProfile: 'Default' };
}

type NewDevice = Pick<Device, 'name' | 'poolId' | 'path' | 'diskId' | 'sizeGib' | 'state' | 'testedAtMs'> & Partial<Device>;

/** An empty device of the SDS, with the next number there. */
export function newDevice(sds: Sds, ids: Ids, fields: NewDevice): Device {
  // The low half of a device's id is its SDS's place << 16 and its own place there.
  const id = ids.next('Device', slotOf(sds.id) * 0x10000 + sds.devicesAdded);
  sds.devicesAdded += 1;
  const capacityKib = gibToKib(fields.sizeGib) - OVERHEAD_KIB;
  return {
    id,
    sdsId: sds.id,
    originalPath: fields.path,
    capacityKib,
    limitKib: null,
    mediaType: null,
    activatesItself: true,
    hasFailed: false,
    isBroken: false,
    dataKib: 0,
    lostKib: 0,
    lostAtMs: 0,
    ...fields,
  };
}

/** The low half of an id. */
function slotOf(id: string): number {
  return Number.parseInt(id.slice(8), 16);
}

/** For one more object of a kind: the slot after the last that is taken. */
export function nextSlot(taken: readonly { readonly id: string }[]): number {
  return Math.max(-1, ...taken.map(({ id }) => slotOf(id))) + 1;
}
