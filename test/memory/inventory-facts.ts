/** What the inventory of tests goes by. */
import type { InventoryFacts } from '../../agent/memory/inventory.ts';
import { inventoryAfter } from '../../agent/memory/inventory.ts';
import type { Change, Outcome, Result } from '../../agent/model/change.ts';
import type { Memory, Owned } from '../../agent/model/memory.ts';
import { ok } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { change, memory, NOON } from '../helpers/builders.ts';
import { declared, inventoryOf, noonPlus } from './objects.ts';

type Live = { readonly [ref: Ref]: string };

/** Everything is read, there and in sync unless a test says otherwise. */
export function facts(docs: Parameters<typeof declared>[0], live: Live, over: Partial<InventoryFacts> = {}): InventoryFacts {
  return {
    desired: declared(docs),
    ids: new Map(Object.entries(live) as [Ref, string][]),
    sees: ({ backendId }) => ok(Object.values(live).includes(backendId), NOON),
    results: [],
    gone: new Set(),
    disks: new Map(),
    isAbsent: () => true,
    isInSync: () => true,
    isReplaceable: () => false,
    now: noonPlus(60_000),
    ...over,
  };
}

export function result(ref: Ref, over: Partial<Change>, outcome: Outcome = { kind: 'applied', backendId: `id of ${ref}` }): Result {
  return { change: change(ref, over), outcome };
}

export const remembering = (...all: readonly Owned[]): Memory => memory({ inventory: inventoryOf(...all) });
export const entryOf = (before: Memory, known: InventoryFacts, ref: Ref): Owned | undefined =>
  inventoryAfter(before, known).inventory.get(ref);
