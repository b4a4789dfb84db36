/** Snapshots that the agent took by a volume's schedule: how they are called, and what is recorded of them. */
import { formatInstant, parseInstant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import type { Memory, Owned } from './memory.ts';
import { declaringRef, kindOf, nameOf, refOf } from './ref.ts';
import type { Json, Ref } from './ref.ts';

/** What was applied of a snapshot: what its volume's document promised when it was taken. */
export type SnapshotApplied = { readonly keep: number; readonly takenAt: string };

export interface RecordedSnapshot {
  readonly ref: Ref;
  readonly backendId: string;
  /** How many newer ones there have to be before it may go by itself. */
  readonly keep: number;
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
export function snapshotApplied(keep: number, takenAt: Instant): SnapshotApplied {
  return { keep, takenAt: formatInstant(takenAt) };
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
  const keep = keepIn(applied);
  return how !== 'created' || dueAt === null || keep === null ? null : { ref, backendId, keep, dueAt };
}

function keepIn(applied: Json): number | null {
  const keep = typeof applied === 'object' && applied !== null && 'keep' in applied ? applied['keep'] : null;
  return typeof keep === 'number' && Number.isInteger(keep) && keep >= 1 ? keep : null;
}
