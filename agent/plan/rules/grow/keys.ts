/** The key of the next row: past every one that was ever seen, because a key is an identity. */
import type { GrowthRecord } from '../../../model/growth.ts';
import { kindOf, nameOf } from '../../../model/ref.ts';
import type { PoolView } from '../pool-view.ts';
import { disksOfPool, rowOfDisk } from '../row-disks.ts';
import { rowNumber } from '../rows.ts';
import type { RuleFacts } from '../types.ts';
import { growthsOf } from './growths.ts';

/** In the file in force, on disks, in what was proposed or remembered. */
export function nextKey(view: PoolView, facts: RuleFacts): string {
  const { doc, rows } = view;
  const owned = [...facts.inputs.memory.inventory.keys()].flatMap((ref) => {
    const [pool, , key] = nameOf(ref).split('/');
    return kindOf(ref) === 'Disk' && pool === doc.name && key !== undefined ? [key] : [];
  });
  // A commit that the repository refused was never seen by anybody.
  const isRefused = ({ state, branch }: GrowthRecord): boolean => state === 'withdrawn' && branch === facts.tracked.branch;
  const proposed = growthsOf(doc.ref, facts).filter((record) => !isRefused(record));
  const keys = [
    ...rows.map(({ key }) => key),
    ...disksOfPool(view).flatMap((disk) => rowOfDisk(disk) ?? []),
    ...proposed.map(({ row }) => row),
    ...owned,
  ];
  const numbers = keys.map(rowNumber).filter((number) => Number.isSafeInteger(number));
  return `r${Math.max(0, ...numbers) + 1}`;
}
