/** Volumes with snapshots, and what is recorded of them. */
import { instant } from '../../../agent/clock.ts';
import type { Instant } from '../../../agent/clock.ts';
import type { Memory, Owned } from '../../../agent/model/memory.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { snapshotApplied, snapshotRef } from '../../../agent/model/snapshots.ts';
import { snapshotName } from '../../../agent/systems/scaleio/snapshot-names.ts';
import type { Volume } from '../../../agent/systems/scaleio/types.ts';
import { NOON } from '../../helpers/builders.ts';
import { owning, VOLUME } from './docs.ts';

const HOUR_MS = 3_600_000;

/** The hour that is `hours` before NOON. */
export function hoursAgo(hours: number): Instant {
  return instant(NOON - hours * HOUR_MS);
}

export interface TakenRow {
  /** 0: due at NOON. */
  readonly hoursAgo: number;
  readonly keep?: number;
  /** After it was due; left out: `keep` hours. */
  readonly keptForHours?: number;
  readonly over?: Partial<Volume>;
  readonly record?: Partial<Owned> | null;
  readonly isListed?: boolean;
}

/** The id of the snapshot that was due so many hours ago. */
export function idOf(hours: number): string {
  return `snap-${hours}`;
}

/** A volume `pg` that has been the agent's for ten days, and its snapshots: each listed and recorded unless its row says otherwise. */
export function takenWorld(rows: readonly TakenRow[]): { readonly memory: Memory; readonly volumes: readonly Volume[] } {
  const memory = owning('v1');
  const [ref, volume] = [...memory.inventory][0] ?? [];
  if (ref === undefined || volume === undefined) throw new Error('owning nothing');
  const entries = rows.flatMap((row) => (row.record === null ? [] : [recordOf(row)]));
  return {
    memory: {
      ...memory,
      inventory: new Map<Ref, Owned>([[ref, { ...volume, since: hoursAgo(240) }], ...entries.map((entry) => [entry.ref, entry] as const)]),
    },
    volumes: [VOLUME, ...rows.flatMap((row) => (row.isListed === false ? [] : [snapshotOf(row)]))],
  };
}

function recordOf({ hoursAgo: hours, keep = 3, keptForHours = keep, record }: TakenRow): Owned {
  const dueAt = hoursAgo(hours);
  const applied = snapshotApplied({ keep, keepUntil: hoursAgo(hours - keptForHours) }, dueAt);
  const how = { how: 'created', commit: 'c', since: dueAt, forgottenAt: null } as const;
  return { ref: snapshotRef('Volume/pg', dueAt), backendId: idOf(hours), applied, specDigest: null, ...how, ...record };
}

function snapshotOf({ hoursAgo: hours, over }: TakenRow): Volume {
  const taken = { volumeType: 'Snapshot', ancestorVolumeId: 'v1', createdAtSeconds: hoursAgo(hours) / 1000, mappings: [] };
  return { ...VOLUME, id: idOf(hours), name: snapshotName('v1', hoursAgo(hours)), ...taken, ...over };
}
