/** What the agent remembers of objects, as far as this system asks for it. */
import type { Instant } from '../../../agent/clock.ts';
import type { Draft } from '../../../agent/model/change.ts';
import type { Desired } from '../../../agent/model/desired.ts';
import type { Memory, Owned } from '../../../agent/model/memory.ts';
import { declaringRef, kindOf, nameOf } from '../../../agent/model/ref.ts';
import type { Json, Ref } from '../../../agent/model/ref.ts';
import { snapshotApplied } from '../../../agent/model/snapshots.ts';

interface Recorded {
  readonly desired: Desired;
  readonly now: Instant;
}

export interface Inventory {
  entries(): Memory['inventory'];
  /** What was found; what is known already stays as it is. */
  add(ids: ReadonlyMap<Ref, string>, now: Instant): void;
  /** What was made, or removed. */
  record(draft: Draft, backendId: string, recorded: Recorded): void;
  forget(ref: Ref): void;
}

export function makeInventory(): Inventory {
  // A new one for each change: readers keep what they derive from it by the map.
  let owned: ReadonlyMap<Ref, Owned> = new Map();
  const put = (ref: Ref, backendId: string, applied: Json, since: Instant): void => {
    const entry: Owned = { ref, backendId, applied, specDigest: null, how: 'created', commit: 'c', since, forgottenAt: null };
    owned = new Map([...owned, [ref, entry]]);
  };
  const forget = (ref: Ref): void => void (owned = new Map([...owned].filter(([key]) => key !== ref)));
  return {
    entries: () => owned,
    add(ids, now) {
      for (const [ref, id] of ids) if (!owned.has(ref)) put(ref, id, null, now);
    },
    record({ ref, op }, backendId, { desired, now }) {
      if (kindOf(ref) !== 'Snapshot') return;
      if (op === 'delete') return forget(ref);
      const volume = desired.docs.Volume.get(nameOf(declaringRef(ref)));
      put(ref, backendId, snapshotApplied(volume?.spec.snapshots?.keep ?? 1, now), now);
    },
    forget,
  };
}
