/** Cloud disks that are owned: one for a row on a node, from when it is bought, and no other in its place unasked. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../clock.ts';
import type { Result } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { DiskApplied } from '../model/growth.ts';
import type { Intent, Memory, Owned } from '../model/memory.ts';
import type { Health } from '../model/observed.ts';
import { kindOf, nameOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';

export interface DiskFacts {
  readonly desired: Desired;
  /** See Health.disks: after the pass's last look. */
  readonly disks: Health['disks'];
  readonly results: readonly Result[];
  readonly now: Instant;
}

/** Whether a disk's row is declared for its node; null: in no file any more. */
export function rowStateOf({ docs }: Pick<Desired, 'docs'>, ref: Ref): 'present' | 'absent' | null {
  const [pool = '', node = '', key = ''] = nameOf(ref).split('/');
  const row = docs.StoragePool.get(pool)?.spec.cloudDisks?.rows?.[key];
  if (row === undefined || !docs.StorageNode.has(node)) return null;
  return typeof row === 'number' ? 'present' : (row.state ?? 'present');
}

/** Whether the removal of a disk goes on without a call of its own: its row's tombstone stands, or it is of no row at all. */
export function isLeaving(desired: Pick<Desired, 'docs'>, ref: Ref): boolean {
  return kindOf(ref) === 'Disk' && (isLeftover(ref) || rowStateOf(desired, ref) === 'absent');
}

/** `Disk/orphan/vol-0123`: no row's, and named after itself. */
function isLeftover(ref: Ref): boolean {
  return nameOf(ref).split('/').length === 2;
}

/** Entries of the disks that were bought in this pass or are there for a row; what stands stays where there is none. */
export function disksAfter(memory: Pick<Memory, 'inventory' | 'intents'>, facts: DiskFacts): ReadonlyMap<Ref, Owned> {
  const refs = new Set([...facts.disks.keys(), ...facts.results.map(({ change }) => change.ref).filter((ref) => kindOf(ref) === 'Disk')]);
  const entries = [...refs].flatMap((ref): readonly (readonly [Ref, Owned])[] => {
    const entry = rowStateOf(facts.desired, ref) === 'present' ? diskAfter(ref, memory, facts) : null;
    return entry === null ? [] : [[ref, entry]];
  });
  return new Map(entries);
}

/** Whether the same disk is there for another row or under another name: its pool or its node was renamed. */
export function isElsewhere({ ref, backendId }: Owned, { disks }: Pick<DiskFacts, 'disks'>): boolean {
  return [...disks].some(([other, seen]) => other !== ref && seen.backendId === backendId);
}

function diskAfter(ref: Ref, memory: Pick<Memory, 'inventory' | 'intents'>, facts: DiskFacts): Owned | null {
  const { backendId: seenId, applied } = facts.disks.get(ref) ?? NOT_SEEN;
  const bought = boughtIn(ref, facts.results);
  const backendId = bought ?? seenId;
  if (backendId === null) return null;
  const before = memory.inventory.get(ref);
  if (before?.backendId === backendId) return withApplied(before, applied);
  const begun = memory.intents.find((intent) => intent.ref === ref && intent.line.op === 'create');
  // Whoever bought it may not have lived to tell.
  const isOurs = bought !== null || begun !== undefined;
  if (before && !isOurs && !mayBeReplaced(before, applied)) return null;
  const origin = { how: isOurs ? 'created' : 'adopted', commit: commitOf(begun, facts) } as const;
  return { ref, backendId, applied, specDigest: null, ...origin, since: facts.now, forgottenAt: null };
}

/** The commit that asked for it. */
function commitOf(begun: Intent | undefined, { desired }: DiskFacts): string {
  return begun?.line.commit ?? desired.commit;
}

/** After a purchase whose answer came, while the systems could not be looked at again. */
const NOT_SEEN: { readonly backendId: null; readonly applied: DiskApplied | null } = { backendId: null, applied: null };

function boughtIn(ref: Ref, results: readonly Result[]): string | null {
  const made = results.find(({ change, outcome }) => change.ref === ref && change.op === 'create' && outcome.kind === 'applied');
  return made?.outcome.kind === 'applied' ? made.outcome.backendId : null;
}

function withApplied(owned: Owned, applied: DiskApplied | null): Owned {
  const isSame = applied === null || isDeepStrictEqual(owned.applied, applied);
  return isSame && owned.forgottenAt === null ? owned : { ...owned, applied: applied ?? owned.applied, forgottenAt: null };
}

/** It was never seen whole, or people said that the host or its SDS is another one: its disks are other ones, too. */
function mayBeReplaced({ applied: before }: Owned, applied: DiskApplied | null): boolean {
  const { incarnation, isNew } = (before ?? {}) as Partial<DiskApplied>;
  return isNew === true || (incarnation !== undefined && applied !== null && applied.incarnation > incarnation);
}
