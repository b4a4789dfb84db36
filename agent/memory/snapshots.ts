/** Snapshots that are owned: from when the agent takes one until it goes, under the name that their volume has now. Pure. */
import type { Instant } from '../clock.ts';
import { parseCron } from '../cron.ts';
import type { Result } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory, Owned, Removal } from '../model/memory.ts';
import { declaringRef, kindOf, nameOf, refOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import { dueAtOf, snapshotApplied } from '../model/snapshots.ts';

export interface SnapshotFacts {
  readonly desired: Desired;
  readonly results: readonly Result[];
  /** Also Refs of snapshots that were asked for by their id and are gone: a list may be wrong. See gone.ts. */
  readonly gone: ReadonlySet<string>;
  readonly now: Instant;
}

type Inventory = Memory['inventory'];

/** How many are remembered: no document declares them one by one. */
export function countSnapshots(inventory: Inventory): number {
  let count = 0;
  for (const ref of inventory.keys()) if (kindOf(ref) === 'Snapshot') count += 1;
  return count;
}

/** Those taken in this pass, and those of renamed volumes (old Ref -> new one) under their new name. */
export function snapshotsAfter(inventory: Inventory, facts: SnapshotFacts, renamed: ReadonlyMap<Ref, Ref>): readonly Owned[] {
  const taken = facts.results.flatMap((result) => takenBy(result, facts));
  const moved = renamed.size === 0 ? [] : [...inventory.values()].flatMap((owned) => movedBy(owned, renamed));
  return [...taken, ...moved];
}

function takenBy({ change: { ref, op }, outcome }: Result, { desired, now }: SnapshotFacts): readonly Owned[] {
  if (kindOf(ref) !== 'Snapshot' || op !== 'create' || outcome.kind !== 'applied') return [];
  const wanted = desired.docs.Volume.get(nameOf(declaringRef(ref)))?.spec.snapshots;
  const dueAt = dueAtOf(ref);
  if (wanted === undefined || dueAt === null) return [];
  const { schedule, keep } = wanted;
  const applied = snapshotApplied({ keep, keepUntil: parseCron(schedule).nth(dueAt, keep) }, now);
  const entry = { ref, backendId: outcome.backendId, applied, specDigest: null } as const;
  return [{ ...entry, how: 'created', commit: desired.commit, since: now, forgottenAt: null }];
}

function movedBy(owned: Owned, renamed: ReadonlyMap<Ref, Ref>): readonly Owned[] {
  const volume = kindOf(owned.ref) === 'Snapshot' ? renamed.get(declaringRef(owned.ref)) : undefined;
  if (volume === undefined) return [];
  const [, which = ''] = nameOf(owned.ref).split('/');
  return [{ ...owned, ref: refOf('Snapshot', `${nameOf(volume)}/${which}`) }];
}

/** What becomes of one by itself. It stays remembered without its volume's document, which may come back. */
export function fateOfSnapshot(owned: Owned, { gone }: SnapshotFacts, renamed: ReadonlyMap<Ref, Ref>): Owned | 'gone' {
  return gone.has(owned.ref) || renamed.has(declaringRef(owned.ref)) ? 'gone' : owned;
}

/** Those that somebody else removed. Of what the agent was about to remove, its intent tells. */
export function lostSnapshots({ inventory, intents }: Pick<Memory, 'inventory' | 'intents'>, { gone, now }: SnapshotFacts): Removal[] {
  return [...gone].flatMap((key) => {
    const owned = inventory.get(key as Ref);
    if (owned === undefined || kindOf(owned.ref) !== 'Snapshot' || intents.some(({ ref }) => ref === owned.ref)) return [];
    const { ref, backendId, applied } = owned;
    return [{ kind: kindOf(ref), ref, backendId, what: 'forgotten' as const, at: now, approvalKey: '', applied }];
  });
}
