/** A pool `gold` on three nodes of one rack each, in all systems at once; a test says only what matters to it. Sizes in GiB. */
import { instant } from '../../../agent/clock.ts';
import type { Instant } from '../../../agent/clock.ts';
import type { Doc } from '../../../agent/model/desired.ts';
import type { Prices, Sample, Slot } from '../../../agent/model/growth.ts';
import type { CloudDisks, StoragePoolSpec } from '../../../agent/model/kinds.gen.ts';
import type { Intent, Memory } from '../../../agent/model/memory.ts';
import { ok } from '../../../agent/model/observed.ts';
import type { Health, Live, World } from '../../../agent/model/observed.ts';
import type { Ref, SystemName } from '../../../agent/model/ref.ts';
import type { PoolView } from '../../../agent/plan/rules/pool-view.ts';
import { seePool } from '../../../agent/plan/rules/see-pool.ts';
import type { RuleFacts } from '../../../agent/plan/rules/types.ts';
import type { CloudDisk, CloudFacets, CloudHost } from '../../../agent/systems/cloud-disks/types.ts';
import type { Device, PoolStatistics, ScaleioFacets, StorageNode, StoragePool, Volume } from '../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../agent/units.ts';
import type { Kib } from '../../../agent/units.ts';
import { health, memory, NOON } from '../../helpers/builders.ts';
import { POOL } from '../../systems/scaleio/docs.ts';
import { declared, doc, inputs } from '../declared.ts';
import type { AnyDoc } from '../../../agent/model/desired.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

export const SYSTEM_ID = '4d2989c17f7ec52c';
export const POOL_ID = 'c98eaac600000000';
/** The commit in force, and the tracked branch's newest one. */
export const HEAD = 'c'.repeat(40);
export const GROW_BRANCH = 'plumbline/grow/prod/gold';

export const PRICES: Prices = {
  asOf: '2026-11-20',
  types: { gp3: { gibUsd: 0.08, freeIops: 3000, iopsUsd: 0.005, freeMiBs: 125, mibsUsd: 0.04 }, gp2: { gibUsd: 0.1 } },
};

export function ago(ms: number): Instant {
  return instant(NOON - ms);
}

export function sdsId(node: string): string {
  return `sds-${node}`;
}

export function hostId(node: string): string {
  return `i-${node}`;
}

/** `n1` has 10.0.0.1. */
export function ipOf(node: string): string {
  return `10.0.0.${node.slice(1)}`;
}

export function slot(node: string, row: string, over: Partial<Slot> = {}): Slot {
  return { system: SYSTEM_ID, pool: POOL_ID, sds: sdsId(node), row, zone: 'us-east-1a', attempt: 0, ...over };
}

/** `vol-r1-n1`, attached and offered a day ago. */
export function diskOf(node: string, row: string, over: Partial<CloudDisk> = {}): CloudDisk {
  const id = `vol-${row}-${node}`;
  return {
    id,
    deviceName: id,
    state: 'in-use',
    slot: slot(node, row),
    place: null,
    zone: 'us-east-1a',
    sizeGiB: 180,
    type: 'gp3',
    iops: 3000,
    throughputMiBs: 125,
    encrypted: true,
    kmsKeyId: null,
    createdAt: ago(24 * HOUR_MS),
    isOffered: true,
    removedAt: null,
    attachments: [{ hostId: hostId(node), device: '/dev/xvdba', path: `/dev/disk/by-id/${id}`, state: 'attached', at: ago(24 * HOUR_MS) }],
    modifying: null,
    ...over,
  };
}

/** ScaleIO keeps 1025 MiB of every device for itself. */
export function deviceKib(sizeGiB: number): Kib {
  return (gibToKib(sizeGiB) - 1025 * 1024) as Kib;
}

/** The device made of `vol-r1-n1`. */
export function deviceOf(node: string, row: string, over: Partial<Device> = {}): Device {
  const name = `vol-${row}-${node}`;
  const at = { sdsId: sdsId(node), storagePoolId: POOL_ID, path: `/dev/disk/by-id/${name}`, originalPath: `/dev/disk/by-id/${name}` };
  return { id: `device-${name}`, name, ...at, deviceState: 'Normal', errorState: 'None', maxKib: deviceKib(180), ...over };
}

/** A disk that is in use as a device, on each of these nodes. */
export function rowOf(
  row: string,
  nodes: readonly string[],
): { readonly disks: readonly CloudDisk[]; readonly devices: readonly Device[] } {
  return { disks: nodes.map((node) => diskOf(node, row)), devices: nodes.map((node) => deviceOf(node, row)) };
}

