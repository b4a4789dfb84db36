/** What the agent owns after a pass: every declared object that was seen whole. Pure. */
import type { Instant } from '../clock.ts';
import { isRepair } from '../model/change.ts';
import type { Result } from '../model/change.ts';
import { docsByRef, findDoc } from '../model/desired.ts';
import type { AnyDoc, Desired } from '../model/desired.ts';
import type { Memory, Owned, Removal } from '../model/memory.ts';
import type { Health, Reading } from '../model/observed.ts';
import { declaredState, otherOwners } from '../model/owners.ts';
import { holdsData, kindOf } from '../model/ref.ts';
import type { Json, Ref } from '../model/ref.ts';
import { isAskedFor, isDeletionOf, isLastOfDeletion } from './departures.ts';
import { countSettledDevices, devicesAfter } from './devices.ts';
import { disksAfter, isElsewhere, rowStateOf } from './disks.ts';
import { ofLastDay } from './removals.ts';
import { countSnapshots, fateOfSnapshot, lostSnapshots, snapshotsAfter } from './snapshots.ts';

export interface InventoryFacts {
  readonly desired: Desired;
  /** See Health.ids: after the pass's last look. */
  readonly ids: ReadonlyMap<Ref, string>;
  /** Whether a remembered object is still there, whatever its name is now. */
  readonly sees: (owned: Pick<Owned, 'ref' | 'backendId'>) => Reading<boolean>;
  readonly results: readonly Result[];
  /** Whether everything of the object was read and nothing was planned for it. */
  readonly isInSync: (ref: Ref) => boolean;
  /** See SystemHealth.withheld. */
  readonly withheld?: ReadonlySet<Ref>;
  /** See Health.disks: after the pass's last look. */
  readonly disks: Health['disks'];
  /** Whether a disk's row says that nothing of it is left: a list does not show a disk that lost its tags. */
  readonly isAbsent: (ref: Ref) => boolean;
  /** Refs of what was asked for by its id and is gone, among others: see gone.ts. */
  readonly gone: ReadonlySet<string>;
  /** Whether people approved that another object takes the place of this lost one. */
  readonly isReplaceable: (lost: Owned) => boolean;
  readonly now: Instant;
}

/** The very same map and list when nothing changed. */
export function inventoryAfter(memory: Memory, facts: InventoryFacts): Pick<Memory, 'inventory' | 'removals'> {
  const { inventory, removals } = memory;
  if (isUntouched(memory, facts)) return { inventory, removals: ofLastDay(removals, facts.now) };
  // Of thousands nearly none changes: only what does is written down on the way.
  const renamed = renames(memory, facts);
  const changed = fates(memory, facts, renamed);
  const forgotten = [...changed.values()].flatMap((fate) => (fate === 'gone' ? [] : forgettingOf(fate, inventory)));
  const note = (ref: Ref, owned: Owned): void => {
    if (owned !== inventory.get(ref) || changed.has(ref)) changed.set(ref, owned);
  };
  for (const doc of docsByRef(facts.desired).values()) {
    const owned = ownedAfter(doc, memory, facts);
    if (owned !== null) note(doc.ref, owned);
  }
  for (const [ref, owned] of disksAfter(memory, facts)) note(ref, owned);
  for (const owned of [...snapshotsAfter(inventory, facts, renamed), ...devicesAfter(inventory, facts)]) note(owned.ref, owned);
  for (const [ref, news] of newsOf(facts)) {
    const owned = changed.get(ref) ?? inventory.get(ref);
    if (owned !== undefined && owned !== 'gone') note(ref, { ...owned, ...news });
  }
  const lost = lostSnapshots(memory, facts);
  const more = [...facts.results.flatMap((result) => deletionBy(result, memory, facts.now)), ...forgotten, ...lost];
  const recent = ofLastDay(removals, facts.now);
  return { inventory: inventoryWith(inventory, changed), removals: more.length === 0 ? recent : [...recent, ...more] };
}

/** What the calls of this pass say of the objects themselves. Of what took back, nothing that was applied stands: nobody moved it away from that. */
function newsOf({ results }: InventoryFacts): readonly (readonly [Ref, Partial<Owned>])[] {
  return results.flatMap(({ change, outcome }) => {
    if (outcome.kind !== 'applied') return [];
    const { tookBack = false, began } = outcome;
    const news = { ...(tookBack ? { applied: null, specDigest: null } : {}), ...(began === undefined ? {} : { began }) };
    return Object.keys(news).length === 0 ? [] : [[change.ref, news] as const];
  });
}

