/** Making a generated spec into one that this cluster can have: as little as it takes, and nothing to what fits. */
import type { Kinds, StorageNodeSpec, StoragePoolSpec, VolumeSpec } from '../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../agent/systems/scaleio/profile.ts';
import { distinctBy, oneOf } from '../marathon/repair.ts';
import type { Kind } from './documents.ts';
import { addressesOf, DISK_PATHS, DOMAINS, FULL_POOLS, placeOf, RACKS, SCHEDULES, SDC_IPS } from './names.ts';

type Fit<K extends Kind> = (spec: Kinds[K], name: string, version: string) => Kinds[K];

const FITS: { readonly [K in Kind]: Fit<K> } = {
  ProtectionDomain: (spec) => spec,
  FaultSet: (spec) => ({ ...spec, protectionDomain: among(DOMAINS, spec.protectionDomain, 'pd') }),
  StoragePool: fittedPool,
  StorageNode: fittedNode,
  Volume: fittedVolume,
};

export function fitted<K extends Kind>(kind: K, name: string, spec: Kinds[K], version: string): Kinds[K] {
  return FITS[kind](spec, name, version);
}

/** Neither so full nor so empty that nothing can be in it. */
const LEAST_CRITICAL_PERCENT = 20;
const MOST_SPARE_PERCENT = 50;

function fittedPool(spec: StoragePoolSpec, name: string, version: string): StoragePoolSpec {
  const { thresholds, sparePercent } = spec;
  const critical = Math.max(thresholds?.critical ?? 0, LEAST_CRITICAL_PERCENT);
  return {
    ...spec,
    protectionDomain: among(DOMAINS, spec.protectionDomain, 'pd'),
    ...(thresholds && { thresholds: { high: Math.min(thresholds.high, critical - 1), critical } }),
    ...(sparePercent !== undefined && { sparePercent: Math.min(sparePercent, MOST_SPARE_PERCENT) }),
    ...(isSince(version, '3.0') && { media: name === 'bare' ? (spec.media ?? MEDIA) : MEDIA }),
  };
}

function fittedNode(spec: StorageNodeSpec, name: string, version: string): StorageNodeSpec {
  const { faultSet, ips, devices } = spec;
  return {
    ...spec,
    protectionDomain: among(DOMAINS, spec.protectionDomain, 'pd'),
    ...(faultSet !== undefined && { faultSet: among(RACKS, faultSet, RACKS[placeOf(name)] ?? RACKS[0]) }),
    ...(ips && { ips: fittedAddresses(ips, addressesOf(name)) }),
    ...(devices && { devices: fittedDevices(devices, version) }),
  };
}

type Ips = NonNullable<StorageNodeSpec['ips']>;

/** Each its own, and SDSs and SDCs each find one. */
function fittedAddresses(ips: Ips, own: readonly string[]): Ips {
  const distinct = distinctBy(
    ips.slice(0, own.length).map((address, index) => (isOwn(address, own) ? address : withIp(address, own[index] ?? ''))),
    ipIn,
  );
  const roles = distinct.map((address) => (typeof address === 'string' ? 'all' : address.role));
  const serves =
    roles.length === 1 ? roles[0] === 'all' : roles.some((role) => role !== 'sdcOnly') && roles.some((role) => role !== 'sdsOnly');
  const [first = own[0] ?? '', ...others] = distinct;
  return serves ? [first, ...others] : [ipIn(first), ...others];
}

function ipIn(address: Ips[number]): string {
  return typeof address === 'string' ? address : address.ip;
}

function withIp(address: Ips[number], ip: string): Ips[number] {
  return typeof address === 'string' ? ip : { ...address, ip };
}

function isOwn(address: Ips[number], own: readonly string[]): boolean {
  return own.includes(ipIn(address));
}

type Devices = NonNullable<StorageNodeSpec['devices']>;

/** Where pools are of one kind of disks, those that have devices are of this one. */
const MEDIA = 'ssd';