export function host(node: string, over: Partial<CloudHost> = {}): CloudHost {
  const known = { zone: 'us-east-1a', type: 'm5.large', state: 'running', mappings: [], attachFree: 20 } as const;
  return { id: hostId(node), ips: [ipOf(node)], ...known, ...over };
}

export function sds(node: string, over: Partial<StorageNode> = {}): StorageNode {
  const states = { sdsState: 'Normal', membershipState: 'Joined', mdmConnectionState: 'Connected', maintenanceState: 'NoMaintenance' };
  const at = { ips: [ipOf(node)], roles: ['all'], port: 7072 };
  return { id: sdsId(node), name: `sds_${node}`, protectionDomainId: 'pd', ...at, states, faultSetId: null, ...over };
}

export function gone(node: string): StorageNode {
  const whole = sds(node);
  return { ...whole, states: { ...whole.states, mdmConnectionState: 'Disconnected' } };
}

export function cloudDisks(over: Partial<CloudDisks> = {}): CloudDisks {
  return { provider: 'aws-ebs', rows: {}, limits: { rows: 8, rawGiB: 20_000, monthlyUsd: 500 }, ...over };
}

/** Raw sizes in GiB; 1500 in all, a third of it spare: 80 % used is 800. */
export interface Filling {
  readonly maxGiB?: number;
  readonly spareGiB?: number;
  readonly inUseGiB?: number;
  readonly over?: Partial<PoolStatistics>;
}

export function statisticsOf({ maxGiB = 1500, spareGiB = maxGiB / 3, inUseGiB = maxGiB / 3, over = {} }: Filling): PoolStatistics {
  const none = gibToKib(0);
  const calm = { deviceCount: 0, degradedKib: none, failedKib: none, unreachableUnusedKib: none, rebuildKib: none, rebalanceKib: none };
  const still = { thickKib: none, thinAllocatedKib: none, rebuildKibps: 0, rebalanceKibps: 0 };
  const availableKib = gibToKib(Math.max(0, Math.floor((maxGiB - spareGiB - inUseGiB) / 16)) * 8);
  return { maxKib: gibToKib(maxGiB), spareKib: gibToKib(spareGiB), inUseKib: gibToKib(inUseGiB), ...calm, ...still, availableKib, ...over };
}

/** Its creation was begun, and nothing is known of the answer. */
export function askedFor(ref: Ref): Intent {
  const line = {
    line: 'l',
    at: '',
    commit: 'c',
    id: `keep ${ref}`,
    op: 'create',
    class: 'spend',
    cause: 'git',
    backendId: '',
    effects: [],
  } as const;
  return { line, system: 'cloud-disks', ref, approvalKey: 'k', epoch: 1 };
}

export interface Scene {
  readonly nodes?: readonly string[] | undefined;
  readonly pool?: Partial<StoragePoolSpec> | undefined;
  readonly filling?: Filling | undefined;
  readonly livePool?: Partial<StoragePool> | undefined;
  readonly sds?: readonly StorageNode[] | undefined;
  readonly hosts?: readonly CloudHost[] | undefined;
  readonly disks?: readonly CloudDisk[] | undefined;
  readonly devices?: readonly Device[] | undefined;
  readonly volumes?: readonly Volume[] | undefined;
  readonly branches?: ReadonlyMap<string, string> | undefined;
  /** Beside the pool, its domain and its nodes. */
  readonly docs?: readonly AnyDoc[] | undefined;
  readonly samples?: readonly Sample[] | undefined;
  readonly memory?: Partial<Memory> | undefined;
  readonly scaleio?: Partial<Live<ScaleioFacets>> | undefined;
  readonly cloud?: Partial<Live<CloudFacets>> | null | undefined;
  readonly ids?: ReadonlyMap<Ref, string> | undefined;
  readonly facts?: Partial<RuleFacts> | undefined;
  /** The file of the pool. */
  readonly file?: string | undefined;
}

const NODES = ['n1', 'n2', 'n3'] as const;
const CEILINGS = { disks: 100, disksPerCommit: 20, monthlyUsd: 5000 };