/** Whether nothing was done, and each declared object is there as it was last applied, and no other is remembered: nearly always. */
function isUntouched({ inventory }: Memory, { desired, ids, ...facts }: InventoryFacts): boolean {
  const devices = countSettledDevices(inventory, { desired, ids });
  if (devices === null || !hasNoNews(facts)) return false;
  let remembered = devices;
  for (const { ref, state, specDigest } of docsByRef(desired).values()) {
    const owned = inventory.get(ref);
    const backendId = ids.get(ref);
    if (owned === undefined && backendId === undefined) continue;
    const isSame = owned?.backendId === backendId && owned?.specDigest === specDigest && owned.forgottenAt === null;
    if (!isSame || state !== 'present') return false;
    remembered += 1;
  }
  return isAll(inventory, remembered);
}

/** Counted only where there is something besides. */
function isAll(inventory: Memory['inventory'], remembered: number): boolean {
  return remembered === inventory.size || remembered + countSnapshots(inventory) === inventory.size;
}

function hasNoNews({ results, disks, gone }: Pick<InventoryFacts, 'results' | 'disks' | 'gone'>): boolean {
  return results.length === 0 && disks.size === 0 && gone.size === 0;
}

/** What becomes of each remembered object by itself, as far as it changes. */
function fates(memory: Memory, facts: InventoryFacts, renamed: ReadonlyMap<Ref, Ref>): Map<Ref, Owned | 'gone'> {
  const changed = new Map<Ref, Owned | 'gone'>();
  for (const owned of memory.inventory.values()) {
    const fate = renamed.has(owned.ref) ? 'gone' : fateOf(owned, facts, renamed);
    if (fate !== owned) changed.set(owned.ref, fate);
  }
  return changed;
}

function forgettingOf(fate: Owned, inventory: Memory['inventory']): readonly Removal[] {
  if (fate.forgottenAt === null || inventory.get(fate.ref)?.forgottenAt !== null) return [];
  return [forgetting(fate, fate.forgottenAt)];
}

function inventoryWith(before: Memory['inventory'], changed: ReadonlyMap<Ref, Owned | 'gone'>): Memory['inventory'] {
  if (changed.size === 0) return before;
  const after = new Map(before);
  for (const [ref, owned] of changed) {
    if (owned === 'gone') after.delete(ref);
    else after.set(ref, owned);
  }
  return isSame(before, after) ? before : after;
}

/** Also of an object that was never owned: one that is first declared by its tombstone. What a schedule ends counts for no limit. */
function deletionBy({ change, outcome }: Result, { inventory }: Memory, at: Instant): Removal[] {
  if (!isLastOfDeletion(change) || outcome.kind !== 'applied' || change.consent === 'schedule') return [];
  const { ref, approvalKey } = change;
  const { backendId } = outcome;
  const owned = inventory.get(ref);
  return [
    { kind: kindOf(ref), ref, backendId, what: 'deleted', at, approvalKey, applied: owned?.backendId === backendId ? owned.applied : null },
  ];
}

function forgetting({ ref, backendId, applied }: Owned, at: Instant): Removal {
  return { kind: kindOf(ref), ref, backendId, what: 'forgotten', at, approvalKey: '', applied };
}

/** What becomes of an object by itself, whatever is declared in its place. Nothing is dropped on an unknown reading. */
function fateOf(owned: Owned, facts: InventoryFacts, renamed: ReadonlyMap<Ref, Ref>): Owned | 'gone' {
  if (facts.results.some((result) => isDeletionOf(owned, result))) return isAskedFor(owned.ref) ? fateOfLeaving(owned, facts) : 'gone';
  if (kindOf(owned.ref) === 'Snapshot') return fateOfSnapshot(owned, facts, renamed);
  const state = stateOf(owned.ref, facts);
  if (state === null && isElsewhere(owned, facts)) return 'gone';
  if (mayGo(owned, state, facts) && isGone(owned, state, facts)) return 'gone';
  const forgottenAt = state === null ? (owned.forgottenAt ?? facts.now) : null;
  return forgottenAt === owned.forgottenAt ? owned : { ...owned, forgottenAt };
}

/** Until it is gone, as a node that drains: nothing that was applied stands, so that whoever takes the tombstone back is heard. */
function fateOfLeaving(owned: Owned, { gone }: InventoryFacts): Owned | 'gone' {
  return gone.has(owned.ref) ? 'gone' : { ...owned, applied: null, specDigest: null };
}

/** What is declared of it; null: nothing. */
function stateOf(ref: Ref, { desired }: InventoryFacts): AnyDoc['state'] | null {
  return kindOf(ref) === 'Disk' ? rowStateOf(desired, ref) : declaredState(desired, ref);
}