function fittedDevices(devices: Devices, version: string): Devices {
  const all = Object.entries(devices).map(([name, spec]) => {
    const path = isKnownPath(spec.path) ? spec.path : oneOf(asTuple(DISK_PATHS), name);
    const media = spec.media === undefined || !isSince(version, '3.0') ? {} : ({ media: MEDIA } as const);
    return [name, { ...spec, path, pool: among(FULL_POOLS, spec.pool, 'gold'), ...media }] as const;
  });
  return Object.fromEntries(all);
}

const FIRST_PATHS: readonly string[] = ['/dev/xvda', '/dev/xvdb'];

function isKnownPath(path: string): boolean {
  return DISK_PATHS.includes(path) || FIRST_PATHS.includes(path);
}

const STEP_GIB = 8;
const STEPS = 12;

function fittedVolume(spec: VolumeSpec): VolumeSpec {
  const { sizeGiB, limits, mappedTo, snapshots } = spec;
  return {
    ...spec,
    pool: among(FULL_POOLS, spec.pool, 'gold'),
    sizeGiB: sizeGiB <= STEP_GIB * STEPS ? sizeGiB : STEP_GIB * (1 + ((sizeGiB / STEP_GIB) % STEPS)),
    ...(limits && { limits: limits.iops === undefined || limits.iops === 0 ? limits : { ...limits, iops: Math.max(limits.iops, 11) } }),
    ...(mappedTo && {
      mappedTo: [
        ...distinctBy(
          mappedTo.slice(0, SDC_IPS.length).map((host, index) => among(SDC_IPS, host, SDC_IPS[index] ?? '')),
          (ip) => ip,
        ),
      ],
    }),
    ...(snapshots && { snapshots: { ...snapshots, schedule: among(SCHEDULES, snapshots.schedule, oneOf(SCHEDULES, snapshots.schedule)) } }),
  };
}

/** What a new object may be: what is in maintenance takes no devices, and protection is turned off only by Approval. */
export function asFirst<K extends Kind>(kind: K, name: string, spec: Kinds[K]): Kinds[K] {
  const told = { ...spec, ...('name' in spec && spec.name !== undefined ? { name: `${spec.name.slice(0, 20)}_${name}` } : {}) };
  return FIRSTS[kind](told, name);
}

const FIRSTS: { readonly [K in Kind]: (spec: Kinds[K], name: string) => Kinds[K] } = {
  ProtectionDomain: (spec) => spec,
  FaultSet: (spec) => spec,
  StoragePool: (spec, name) => ({
    ...spec,
    ...(spec.rebuild?.enabled === undefined ? {} : { rebuild: { ...spec.rebuild, enabled: true } }),
    // A volume moves only between pools that are alike in this.
    ...(name === 'bare' ? {} : { zeroPadding: true }),
  }),
  StorageNode: firstNode,
  Volume: (spec) => spec,
};

function firstNode(spec: StorageNodeSpec, name: string): StorageNodeSpec {
  const own = addressesOf(name);
  const [gold = '', silver = ''] = FIRST_PATHS;
  const generated = Object.entries(spec.devices ?? {}).map(([device, line], index) => [
    device,
    { ...line, path: DISK_PATHS[index] ?? line.path },
  ]);
  return {
    ...spec,
    ...(spec.maintenance === undefined ? {} : { maintenance: false }),
    ips: spec.ips?.some((address) => ipIn(address) === own[0]) ? spec.ips : [own[0] ?? ''],
    devices: { ...Object.fromEntries(generated), 'in-gold': { path: gold, pool: 'gold' }, 'in-silver': { path: silver, pool: 'silver' } },
  };
}

function among<T extends string>(values: readonly T[], value: string, otherwise: T): T {
  return values.find((one) => one === value) ?? otherwise;
}

function asTuple<T>(values: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = values;
  if (first === undefined) throw new Error('There is nothing to choose from.');
  return [first, ...others];
}