export function factsOf(scene: Scene = {}): RuleFacts {
  const world = worldOf(scene);
  const sight = { world, health: healthOf(scene) };
  const samples = new Map([['StoragePool/gold' as Ref, scene.samples ?? []]]);
  return {
    inputs: inputs({ desired: declared(docsOf(scene)), memory: memory({ contact: 'empty', samples, ...scene.memory }) }),
    sight,
    cluster: 'prod',
    path: 'clusters/prod',
    tracked: { branch: 'main', head: HEAD },
    prices: PRICES,
    ceilings: CEILINGS,
    ...scene.facts,
  };
}

export function poolDoc(facts: RuleFacts): Doc<'StoragePool'> {
  const found = facts.inputs.desired.docs.StoragePool.get('gold');
  if (found === undefined) throw new Error('the scene has no pool');
  return found;
}

/** Fails where the pool cannot be seen. */
export function viewOf(facts: RuleFacts): PoolView {
  const seen = seePool(poolDoc(facts), facts);
  if (seen.kind === 'unseen') throw new Error(seen.why);
  return seen.view;
}

function docsOf({ nodes = NODES, pool = {}, docs = [], file = 'clusters/prod/pool.yaml' }: Scene): readonly AnyDoc[] {
  const origin = { file, blob: 'b', index: 0 };
  return [
    doc('StoragePool/gold', { protectionDomain: 'pd1', cloudDisks: cloudDisks(), ...pool }, { origin }),
    doc('ProtectionDomain/pd1'),
    ...nodes.filter((node) => !docs.some(({ ref }) => ref === `StorageNode/${node}`)).map((node) => nodeDoc(node)),
    ...docs,
  ];
}

export function nodeDoc(node: string, spec: object = {}, labels: { readonly [name: string]: string } = {}): AnyDoc {
  return doc(`StorageNode/${node}`, { protectionDomain: 'pd1', ...spec }, { labels });
}

function healthOf({ nodes = NODES, filling = {}, livePool = {}, ids = new Map() }: Scene): Health {
  const { maxKib, spareKib, inUseKib } = statisticsOf(filling);
  const usable = maxKib - spareKib;
  const known = { usableGiB: 0, highPercent: 80, criticalPercent: livePool.criticalPercent ?? 90 };
  return health(
    {},
    {
      ids: new Map<Ref, string>([
        ['StoragePool/gold', POOL_ID],
        ...nodes.map((node): [Ref, string] => [`StorageNode/${node}`, sdsId(node)]),
        ...ids,
      ]),
      gauges: usable <= 0 ? [] : [{ ref: 'StoragePool/gold', usedPercent: (100 * inUseKib) / usable, ...known }],
    },
  );
}

function worldOf(scene: Scene): World {
  const { branches = new Map<string, string>() } = scene;
  const git = { branches: ok(branches, NOON) };
  const lives: [SystemName, Live<object>][] = [
    ['scaleio', { ...scaleioOf(scene), ...scene.scaleio }],
    ['git', git],
  ];
  return new Map(scene.cloud === null ? lives : [...lives, ['cloud-disks', { ...cloudOf(scene), ...scene.cloud }]]);
}

function scaleioOf({ nodes = NODES, filling = {}, livePool = {}, volumes = [], devices = [], ...scene }: Scene): Live<ScaleioFacets> {
  const thresholds = { highPercent: 80, criticalPercent: 90 };
  const pool = { id: POOL_ID, name: 'gold', protectionDomainId: 'pd', ...thresholds, sparePercent: 100 / 3, rebalanceEnabled: true };
  return {
    system: ok({ id: SYSTEM_ID, name: null, version: '2.6', mdmState: 'ClusteredNormal' }, NOON),
    domains: ok([{ id: 'pd', name: 'pd1', protectionDomainState: 'Active' }], NOON),
    faultSets: ok([], NOON),
    pools: ok([{ ...POOL, ...pool, ...livePool }], NOON),
    statistics: ok(new Map([[POOL_ID, statisticsOf(filling)]]), NOON),
    volumes: ok(volumes, NOON),
    nodes: ok(scene.sds ?? nodes.map((node) => sds(node)), NOON),
    devices: ok(devices, NOON),
    sdcs: ok([], NOON),
    migrations: ok(new Map(), NOON),
    alerts: ok([], NOON),
  };
}

function cloudOf({ nodes = NODES, disks = [], ...scene }: Scene): Live<CloudFacets> {
  return {
    account: ok({ id: '123456789012/us-east-1', provider: 'aws-ebs' }, NOON),
    hosts: ok(scene.hosts ?? nodes.map((node) => host(node)), NOON),
    disks: ok(disks, NOON),
  };
}
