/** What may never happen while a pool grows, judged by the ledger and by what is really there: never by the agent's words. */
import type { LedgerEntry } from '../../simulator/ledger.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { WorldView } from '../../simulator/world-view.ts';
import type { Limits } from './files.ts';
import { PRICES } from './mortal-world.ts';

type Disk = WorldView['disks'][number];

export interface Expected {
  readonly limits: Limits;
  /** Rows that are there in the end, with their size in GiB. */
  readonly rows: { readonly [key: string]: number };
  /** The pool's capacity before anything was bought. */
  readonly maxKibBefore: number;
  /** Volumes that were arranged to come to nothing. */
  readonly spoiled: number;
}

const CLUSTER = 'plumbline/cluster';
const GIB_USD = PRICES?.types['gp3']?.gibUsd ?? Number.NaN;
const KIB_PER_GIB = 1024 * 1024;
/** What ScaleIO keeps of a device: see its facts in simulator/scaleio/README.md. */
const OVERHEAD_KIB = 1025 * 1024;

/** The first thing that is wrong, in words; null: nothing. */
export function firstWrong(sim: Simulator, expected: Expected): string | null {
  return (
    boughtTwice(sim, expected) ??
    spentTooMuch(sim, expected) ??
    takenUnasked(sim) ??
    leftOver(sim) ??
    notInUse(sim, expected) ??
    wrongCapacity(sim, expected)
  );
}

interface Bought {
  readonly id: string;
  readonly seq: number;
  /** ScaleIO system, pool, SDS and row. */
  readonly slot: string;
  readonly row: string;
  readonly sizeGiB: number;
}

export function boughtIn(sim: Pick<Simulator, 'ledger'>): readonly Bought[] {
  return sim
    .ledger()
    .filter(({ call, effect, agent }) => call === 'CreateVolume' && effect === 'created' && agent !== '')
    .map(({ id, seq, args }) => {
      const tags = tagsIn(args);
      const slot = ['system', 'pool', 'sds', 'row'].map((name) => tags.get(`plumbline/${name}`) ?? '?').join(' ');
      return { id: id ?? '', seq, slot, row: tags.get('plumbline/row') ?? '?', sizeGiB: Number(args['Size']) };
    });
}

/** Of `TagSpecification.1.Tag.3.Key` and its `.Value`. */
function tagsIn(args: LedgerEntry['args']): ReadonlyMap<string, string> {
  const keys = Object.entries(args).filter(([name]) => /^TagSpecification\.1\.Tag\.\d+\.Key$/.test(name));
  return new Map(keys.map(([name, key]) => [String(key), String(args[name.replace(/Key$/, 'Value')])]));
}

/** A ghost or one in error is none: its slot gets another one. */
function cameToNothing(sim: Simulator, { id }: Bought): boolean {
  const disk = sim.world().disks.find((one) => one.id === id);
  const isDeleted = sim.ledger().some((entry) => entry.id === id && entry.effect === 'destroyed');
  return (disk === undefined && !isDeleted) || disk?.state === 'error';
}

function boughtTwice(sim: Simulator, { spoiled }: Expected): string | null {
  const bought = boughtIn(sim);
  const nothing = bought.filter((one) => cameToNothing(sim, one));
  if (nothing.length > spoiled) return `${nothing.length} volumes came to nothing, not ${spoiled}`;
  const real = bought.filter((one) => !nothing.includes(one));
  const twice = real.find((one, index) => real.findIndex(({ slot }) => slot === one.slot) !== index);
  return twice === undefined ? null : `a second volume was bought for ${twice.slot}: ${twice.id}`;
}

