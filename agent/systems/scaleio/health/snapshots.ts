/** Snapshots by the clock: whether the last one was taken, and when the next is due. Pure. */
import { formatInstant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import { parseCron } from '../../../cron.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Finding, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { snapshotName } from '../snapshot-names.ts';
import { isNamedAsTaken, seriesOf, takenOf } from '../snapshots.ts';
import type { Series } from '../snapshots.ts';
import type { ScaleioFacets } from '../types.ts';

/** What a pass takes in its stride: one that waits for its turn, or for a gateway that starts again. */
const LATE_MS = 15 * 60_000;

/** Of one that is not there long after it was due, and of those that stay because of their names. */
export function snapshotFindings(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): readonly Finding[] {
  return [...lateness(doc, inputs, live), ...renaming(doc, inputs, live)];
}

function lateness(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): readonly Finding[] {
  const series = seriesOf(doc, inputs, live);
  const missedAt = series?.missedAt ?? null;
  if (series === null || missedAt === null || inputs.now - missedAt < LATE_MS || isTaken(series, missedAt, live)) return [];
  const [last] = series.taken;
  const newest = last === undefined ? 'there is none yet' : `the last one is that of ${formatInstant(last.dueAt)}`;
  return [
    {
      ref: doc.ref,
      code: 'SnapshotLate',
      why: `the snapshot of ${formatInstant(missedAt)} was not taken, and ${newest}; until it is, no older one is removed`,
      remedy:
        'See what the plan says of it. ScaleIO takes no more than a number of snapshots of one volume, and none of one that it is moving.',
      causedBy: null,
      recheckAt: null,
    },
  ];
}

function renaming(doc: Doc<'Volume'>, inputs: Inputs, { volumes }: Live<ScaleioFacets>): readonly Finding[] {
  if (volumes.kind === 'unknown') return [];
  const renamed = takenOf(doc, inputs, volumes.value).filter((one) => !isNamedAsTaken(one));
  if (renamed.length === 0) return [];
  const which = renamed.map(({ live, dueAt }) => `that of ${formatInstant(dueAt)} is called ${live.name ?? live.id}`).join(', ');
  return [
    {
      ref: doc.ref,
      code: 'SnapshotRenamed',
      why: `snapshots that somebody renamed are kept: ${which}`,
      remedy:
        'Remove it in ScaleIO when nobody needs it any more; or give it back its name, which ends with the time, for it to go in its turn.',
      causedBy: null,
      recheckAt: null,
    },
  ];
}

/** Just now: it is recorded when the pass is over. */
function isTaken({ volume }: Series, missedAt: Instant, { volumes }: Live<ScaleioFacets>): boolean {
  const name = snapshotName(volume.id, missedAt);
  return volumes.kind === 'ok' && volumes.value.some((one) => one.name === name && one.ancestorVolumeId === volume.id);
}

/** When the next snapshot of any volume is due, at most a day ahead; undefined: none is declared. */
export function nextSnapshotAt({ desired, now }: Inputs): Instant | undefined {
  const due = [...desired.docs.Volume.values()].flatMap(({ state, spec }) => {
    return state === 'absent' || spec.snapshots === undefined ? [] : [parseCron(spec.snapshots.schedule).next(now)];
  });
  return due.length === 0 ? undefined : due.reduce((one, other) => (one < other ? one : other));
}
