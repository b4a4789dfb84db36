/** What ordinary growth waits for. */
import type { Instant } from '../../../clock.ts';
import { instant } from '../../../clock.ts';
import { parseDuration } from '../../../units.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import type { PoolNode, PoolView, Row } from '../pool-view.ts';
import { rowNumber } from '../rows.ts';
import { disksAt, disksOfPool, isFinished, rowOfDisk } from '../row-disks.ts';
import type { RuleFacts } from '../types.ts';

export interface Wait {
  /** As a clause. */
  readonly why: string;
  readonly remedy: string;
  readonly recheckAt: Instant | null;
}

const RECHECK_MS = 60_000;
const ITSELF = 'Nothing: it goes on by itself when that is over.';

/** The first thing; null: nothing. `rows`: those that are to have their disks. */
export function waitOf(view: PoolView, rows: readonly Row[], facts: RuleFacts): Wait | null {
  const soon = instant(facts.inputs.now + RECHECK_MS);
  const data = unsoundData(view);
  if (data !== null) return { why: data, remedy: 'Bring lost nodes and devices back; capacity does not mend it.', recheckAt: soon };
  const node = unfitNode(view);
  if (node !== null) return { why: node, remedy: 'Make it fit: every node of the pool gets a disk of each row.', recheckAt: soon };
  const forgotten = forgottenRows(view)[0];
  if (forgotten !== undefined) return { why: `the row ${forgotten} is in no file`, remedy: 'Put its line back.', recheckAt: null };
  const row = unfinishedRow(view, rows);
  if (row !== null) return { why: row, remedy: ITSELF, recheckAt: soon };
  if (isRebalancing(view)) return { why: 'data is still moving to the disks added last', remedy: ITSELF, recheckAt: soon };
  const until = coolUntil(view);
  if (until === null || facts.inputs.now >= until) return null;
  return { why: 'growth.cooldown after the disk attached last is not over', remedy: ITSELF, recheckAt: until };
}

function unsoundData({ statistics }: PoolView): string | null {
  if (statistics.failedKib > 0) return 'some of its data cannot be read';
  if (statistics.degradedKib > 0) return 'some of its data has only one copy';
  if (statistics.rebuildKib > 0) return 'it is being rebuilt';
  // Of an SDS that is lost and still listed: it counts as free, so less seems used than is.
  return statistics.unreachableUnusedKib > 0 ? 'some of its capacity is out of reach' : null;
}

/** A row that leaves a node out makes the pool uneven. */
function unfitNode(view: PoolView): string | null {
  if (view.nodes.length === 0) return 'no StorageNode is declared for it';
  for (const node of view.nodes) {
    const why = unfitness(node, view);
    if (why !== null) return `${node.ref} ${why}`;
  }
  return null;
}

function unfitness({ sds, isConnected, host }: PoolNode, { doc }: PoolView): string | null {
  if (sds === null) return 'is no SDS of ScaleIO';
  if (!isConnected) return 'is not connected, or not in its normal state';
  if (doc.spec.cloudDisks?.provider === 'static') return null;
  if (host === null) return 'has no running machine, or more than one, with its addresses';
  return host.attachFree !== null && host.attachFree < 1 ? `has no room for one more disk (${host.type})` : null;
}

/** Rows that have disks and whose line is gone: still in use, and nobody knows what is to become of them. */
export function forgottenRows(view: PoolView): readonly string[] {
  const known = new Set(view.rows.map(({ key }) => key));
  const inUse = disksOfPool(view).filter((disk) => disk.removedAt === null && (disk.isOffered || isDevice(view, disk)));
  const keys = inUse.map(rowOfDisk).filter((key) => key !== null);
  return [...new Set(keys)].filter((key) => !known.has(key)).toSorted((one, other) => rowNumber(one) - rowNumber(other));
}

function isDevice({ devices }: PoolView, { deviceName }: CloudDisk): boolean {
  return devices.some(({ name }) => name === deviceName);
}

function unfinishedRow(view: PoolView, rows: readonly Row[]): string | null {
  for (const { key } of rows) {
    const node = view.nodes.find((one) => !isFinished(view, one, key));
    if (node !== undefined) return `the row ${key} is not finished on ${node.ref}`;
  }
  const leaving = view.rows.find(({ key, isAbsent }) => isAbsent && isLeaving(view, key));
  return leaving === undefined ? null : `the row ${leaving.key} is being removed`;
}

function isLeaving(view: PoolView, key: string): boolean {
  return view.nodes.some((node) => disksAt(view, node, key).some((disk) => isDevice(view, disk)));
}

/** Past the critical threshold ScaleIO stops moving data (Dell KB 000025301): then there is nothing to wait for. */
function isRebalancing({ statistics, pool, usedPercent }: PoolView): boolean {
  return statistics.rebalanceKib > 0 && (usedPercent === null || usedPercent < pool.criticalPercent);
}

function coolUntil(view: PoolView): Instant | null {
  const attached = disksOfPool(view).flatMap(({ attachments }) => attachments.map(({ at }) => at));
  if (attached.length === 0) return null;
  return instant(Math.max(...attached) + (parseDuration(view.doc.spec.growth?.cooldown ?? '1h') ?? 0));
}