function mayGo({ ref, forgottenAt }: Owned, state: AnyDoc['state'] | null, { isAbsent }: InventoryFacts): boolean {
  // What has data and went by itself is remembered until its tombstone is there: declared anew, it is missing, not new.
  if (state === null) return !holdsData(kindOf(ref)) && forgottenAt !== null;
  return state === 'absent' && (kindOf(ref) !== 'Disk' || isAbsent(ref));
}

/** What no file has any more is forgotten by a list: nothing is about it. */
function isGone(owned: Owned, state: AnyDoc['state'] | null, { sees, gone }: InventoryFacts): boolean {
  if (state !== null && isAskedFor(owned.ref)) return gone.has(owned.ref);
  const seen = sees(owned);
  return seen.kind === 'ok' && !seen.value;
}

/** The entry of a declared object that is there; null: what stands stays. */
function ownedAfter(doc: AnyDoc, memory: Memory, facts: InventoryFacts): Owned | null {
  const backendId = facts.ids.get(doc.ref);
  if (doc.state !== 'present' || backendId === undefined) return null;
  const before = memory.inventory.get(doc.ref) ?? formerName(doc, memory, facts);
  if (before === undefined) return withApplied(newlyOwned(doc, backendId, facts), doc, facts);
  if (before.backendId === backendId) return withApplied(sameUnder(doc.ref, before), doc, facts);
  return mayTakePlaceOf(before, memory, facts) ? withApplied(newlyOwned(doc, backendId, facts), doc, facts) : null;
}

/** Storage of the same name is other storage: only people can say that it takes the place of what was lost. */
function mayTakePlaceOf(lost: Owned, { intents }: Memory, { isReplaceable }: InventoryFacts): boolean {
  const isBegun = intents.some(({ ref, line }) => ref === lost.ref && line.op === 'create' && line.backendId === lost.backendId);
  return !holdsData(kindOf(lost.ref)) || isBegun || isReplaceable(lost);
}

function newlyOwned({ ref }: AnyDoc, backendId: string, { desired, results, now }: InventoryFacts): Owned {
  const isOurs = results.some(({ change, outcome }) => change.ref === ref && change.op === 'create' && outcome.kind === 'applied');
  const how = isOurs ? 'created' : 'adopted';
  return { ref, backendId, applied: null, specDigest: null, how, commit: desired.commit, since: now, forgottenAt: null };
}

function sameUnder(ref: Ref, owned: Owned): Owned {
  return owned.ref === ref && owned.forgottenAt === null ? owned : { ...owned, ref, forgottenAt: null };
}

/** Once it is as declared, and nothing of it was left out, what is declared was applied. A change with steps to come has not brought it there yet, a repair never does. */
function withApplied(owned: Owned, doc: AnyDoc, { desired, results, isInSync, withheld }: InventoryFacts): Owned {
  if (owned.specDigest === doc.specDigest || withheld?.has(doc.ref)) return owned;
  const isWhole = results.some(({ change, outcome }) => {
    return change.ref === doc.ref && outcome.kind === 'applied' && change.then.length === 0 && !isRepair(change);
  });
  if (!isWhole && !isInSync(doc.ref)) return owned;
  return { ...owned, applied: doc.spec as unknown as Json, specDigest: doc.specDigest, commit: desired.commit };
}

/** Storage that is there under a new name: its old one, and the new one. */
function renames(memory: Memory, facts: InventoryFacts): ReadonlyMap<Ref, Ref> {
  const { ProtectionDomain, StoragePool, Volume } = facts.desired.docs;
  const docs: readonly AnyDoc[] = [...ProtectionDomain.values(), ...StoragePool.values(), ...Volume.values()];
  return new Map(
    docs.flatMap((doc) => {
      const former = memory.inventory.has(doc.ref) ? undefined : formerName(doc, memory, facts);
      return former === undefined ? [] : [[former.ref, doc.ref] as const];
    }),
  );
}

/** The entry of the same object under a name that is no longer declared. Only storage has ids that outlive a name. */
function formerName({ ref, kind, state }: AnyDoc, { inventory }: Memory, { desired, ids }: InventoryFacts): Owned | undefined {
  const backendId = ids.get(ref);
  if (!holdsData(kind) || state !== 'present' || backendId === undefined) return undefined;
  const former = otherOwners({ ref, backendId }, inventory).find((other) => kindOf(other) === kind && !findDoc(desired, other));
  return former && inventory.get(former);
}

function isSame(before: Memory['inventory'], after: Memory['inventory']): boolean {
  if (before.size !== after.size) return false;
  for (const [ref, owned] of after) if (before.get(ref) !== owned) return false;
  return true;
}
