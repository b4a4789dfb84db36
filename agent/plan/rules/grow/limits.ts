/** What all rows of a pool come to, whoever added them, and which limit that would pass. */
import type { GrowthLimits } from '../../../model/kinds.gen.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { formatGib } from '../../../units.ts';
import type { PoolView, Row } from '../pool-view.ts';
import { monthlyUsd } from '../prices.ts';
import { deviceExcess } from './device-limits.ts';
import { disksAt, disksOfPool, isBegun, rowOfDisk } from '../row-disks.ts';
import type { RuleFacts } from '../types.ts';

export interface Totals {
  readonly rows: number;
  readonly disks: number;
  readonly rawGiB: number;
  /** Null: one of them has no price. */
  readonly monthlyUsd: number | null;
}

/** A row that may not be bought, and why, as a clause. */
export interface Beyond {
  readonly row: Row;
  readonly why: string;
}

/**
 * What was begun comes first: it is paid for. Of the others each in the order of its key, as long as the limits last; rows
 * with `when:` count from the day they are merged.
 */
export function sortByLimits(view: PoolView, facts: RuleFacts): { readonly within: readonly Row[]; readonly beyond: readonly Beyond[] } {
  const present = view.rows.filter(({ isAbsent }) => !isAbsent);
  const within = present.filter(({ key }) => isBegun(view, key, facts));
  const beyond: Beyond[] = [];
  for (const row of present.filter((one) => !within.includes(one))) {
    const why = excessWith(view, [...within, row], facts);
    if (why === null) within.push(row);
    else beyond.push({ row, why });
  }
  return { within, beyond };
}

/** Which limit these rows pass, as a clause, ScaleIO's own included; null: none. */
export function excessWith(view: PoolView, rows: readonly Row[], facts: RuleFacts): string | null {
  return excessOf(totalsOf(view, rows, facts), view.doc.spec.cloudDisks?.limits) ?? deviceExcess(view, rows);
}

/** These rows whole, on every node, and every disk of the pool that is of none of its rows any more. */
export function totalsOf(view: PoolView, rows: readonly Row[], { prices }: RuleFacts): Totals {
  const nodes = view.nodes.length;
  const others = disksOfNoRow(view);
  const keys = new Set(others.map(rowOfDisk).filter((key) => !rows.some((row) => row.key === key)));
  return {
    rows: rows.length + keys.size,
    disks: rows.length * nodes + others.length,
    rawGiB: sum(rows.map(({ sizeGiB }) => sizeGiB)) * nodes + sum(others.map(({ sizeGiB }) => sizeGiB)),
    monthlyUsd: sumOrNull([...rows.map((row) => times(nodes, monthlyUsd(row, prices))), ...others.map((disk) => monthlyUsd(disk, prices))]),
  };
}

/** Which limit that passes, as a clause; null: none. */
export function excessOf({ rows, rawGiB, monthlyUsd: usd }: Totals, limits: GrowthLimits | undefined): string | null {
  if (limits === undefined) return 'the pool has no cloudDisks.limits';
  if (usd === null) return 'one of its disks has no price in plumbline.yaml';
  if (rows > limits.rows) return `cloudDisks.limits.rows is ${limits.rows}`;
  if (rawGiB > limits.rawGiB) return `cloudDisks.limits.rawGiB is ${limits.rawGiB}, and it would be ${formatGib(rawGiB)}`;
  if (cents(usd) > cents(limits.monthlyUsd)) {
    return `cloudDisks.limits.monthlyUsd is ${limits.monthlyUsd}, and it would be ${money(usd)}`;
  }
  return null;
}

/** Of rows taken out of the file or being removed, of nodes that were replaced: still there, and still paid for. */
function disksOfNoRow(view: PoolView): readonly CloudDisk[] {
  const present = view.rows.filter(({ isAbsent }) => !isAbsent);
  const placed = new Set(present.flatMap(({ key }) => view.nodes.flatMap((node) => disksAt(view, node, key))));
  return disksOfPool(view).filter((disk) => disk.state !== 'deleted' && !placed.has(disk));
}

export function times(count: number, usd: number | null): number | null {
  return usd === null ? null : count * usd;
}

/** `$43.20` */
export function money(usd: number | null): string {
  return usd === null ? 'an unknown price' : `$${usd.toFixed(2)}`;
}

/** Sums of cents are not exact in binary. */
export function cents(usd: number): number {
  return Math.round(usd * 100);
}

function sumOrNull(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length < numbers.length ? null : sum(known);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