/** At every purchase, with all that was there then. */
function spentTooMuch(sim: Simulator, { limits }: Expected): string | null {
  const bought = boughtIn(sim).filter((one) => !cameToNothing(sim, one));
  const destroyed = sim.ledger().filter(({ effect, system }) => effect === 'destroyed' && system === 'ec2');
  for (const { seq } of bought) {
    const there = bought.filter((one) => one.seq <= seq && !destroyed.some((entry) => entry.id === one.id && entry.seq < seq));
    const rawGiB = there.reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
    const rows = new Set(there.map(({ row }) => row)).size;
    const isOver = rows > limits.rows || rawGiB > limits.rawGiB || rawGiB * GIB_USD > limits.monthlyUsd + 0.001;
    if (isOver) return `request ${seq} took the pool to ${rows} rows, ${rawGiB} GiB, past its limits`;
  }
  return null;
}

/** Nothing is taken away here but a disk that hung while it was being attached. */
function takenUnasked(sim: Simulator): string | null {
  const taken = sim.ledger().find((entry) => isTaking(entry) && !isReversal(sim, entry));
  return taken === undefined ? null : `request ${taken.seq}, ${taken.call}, ${taken.effect} ${taken.id ?? 'none'}`;
}

function isTaking({ agent, effect, call }: LedgerEntry): boolean {
  return agent !== '' && (effect === 'destroyed' || effect === 'detached' || call.endsWith('/action/removeDevice'));
}

/** Longer than this `attaching`, a disk hangs. */
const STUCK_MS = 90_000;

export function isReversal(sim: Pick<Simulator, 'ledger'>, { call, id, seq, at }: LedgerEntry): boolean {
  const earlier = sim.ledger().filter((entry) => entry.id === id && entry.seq < seq);
  const attached = earlier.findLast(({ effect }) => effect === 'attached');
  const isOffered = earlier.some(({ args }) => Object.values(args).includes('plumbline/offered'));
  return call === 'DetachVolume' && attached !== undefined && !isOffered && Date.parse(at) - Date.parse(attached.at) > STUCK_MS;
}

/** The cluster's disks that are no device. */
export function orphansIn(sim: Pick<Simulator, 'world'>): readonly Disk[] {
  const { disks, devices } = sim.world();
  const names = new Set(devices.map(({ name }) => name));
  return disks.filter(({ id, tags, state }) => tags[CLUSTER] !== undefined && state !== 'error' && !names.has(id));
}

function leftOver(sim: Simulator): string | null {
  const [orphan] = orphansIn(sim);
  return orphan === undefined ? null : `${orphan.id} is left over, ${orphan.state}`;
}

function notInUse(sim: Simulator, { rows }: Expected): string | null {
  const { devices, disks, hosts } = sim.world();
  const wanted = Object.keys(rows).flatMap((row) => hosts.map(({ name }) => `${row} on ${name}`));
  const there = devices.flatMap(({ name, state }) => {
    const disk = disks.find(({ id }) => id === name);
    return disk?.tags[CLUSTER] === undefined || state !== 'Normal' ? [] : [`${disk.tags['plumbline/row']} on ${disk.attachedTo}`];
  });
  const isSame = there.length === wanted.length && wanted.every((slot) => there.includes(slot));
  return isSame ? null : `in use are ${there.join(', ') || 'none'}, not ${wanted.join(', ')}`;
}

function wrongCapacity(sim: Simulator, { rows, maxKibBefore }: Expected): string | null {
  const { pools, hosts } = sim.world();
  const added = Object.values(rows).reduce((sum, sizeGiB) => sum + hosts.length * (sizeGiB * KIB_PER_GIB - OVERHEAD_KIB), 0);
  const [pool] = pools;
  return pool?.maxKib === maxKibBefore + added ? null : `the pool has ${pool?.maxKib} KiB, not ${maxKibBefore + added}`;
}

const LOOKS = /^(Describe|GET )/;

/** Calls of the agent from a request on that change something, or would if it were not so already. */
export function changingCalls(sim: Pick<Simulator, 'ledger'>, fromSeq: number): readonly LedgerEntry[] {
  return sim.ledger().filter(({ seq, call, agent }) => seq > fromSeq && agent !== '' && !LOOKS.test(call));
}
