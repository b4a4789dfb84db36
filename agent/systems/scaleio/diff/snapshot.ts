/**
 * Snapshots by the clock: the one that is due is taken; else one that is over goes. By itself goes only what was promised to: see
 * docs/decisions/0011. What the agent has not recorded is never touched.
 */
import { formatInstant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { isPromiseKept, snapshotRef } from '../../../model/snapshots.ts';
import type { Inputs } from '../../../model/system.ts';
import { snapshotName } from '../snapshot-names.ts';
import { isNamedAsTaken, seriesOf, takenOf } from '../snapshots.ts';
import type { Series, Taken } from '../snapshots.ts';
import type { ScaleioAction, ScaleioFacets, Volume } from '../types.ts';
import { readsOf } from './draft.ts';

type SnapshotDraft = Draft<ScaleioAction>;

/** At most one of a volume; of one that is declared absent, all that were taken of it. */
export function snapshotDrafts(doc: Doc<'Volume'>, inputs: Inputs, live: Live<ScaleioFacets>): readonly SnapshotDraft[] {
  if (live.volumes.kind === 'unknown') return [];
  const volumes = live.volumes.value;
  if (doc.state === 'absent') return takenOf(doc, inputs, volumes).filter(isNamedAsTaken).map(burial);
  const series = seriesOf(doc, inputs, live);
  if (series === null) return [];
  // While the newest one is missing, what is there may be all there is.
  if (series.missedAt !== null) return [taking(doc, series, series.missedAt)];
  const expired = expiry(series, volumes, inputs.now);
  return expired === null ? [] : [expired];
}

function taking(doc: Doc<'Volume'>, { volume, wanted }: Series, dueAt: Instant): SnapshotDraft {
  const ref = snapshotRef(doc.ref, dueAt);
  const name = snapshotName(volume.id, dueAt);
  return {
    ...IN_COMMON,
    id: `keep ${ref}`,
    ref,
    op: 'create',
    class: 'additive',
    backendId: null,
    action: { system: 'scaleio', do: 'takeSnapshot', args: { volumeId: volume.id, snapshotName: name } },
    requires: [],
    reason: `it was due at ${formatInstant(dueAt)}`,
    fields: [{ path: 'name', from: null, to: name }],
    effects: [
      `takes snapshot ${name}, which stays until there are ${wanted.keep} newer ones, and as long as that takes by ${wanted.schedule}`,
    ],
  };
}

/** The oldest that is over and that nobody uses or keeps; one that may go by itself before one that a person has to let go. */
function expiry({ taken, wanted }: Series, volumes: readonly Volume[], now: Instant): SnapshotDraft | null {
  const [newest] = taken;
  const over = taken.flatMap((one, newer) => (newer >= wanted.keep && isFree(one, volumes) ? [{ one, newer }] : []));
  const promised = over.findLast(({ one, newer }) => isPromiseKept(one, newer, now));
  const chosen = promised ?? over.at(-1);
  if (newest === undefined || chosen === undefined) return null;
  const { one, newer } = chosen;
  const draft = removal(one, [{ system: 'scaleio', check: 'newer-snapshot', backendId: one.backendId, args: { newer: newest.backendId } }]);
  const reason = `there are ${newer} newer ones, and ${wanted.keep} are kept`;
  if (promised !== undefined) return { ...draft, consent: 'schedule', reason };
  const promise = `destroys it although it was promised to stay until ${formatInstant(one.keepUntil)}, and until there are ${one.keep} newer ones`;
  return { ...draft, reason, effects: [...draft.effects, promise] };
}

/** They would keep the volume from being removed, and hold data of it. */
function burial(one: Taken): SnapshotDraft {
  return { ...removal(one, []), reason: 'its volume is declared absent' };
}

function removal({ ref, backendId, live, dueAt }: Taken, requires: SnapshotDraft['requires']): SnapshotDraft {
  const name = live.name ?? 'without a name';
  return {
    ...IN_COMMON,
    id: `remove ${ref}`,
    ref,
    op: 'delete',
    class: 'destructive',
    backendId,
    action: { system: 'scaleio', do: 'removeSnapshot', args: { volumeId: backendId, snapshotName: name, removeMode: 'ONLY_ME' } },
    requires: [{ system: 'scaleio', check: 'volume-unmapped', backendId }, ...requires],
    reason: '',
    fields: [],
    effects: [`removes snapshot ${name} (id ${backendId}) of ${formatInstant(dueAt)}, and nothing else`],
  };
}

const IN_COMMON = {
  // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
  then: [],
  needs: [],
  reads: readsOf(['volumes']),
  // ScaleIO has no room for a mark.
  markedBy: null,
  spend: null,
} as const;

function isFree(one: Taken, volumes: readonly Volume[]): boolean {
  return isNamedAsTaken(one) && !isUsed(one.live, volumes);
}

/** Somebody looks into it, or took something of it. */
function isUsed({ id, mappings }: Volume, volumes: readonly Volume[]): boolean {
  return mappings.length > 0 || ancestorsIn(volumes).has(id);
}

const ancestors = new WeakMap<readonly Volume[], ReadonlySet<string>>();

function ancestorsIn(volumes: readonly Volume[]): ReadonlySet<string> {
  const known = ancestors.get(volumes) ?? new Set(volumes.flatMap(({ ancestorVolumeId: id }) => (id === null ? [] : [id])));
  ancestors.set(volumes, known);
  return known;
}
