/** Whose the vendor's objects are: by their ids, under which Refs the inventory has them. Pure. */
import { findDoc, lineStateOf } from './desired.ts';
import type { Desired } from './desired.ts';
import type { Memory, Owned } from './memory.ts';
import { kindOf, systemOf } from './ref.ts';
import type { Ref } from './ref.ts';

type Inventory = Memory['inventory'];

/** Other Refs under which the very same object is remembered: two documents may have come to be about one. */
export function otherOwners({ ref, backendId }: Pick<Owned, 'ref' | 'backendId'>, inventory: Inventory): readonly Ref[] {
  return (indexOf(inventory).get(keyOf(ref, backendId)) ?? []).filter((other) => other !== ref);
}

/** What files say of an object, or of a disk of a node; null: nothing. */
export function declaredState(desired: Desired, ref: Ref): 'present' | 'absent' | null {
  return kindOf(ref) === 'Device' ? lineStateOf(desired, ref) : (findDoc(desired, ref)?.state ?? null);
}

const indexes = new WeakMap<Inventory, ReadonlyMap<string, readonly Ref[]>>();

/** Made once for each inventory: of thousands, each is looked for. */
function indexOf(inventory: Inventory): ReadonlyMap<string, readonly Ref[]> {
  const known = indexes.get(inventory);
  if (known !== undefined) return known;
  const made = new Map<string, Ref[]>();
  for (const { ref, backendId } of inventory.values()) {
    const key = keyOf(ref, backendId);
    const others = made.get(key);
    if (others === undefined) made.set(key, [ref]);
    else others.push(ref);
  }
  indexes.set(inventory, made);
  return made;
}

/** A snapshot is a volume to ScaleIO; ids are unique among the objects of one type. */
function keyOf(ref: Ref, backendId: string): string {
  const kind = kindOf(ref);
  return `${systemOf(ref)} ${kind === 'Snapshot' ? 'Volume' : kind} ${backendId}`;
}
