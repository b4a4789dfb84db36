/** What all rows of a pool come to, whoever added them, and which limit that would pass. */
import type { GrowthLimits } from '../../../model/kinds.gen.ts';
import { formatGib } from '../../../units.ts';
import type { PoolView, Row } from '../pool-view.ts';
import { monthlyUsd, raisedUsd } from '../prices.ts';
import { deviceExcess } from './device-limits.ts';
import { disksOfPool, rowOfDisk } from '../row-disks.ts';
import { isStatic, slotsOf } from '../slots/slot-view.ts';
import { takenBy } from '../slots/taken.ts';
import type { RuleFacts } from '../types.ts';

export interface Totals {
  readonly rows: number;
  readonly disks: number;
  readonly rawGiB: number;
  /** Null: one of them has no price. */
  readonly monthlyUsd: number | null;
}

/** A row for which nothing may be bought, and why, as a clause; `hasDisks`: nothing more than it has. */
export interface Beyond {
  readonly row: Row;
  readonly why: string;
  readonly hasDisks: boolean;
}

/** What a disk, or a slot, adds to the totals. */
interface Lot {
  readonly row: string | null;
  readonly disks: number;
  readonly sizeGiB: number;
  readonly monthlyUsd: number | null;
}

/**
 * `within`: the rows that have disks, or may. `beyond`: those for which nothing is bought, also of the ones that have some.
 * Only what is there or was asked for counts whatever the limits are: it is paid for. What a slot lacks, and what a disk
 * would cost more than it does, has to fit: of each row whole, in the order of the keys, rows that have disks first. Rows
 * with `when:` count from the day they are merged.
 */
export function sortByLimits(view: PoolView, facts: RuleFacts): { readonly within: readonly Row[]; readonly beyond: readonly Beyond[] } {
  const present = view.rows.filter(({ isAbsent }) => !isAbsent);
  const rows = present.map((row) => ({ row, hasDisks: hasDisks(view, row, facts), ...lotsOf(view, row, facts) }));
  const inOrder = [...rows.filter((one) => one.hasDisks), ...rows.filter((one) => !one.hasDisks)];
  const within = inOrder.filter((one) => one.hasDisks).map(({ row }) => row);
  const lots = [...paidLots(view, facts), ...rows.flatMap(({ paid }) => paid)];
  const beyond: Beyond[] = [];
  for (const { row, hasDisks: begun, wanted } of inOrder) {
    const why = wanted.length === 0 ? null : excess(view, sumOf([...lots, ...wanted]), [...within, row]);
    if (why !== null) beyond.push({ row, why, hasDisks: begun });
    else lots.push(...wanted);
    if (why === null && !begun) within.push(row);
  }
  return { within, beyond };
}

/** Which limit these rows pass, as a clause, ScaleIO's own included; null: none. */
export function excessWith(view: PoolView, rows: readonly Row[], facts: RuleFacts): string | null {
  return excess(view, totalsOf(view, rows, facts), rows);
}

function excess(view: PoolView, totals: Totals, rows: readonly Row[]): string | null {
  return excessOf(totals, view.doc.spec.cloudDisks?.limits) ?? deviceExcess(view, [...new Set(rows)]);
}

/** Whether a slot of the row has a disk, or may have one. */
export function hasDisks(view: PoolView, row: Row, { inputs: { memory } }: RuleFacts): boolean {
  return slotsOf(view, [row], memory).some((slot) => takenBy(slot, memory) !== null);
}

/** These rows whole, on every node and as they are declared, and every disk of the pool beside. */
export function totalsOf(view: PoolView, rows: readonly Row[], facts: RuleFacts): Totals {
  const lots = rows.map((row) => lotsOf(view, row, facts));
  return sumOf([...paidLots(view, facts), ...lots.flatMap(({ paid, wanted }) => [...paid, ...wanted])]);
}

/** What was bought for the pool, whatever its rows say now: it is paid for. */
export function paidOf(view: PoolView, facts: RuleFacts): Totals {
  const present = view.rows.filter(({ isAbsent }) => !isAbsent);
  return sumOf([...paidLots(view, facts), ...present.flatMap((row) => lotsOf(view, row, facts).paid)]);
}

/** `paid`: disks that were bought and are not seen; `wanted`: what is still to be bought. Disks that are seen are in paidLots. */
function lotsOf(
  view: PoolView,
  row: Row,
  { inputs, prices }: RuleFacts,
): { readonly paid: readonly Lot[]; readonly wanted: readonly Lot[] } {
  const lots = slotsOf(view, [row], inputs.memory).map((slot) => ({ slot, taken: takenBy(slot, inputs.memory) }));
  const whole: Lot = { row: row.key, disks: 1, sizeGiB: row.sizeGiB, monthlyUsd: monthlyUsd(row, prices) };
  const raises = lots.flatMap(({ taken }): readonly Lot[] => {
    const usd = taken?.disk ? raisedUsd(taken.disk, row, prices) : 0;
    return usd === 0 ? [] : [{ row: row.key, disks: 0, sizeGiB: 0, monthlyUsd: usd }];
  });
  return {
    paid: lots.filter(({ taken }) => taken?.disk === null).map(() => whole),
    wanted: [...lots.filter(({ taken }) => taken === null).map(() => whole), ...raises],
  };
}

/** Every disk that is seen, for whatever row or node it was bought; a static one that ScaleIO does not have is its row's to want. */
function paidLots(view: PoolView, { inputs: { memory }, prices }: RuleFacts): readonly Lot[] {
  const free = slotsOf(view, view.rows, memory).filter((slot) => takenBy(slot, memory) === null);
  const idle = new Set(free.filter(isStatic).flatMap(({ disks }) => disks));
  // One in error holds nothing, and its slot is bought anew; it is told of as left over, and the ceilings count it.
  const paid = disksOfPool(view).filter((disk) => disk.state !== 'deleted' && disk.state !== 'error' && !idle.has(disk));
  return paid.map((disk) => ({ row: rowOfDisk(disk), disks: 1, sizeGiB: disk.sizeGiB, monthlyUsd: monthlyUsd(disk, prices) }));
}

function sumOf(lots: readonly Lot[]): Totals {
  return {
    rows: new Set(lots.map(({ row }) => row)).size,
    disks: sum(lots.map(({ disks }) => disks)),
    rawGiB: sum(lots.map(({ sizeGiB }) => sizeGiB)),
    monthlyUsd: sumOrNull(lots.map((lot) => lot.monthlyUsd)),
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
