/** Snapshots that the agent took by a volume's schedule: how they are called, and what is recorded of them. */
import { formatInstant, parseInstant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import type { Memory, Owned } from './memory.ts';
import { declaringRef, kindOf, nameOf, refOf } from './ref.ts';
import type { Json, Ref } from './ref.ts';

/** What was applied of a snapshot: what its volume's document promised when it was taken. */
export type SnapshotApplied = { readonly keep: number; readonly keepUntil: string; readonly takenAt: string };

type Promised = Pick<RecordedSnapshot, 'keep' | 'keepUntil'>;

export interface RecordedSnapshot {
  readonly ref: Ref;
  readonly backendId: string;
  /** How many newer ones there have to be before it may go by itself. */
  readonly keep: number;
  /** When by the schedule it was taken under there were to be as many newer ones: until then it may not go by itself either. */
  readonly keepUntil: Instant;
  /** The minute of the schedule that it is for, however late it was taken. */
  readonly dueAt: Instant;
}

/** `Snapshot/pg/20261122-0300`; `volume`: the Ref of its document. */
export function snapshotRef(volume: Ref, dueAt: Instant): Ref {
  return refOf('Snapshot', `${nameOf(volume)}/${minuteText(dueAt)}`);
}

/** `20261122-0300`, in UTC. */
export function minuteText(at: Instant): string {
  return formatInstant(at).slice(0, 16).replaceAll(/[-:]/g, '').replace('T', '-');
}

/** When the snapshot of a volume was due; null: its name does not say. */
export function dueAtOf(ref: Ref): Instant | null {
  const [, year, month, day, hour, minute] = /\/(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)$/.exec(ref) ?? [];
  return year === undefined ? null : parseInstant(`${year}-${month}-${day}T${hour}:${minute}:00.000Z`);
}

/** The applied of a snapshot that is taken now. */
export function snapshotApplied({ keep, keepUntil }: Promised, takenAt: Instant): SnapshotApplied {
  return { keep, keepUntil: formatInstant(keepUntil), takenAt: formatInstant(takenAt) };
}

/** Whether it was kept as long, and until there were as many newer ones, as was promised. A number alone says nothing of time. */
export function isPromiseKept({ keep, keepUntil }: Promised, newer: number, now: Instant): boolean {
  return newer >= keep && now >= keepUntil;
}

type Inventory = Memory['inventory'];
const byVolumes = new WeakMap<Inventory, ReadonlyMap<Ref, readonly RecordedSnapshot[]>>();
const NONE: readonly RecordedSnapshot[] = [];

/**
 * The recorded snapshots of a volume's document, newest first. One whose record does not say what was promised is left out:
 * it never goes, and lets no other go.
 */
export function recordedSnapshots(inventory: Inventory, volume: Ref): readonly RecordedSnapshot[] {
  const known = byVolumes.get(inventory) ?? grouped(inventory);
  byVolumes.set(inventory, known);
  return known.get(volume) ?? NONE;
}

function grouped(inventory: Inventory): ReadonlyMap<Ref, readonly RecordedSnapshot[]> {
  const all = new Map<Ref, RecordedSnapshot[]>();
  for (const owned of inventory.values()) {
    const recorded = kindOf(owned.ref) === 'Snapshot' ? recordOf(owned) : null;
    if (recorded === null) continue;
    const volume = declaringRef(owned.ref);
    all.set(volume, [...(all.get(volume) ?? NONE), recorded]);
  }
  for (const snapshots of all.values()) snapshots.sort((one, other) => other.dueAt - one.dueAt);
  return all;
}

function recordOf({ ref, backendId, applied, how }: Owned): RecordedSnapshot | null {
  const dueAt = dueAtOf(ref);
  const promise = promiseIn(applied);
  return how !== 'created' || dueAt === null || promise === null ? null : { ref, backendId, ...promise, dueAt };
}

function promiseIn(applied: Json): Promised | null {
  if (typeof applied !== 'object' || applied === null || !('keep' in applied)) return null;
  const { keep, keepUntil: until } = applied;
  const keepUntil = typeof until === 'string' ? parseInstant(until) : null;
  return typeof keep === 'number' && Number.isInteger(keep) && keep >= 1 && keepUntil !== null ? { keep, keepUntil } : null;
}
