/** What disks cost a month, by the price table of the agent's configuration; Plumbline knows no prices of its own. */
import type { Prices } from '../../model/growth.ts';
import type { Row } from './pool-view.ts';

export type Priced = Pick<Row, 'sizeGiB' | 'type' | 'iops' | 'throughputMiBs'>;

/** Whether I/O operations are provisioned, and paid: gp2 has some by its size, and EC2 reports those too. */
export function hasIops(type: string): boolean {
  return type === 'gp3' || type === 'io1' || type === 'io2';
}

export function hasThroughput(type: string): boolean {
  return type === 'gp3';
}

/** What AWS gives with every disk of a type, whatever the table leaves out. */
const INCLUDED: { readonly [type: string]: { readonly iops: number; readonly mibs: number } } = { gp3: { iops: 3000, mibs: 125 } };

/** Of one disk, in whole cents; null: there is no price for it. */
export function monthlyUsd(disk: Priced, prices: Prices | null): number | null {
  const price = prices?.types[disk.type];
  if (price === undefined) return null;
  const included = INCLUDED[disk.type];
  const iops = hasIops(disk.type) ? extra(disk.iops, price.freeIops ?? included?.iops, price.iopsUsd) : 0;
  const throughput = hasThroughput(disk.type) ? extra(disk.throughputMiBs, price.freeMiBs ?? included?.mibs, price.mibsUsd) : 0;
  if (iops === null || throughput === null) return null;
  return Math.round(100 * (disk.sizeGiB * price.gibUsd + iops + throughput)) / 100;
}

/** What a disk will cost more a month once it is as its row says; what the row leaves open stays as it is. Null: there is no price for it. */
export function raisedUsd(disk: Priced, row: Priced, prices: Prices | null): number | null {
  const { sizeGiB, type } = disk;
  const [iops, throughputMiBs] = [row.iops ?? disk.iops, row.throughputMiBs ?? disk.throughputMiBs];
  if (type === row.type && iops === disk.iops && throughputMiBs === disk.throughputMiBs) return 0;
  const before = monthlyUsd(disk, prices);
  const after = monthlyUsd({ sizeGiB, type: row.type, iops, throughputMiBs }, prices);
  return before === null || after === null ? null : Math.max(0, Math.round(100 * (after - before)) / 100);
}

/** What goes beyond the free part; null when that has no price. */
function extra(provisioned: number | null, free = 0, usd?: number): number | null {
  const beyond = Math.max(0, (provisioned ?? 0) - free);
  if (beyond === 0) return 0;
  return usd === undefined ? null : beyond * usd;
}
