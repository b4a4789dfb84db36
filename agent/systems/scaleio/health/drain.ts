/** How far ScaleIO is with moving all copies off devices that are to go. */
import type { Live } from '../../../model/observed.ts';
import { formatDuration } from '../../../units.ts';
import type { Device, ScaleioFacets } from '../types.ts';

/**
 * The gateway counts what is still to be moved for a whole pool, and nothing says how much it was at first: taken to be the
 * devices' share of what is in use there. So both figures are rough, and rounded.
 */
export function drainClause(leaving: readonly Device[], { statistics }: Live<ScaleioFacets>): string {
  const draining = 'ScaleIO moves its data off';
  if (statistics.kind === 'unknown') return draining;
  let [firstKib, leftKib, kibps] = [0, 0, 0];
  for (const [poolId, { maxKib, inUseKib, rebalanceKib, rebalanceKibps }] of statistics.value) {
    const ownKib = leaving.reduce((sum, device) => sum + (device.storagePoolId === poolId ? device.maxKib : 0), 0);
    if (ownKib === 0) continue;
    firstKib += (inUseKib * ownKib) / maxKib;
    leftKib += rebalanceKib;
    kibps += rebalanceKibps;
  }
  if (firstKib === 0) return draining;
  const donePercent = Math.floor(Math.max(0, 1 - leftKib / firstKib) * 10) * 10;
  const end = kibps === 0 ? '' : `, the rest in about ${formatDuration((leftKib / kibps) * 1000)}`;
  return `${draining}: about ${donePercent} % is done${end}`;
}
