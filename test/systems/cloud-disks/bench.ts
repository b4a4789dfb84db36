/** The simulated EC2 over real HTTP, and what the agent needs to speak with it. */
import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { instant } from '../../../agent/clock.ts';
import { makeHttp } from '../../../agent/http.ts';
import { silentLog } from '../../../agent/log.ts';
import type { Change, Written } from '../../../agent/model/change.ts';
import type { Slot } from '../../../agent/model/growth.ts';
import type { System, WriteCtx } from '../../../agent/model/system.ts';
import { Secret } from '../../../agent/redact.ts';
import { cloudDisksSystem } from '../../../agent/systems/cloud-disks/system.ts';
import type { CloudAction, CloudDisk, CloudFacets, CloudHost, CreateDisk } from '../../../agent/systems/cloud-disks/types.ts';
import { makeClock } from '../../../simulator/clock.ts';
import { makeEc2 } from '../../../simulator/ec2/ec2.ts';
import type { Ec2 } from '../../../simulator/ec2/ec2.ts';
import { makeFaults } from '../../../simulator/faults.ts';
import type { Faults } from '../../../simulator/faults.ts';
import { openFront } from '../../../simulator/front.ts';
import { makeLedger } from '../../../simulator/ledger.ts';
import type { LedgerEntry } from '../../../simulator/ledger.ts';
import type { Host } from '../../../simulator/service.ts';
import { makeWorld } from '../../../simulator/world.ts';
import { change, NOON } from '../../helpers/builders.ts';
import type { TestContext } from '../../helpers/suite.ts';

export interface Bench {
  readonly url: string;
  readonly ec2: Ec2;
  readonly hosts: readonly Host[];
  readonly system: System<CloudFacets, CloudAction>;
  readonly ctx: WriteCtx;
  readonly faults: Faults;
  /** Disks that somebody has open. */
  readonly inUse: Set<string>;
  ledger(): readonly LedgerEntry[];
  advance(ms: number): void;
}

export async function openBench(
  test: TestContext,
  options: { readonly instanceTypes?: readonly string[]; readonly vpc?: string } = {},
): Promise<Bench> {
  const clock = makeClock({ startMs: NOON, factor: 0, realNow: () => 0 });
  const { hosts } = makeWorld({ hosts: 3, cpusPerHost: 16, memMiBPerHost: 65_536 });
  const inUse = new Set<string>();
  const ec2 = makeEc2({ clock, hosts, seed: 7, users: { isInUse: (id) => inUse.has(id) }, dataGib: 179, ...options });
  const [ledger, faults] = [makeLedger(), makeFaults()];
  const front = await openFront({ service: ec2.service, clock, ledger, faults });
  test.after(() => front.close());
  const ctx = contextAt(test, () => clock.now());
  const vpc = options.vpc === undefined ? {} : { vpc: options.vpc };
  const config = { provider: 'aws-ebs', region: 'us-west-1', endpoint: front.url, ...vpc } as const;
  const system = cloudDisksSystem(config, { cluster: 'prod', isSimulated: true });
  return { url: front.url, ec2, hosts, system, ctx, faults, inUse, ledger: () => ledger.entries(), advance: (ms) => clock.advance(ms) };
}

/** The same cloud, and an agent's process that has just begun. */
export function restarted(bench: Bench): Bench {
  const config = { provider: 'aws-ebs', region: 'us-west-1', endpoint: bench.url } as const;
  return { ...bench, system: cloudDisksSystem(config, { cluster: 'prod', isSimulated: true }) };
}

export function contextAt(test: TestContext, now: () => number, over: Partial<WriteCtx> = {}): WriteCtx {
  const clock = { now: () => instant(now()), monotonicMs: () => performance.now(), sleep: async () => {} };
  const http = makeHttp({ clock, userAgent: 'plumbline/0.1.0 (test)', random: () => 0 });
  test.after(() => http.close());
  const secrets = { read: async () => new Secret('env:NONE', 'none'), mask() {} };
  const { signal } = new AbortController();
  return { clock, log: silentLog, http, secrets, signal, fresh() {}, secretTexts: new Map(), mark: 'prod/1', ...over };
}

