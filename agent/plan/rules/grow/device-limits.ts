/** How many devices ScaleIO takes: what would not fit is not bought. */
import type { PoolNode, PoolView, Row } from '../pool-view.ts';
import { disksAt } from '../row-disks.ts';

/** Product limits of ScaleIO 2.0, the same as in PowerFlex (querySystemLimits). */
const MOST_ON_SDS = 64;
const MOST_IN_POOL = 300;

/** Which of them the pool would pass with these rows whole, on every node, as a clause; null: none. Of an SDS all pools count. */
export function deviceExcess(view: PoolView, rows: readonly Row[]): string | null {
  const { devices, nodes, pool } = view;
  for (const node of nodes) {
    const onSds = devices.filter(({ sdsId }) => sdsId === node.sds?.id).length + comingTo(node, view, rows);
    if (onSds > MOST_ON_SDS) return `ScaleIO takes ${MOST_ON_SDS} devices on an SDS, and ${node.ref} would have ${onSds}`;
  }
  const coming = nodes.reduce((sum, node) => sum + comingTo(node, view, rows), 0);
  const inPool = devices.filter(({ storagePoolId }) => storagePoolId === pool.id).length + coming;
  return inPool > MOST_IN_POOL ? `ScaleIO takes ${MOST_IN_POOL} devices in a pool, and it would have ${inPool}` : null;
}

/** Disks of the rows that are no devices on the node yet. */
function comingTo(node: PoolNode, view: PoolView, rows: readonly Row[]): number {
  const there = new Set(node.devices.map(({ name }) => name));
  return rows.filter(({ key }) => !disksAt(view, node, key).some(({ deviceName }) => there.has(deviceName))).length;
}
