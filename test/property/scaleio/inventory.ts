/** What the agent remembers of objects, as far as this system asks for it. */
import type { Instant } from '../../../agent/clock.ts';
import { snapshotsAfter } from '../../../agent/memory/snapshots.ts';
import type { Change, Written } from '../../../agent/model/change.ts';
import type { Desired } from '../../../agent/model/desired.ts';
import type { Memory, Owned } from '../../../agent/model/memory.ts';
import { kindOf } from '../../../agent/model/ref.ts';
import type { Ref } from '../../../agent/model/ref.ts';

interface Recorded {
  readonly desired: Desired;
  readonly now: Instant;
}

export interface Inventory {
  entries(): Memory['inventory'];
  /** What was found; what is known already stays as it is. */
  add(ids: ReadonlyMap<Ref, string>, now: Instant): void;
  /** What was made of a change: snapshots are in no list of what is declared. */
  record(change: Change, outcome: Written, recorded: Recorded): void;
  forget(ref: Ref): void;
}

export function makeInventory(): Inventory {
  // A new one for each change: readers keep what they derive from it by the map.
  let owned: ReadonlyMap<Ref, Owned> = new Map();
  const put = (...entries: readonly Owned[]): void =>
    void (owned = new Map([...owned, ...entries.map((entry) => [entry.ref, entry] as const)]));
  const forget = (ref: Ref): void => void (owned = new Map([...owned].filter(([key]) => key !== ref)));
  return {
    entries: () => owned,
    add(ids, now) {
      const how = { applied: null, specDigest: null, how: 'created', commit: 'c', since: now, forgottenAt: null } as const;
      const found = [...ids].filter(([ref]) => !owned.has(ref)).map(([ref, backendId]) => ({ ref, backendId, ...how }));
      if (found.length > 0) put(...found);
    },
    record(change, outcome, { desired, now }) {
      if (outcome.kind !== 'applied' || kindOf(change.ref) !== 'Snapshot') return;
      if (change.op === 'delete') forget(change.ref);
      put(...snapshotsAfter(new Map(), { desired, results: [{ change, outcome }], gone: new Set(), now }, new Map()));
    },
    forget,
  };
}
