/** Whether a pool has to be saved by rows that were merged in advance, whatever else waits. */
import type { PoolNode, PoolView, Row } from '../pool-view.ts';
import { isOver } from '../slots/disk.ts';
import { disksAt, disksOfPool, isFinished, rowOfDisk } from '../row-disks.ts';
import type { RuleFacts } from '../types.ts';
import { usableKibOf } from './sizing.ts';

/** A disk that is not in use after this long is not counted on: as long as its device may take to become normal. */
const COMING_MS = 30 * 60_000;

/** `rows`: those that are to have their disks; what they are about to bring counts. */
export function needsRescue(view: PoolView, rows: readonly Row[], facts: RuleFacts): boolean {
  const { statistics, pool, usedPercent } = view;
  if (usedPercent === null || faultUnits(connectedNodes(view)).size < 2) return false;
  const comingKib = rows.reduce((sum, row) => sum + comingKibOf(view, row, facts), 0);
  const usableKib = statistics.maxKib - statistics.spareKib + comingKib * (1 - pool.sparePercent / 100);
  return (100 * statistics.inUseKib) / usableKib >= pool.criticalPercent || lacksRoom(view, comingKib);
}

/** Copies that were lost need room on the nodes that are left; the spare is there for that. */
function lacksRoom({ statistics }: PoolView, comingKib: number): boolean {
  const { maxKib, inUseKib, unreachableUnusedKib, degradedKib, rebuildKib } = statistics;
  return Math.max(degradedKib, rebuildKib) > maxKib - inUseKib - unreachableUnusedKib + comingKib;
}

function comingKibOf(view: PoolView, row: Row, { inputs }: RuleFacts): number {
  const since = disksOfPool(view)
    .filter((disk) => rowOfDisk(disk) === row.key)
    .map(({ createdAt }) => createdAt);
  if (since.some((at) => inputs.now - at > COMING_MS) || (row.whenUsedPercent === null && !isWhole(view, row))) return 0;
  const waiting = connectedNodes(view).filter((node) => !isFinished(view, node, row.key));
  return waiting.length * usableKibOf(row.sizeGiB);
}

/** Bought on every node, and none of them away: what a row that was not merged for a rescue waits for before it brings anything. */
function isWhole(view: PoolView, { key }: Row): boolean {
  return view.nodes.every((node) => node.isConnected && disksAt(view, node, key).some((disk) => !isOver(disk)));
}

export function connectedNodes({ nodes }: PoolView): readonly PoolNode[] {
  return nodes.filter(({ isConnected }) => isConnected);
}

/** What fails together, by its id: a fault set, or an SDS that is in none. */
export function faultUnits(nodes: readonly PoolNode[]): ReadonlySet<string> {
  return new Set(nodes.flatMap(({ sds }) => (sds === null ? [] : [sds.faultSetId ?? sds.id])));
}

/** Whether ScaleIO was offered a disk of the row: then every barrier was passed. */
export function isOffered(view: PoolView, row: Row): boolean {
  return view.nodes.some((node) => disksAt(view, node, row.key).some((disk) => disk.isOffered));
}
