/** The snapshots of a declared volume, as far as the agent took and recorded them: which are there, and whether one is due. Pure. */
import type { Instant } from '../../clock.ts';
import { parseCron } from '../../cron.ts';
import type { Doc } from '../../model/desired.ts';
import type { VolumeSpec } from '../../model/kinds.gen.ts';
import type { Live } from '../../model/observed.ts';
import { recordedSnapshots } from '../../model/snapshots.ts';
import type { RecordedSnapshot } from '../../model/snapshots.ts';
import type { Inputs } from '../../model/system.ts';
import { indexOf } from './indexes.ts';
import { isSnapshotName } from './snapshot-names.ts';
import type { ScaleioFacets, Volume } from './types.ts';
import { volumeOf } from './which-volume.ts';

/** A recorded snapshot that is there. */
export interface Taken extends RecordedSnapshot {
  readonly live: Volume;
}

export interface Series {
  readonly volume: Volume;
  readonly wanted: NonNullable<VolumeSpec['snapshots']>;
  /** Newest first. */
  readonly taken: readonly Taken[];
  /** Of the newest one that should be there and is not; null: there is no such one. */
  readonly missedAt: Instant | null;
}

/** Null: none are declared, or it is not known for sure which volume is meant. */
export function seriesOf(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Series | null {
  const wanted = doc.spec.snapshots;
  if (wanted === undefined || doc.state === 'absent' || live.volumes.kind === 'unknown') return null;
  const owned = inputs.memory.inventory.get(doc.ref);
  const volume = knownVolume(doc, inputs, live);
  if (owned === undefined || volume?.id !== owned.backendId || inputs.ignored(doc.ref).includes('snapshots')) return null;
  const taken = takenOf(doc, inputs, live.volumes.value).filter((one) => one.live.ancestorVolumeId === volume.id);
  const latest = parseCron(wanted.schedule).latest(inputs.now);
  // What was due before the volume was ours is nobody's promise; of several that were missed, only the last is made up for. A clock
  // that was wrong for a while must not put off what is due now.
  const since = taken.find(({ dueAt }) => dueAt <= inputs.now)?.dueAt ?? owned.since;
  return { volume, wanted, taken, missedAt: latest !== null && latest > since ? latest : null };
}

/** What the agent recorded as taken for this document and is there, of whichever volume; newest first, by ScaleIO's clock. */
export function takenOf(doc: Doc<'Volume'>, { memory }: Inputs, volumes: readonly Volume[]): readonly Taken[] {
  const there = recordedSnapshots(memory.inventory, doc.ref).flatMap((recorded) => {
    const found = indexOf(volumes).byId.get(recorded.backendId);
    return found?.volumeType === 'Snapshot' ? [{ ...recorded, live: found }] : [];
  });
  return there.toSorted((one, other) => other.live.createdAtSeconds - one.live.createdAtSeconds);
}

/** A person has only the name to say that a snapshot is to stay: of another name, it is no longer the agent's to remove. */
export function isNamedAsTaken({ live, dueAt }: Taken): boolean {
  return isSnapshotName(live.name, dueAt);
}

/** Whatever its name is: its data are what counts. */
function knownVolume(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): Volume | null {
  const target = volumeOf(doc, inputs, live);
  return target.kind === 'one' || target.kind === 'old-name' || target.kind === 'renamed' ? target.value : null;
}