/** The slot of row r1 on a host's SDS. */
export function slotOn({ zone }: Pick<Host, 'zone'>, over: Partial<Slot> = {}): { readonly [key in keyof Slot]: Slot[key] } {
  return { system: '4d2989c17f7ec52c', pool: 'c98eaac600000000', sds: '9b4c8f3200000001', row: 'r1', zone, attempt: 0, ...over };
}

export function createArgs(host: Pick<Host, 'zone'>, over: Partial<CreateDisk['args']> = {}): CreateDisk['args'] {
  const disk = { sizeGiB: 180, type: 'gp3', iops: null, throughputMiBs: null, encrypted: true, kmsKeyId: null };
  return { cluster: 'prod', slot: slotOn(host), ...disk, mayTryNext: false, ...over };
}

/** Writes, and gives what became of it. */
export function make<D extends CloudAction['do']>(
  { system, ctx }: Pick<Bench, 'system' | 'ctx'>,
  call: D,
  args: Extract<CloudAction, { do: D }>['args'],
): Promise<Written> {
  const action = { system: 'cloud-disks', do: call, args } as CloudAction;
  return system.write({ ...change('Disk/gold/n1/r1'), action } as Change<CloudAction>, ctx);
}

/** Makes the disk of row r1 for a host; gives its id when it is available. */
export async function newDisk(bench: Bench, over: Partial<CreateDisk['args']> = {}): Promise<string> {
  const written = await make(bench, 'createDisk', createArgs(hostOf(bench), over));
  if (written.kind !== 'applied') throw new Error(`not made: ${written.why}`);
  bench.advance(10_000);
  return written.backendId;
}

/** ...and attaches it there. */
export async function newAttached(bench: Bench): Promise<{ readonly diskId: string; readonly hostId: string }> {
  const diskId = await newDisk(bench);
  const { id: hostId } = await machineOf(bench);
  await make(bench, 'attachDisk', { diskId, hostId, device: '/dev/xvdba' });
  bench.advance(10_000);
  return { diskId, hostId };
}

export async function mark(bench: Bench, diskId: string, as: 'offered' | 'removed'): Promise<void> {
  const written = await make(bench, 'tagDisk', { diskId, as, slot: null });
  if (written.kind !== 'applied') throw new Error(`not marked: ${written.why}`);
}

export function hostOf({ hosts }: Bench, index = 0): Host {
  const host = hosts[index];
  if (host === undefined) throw new Error(`there is no host ${index}`);
  return host;
}

/** The machine of a host, as read now. */
export async function machineOf(bench: Bench, index = 0): Promise<CloudHost> {
  const { ip } = hostOf(bench, index);
  const host = (await facet(bench, 'hosts')).find(({ ips }) => ips.includes(ip));
  if (host === undefined) throw new Error(`no machine has ${ip}`);
  return host;
}

/** The disks of the cluster, as read now. */
export async function disksOf(bench: Bench): Promise<readonly CloudDisk[]> {
  return facet(bench, 'disks');
}

export async function diskOf(bench: Bench, id: string): Promise<CloudDisk> {
  const disk = (await disksOf(bench)).find((one) => one.id === id);
  if (disk === undefined) throw new Error(`there is no disk ${id}`);
  return disk;
}

async function facet<F extends 'hosts' | 'disks'>({ system, ctx }: Bench, name: F): Promise<CloudFacets[F]> {
  const reading = (await system.read(ctx, NOTHING_SOUGHT))[name];
  if (reading.kind === 'unknown') throw reading.error;
  return reading.value;
}

/** `CreateVolume created`, ...: what changed in the cloud. */
export function effects(bench: Bench): readonly string[] {
  return bench.ledger().flatMap(({ call, effect }) => (effect === 'none' ? [] : [`${call} ${effect}`]));
}

export function countOf(bench: Bench, call: string): number {
  return bench.ledger().filter((entry) => entry.call === call).length;
}
