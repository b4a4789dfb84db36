/** Order of changes: what another change needs comes first; otherwise by kind, then by name. */
import type { Change } from '../model/change.ts';
import { kindOf } from '../model/ref.ts';
import type { ObjectKind } from '../model/ref.ts';

/** Only the reading order of a plan: what must wait for what is said by `needs`. */
const RANK: Readonly<Record<ObjectKind, number>> = {
  Cluster: 0,
  ProtectionDomain: 1,
  FaultSet: 2,
  StorageNode: 3,
  StoragePool: 4,
  Device: 5,
  Disk: 6,
  Volume: 7,
  Snapshot: 8,
  Group: 9,
  App: 10,
  Pod: 11,
  Framework: 12,
  Job: 13,
  Growth: 14,
  Approval: 15,
};

export function order(changes: readonly Change[]): readonly Change[] {
  const byRef = new Map(changes.map((change) => [change.ref, change]));
  const placed = new Set<Change>();
  const ordered: Change[] = [];
  // Marked before its needs are visited, so a cycle (refused when files are read) ends instead of recursing for ever.
  const place = (change: Change): void => {
    if (placed.has(change)) return;
    placed.add(change);
    for (const ref of change.needs) {
      const needed = byRef.get(ref);
      if (needed) place(needed);
    }
    ordered.push(change);
  };
  for (const change of changes.toSorted(byRankThenRef)) place(change);
  return ordered;
}

function byRankThenRef(a: Change, b: Change): number {
  return RANK[kindOf(a.ref)] - RANK[kindOf(b.ref)] || (a.ref < b.ref ? -1 : Number(a.ref > b.ref));
}
