/** What is copied and moved in a pool, in the words of its Statistics object: how much is left, and how fast it goes. */
import { KIB_PER_SECOND } from './movement.ts';
import type { Movement } from './movement.ts';

type Figures = { readonly [key: string]: unknown };

/** Bandwidths are counted over so many seconds (netdata's dump of 2.6). */
const WINDOW_SECONDS = 5;
/** The size of one read or write of these; assumed. */
const KIB_PER_IO = 1024;

export function movementFigures(movement: Movement): Figures {
  const { fwdActiveKib, fwdPendingKib, bckActiveKib, bckPendingKib, rebalanceActiveKib, rebalancePendingKib } = movement;
  const activeKib = fwdActiveKib + bckActiveKib + rebalanceActiveKib;
  const pendingKib = fwdPendingKib + bckPendingKib + rebalancePendingKib;
  return {
    fwdRebuildCapacityInKb: fwdActiveKib + fwdPendingKib,
    activeFwdRebuildCapacityInKb: fwdActiveKib,
    pendingFwdRebuildCapacityInKb: fwdPendingKib,
    bckRebuildCapacityInKb: bckActiveKib + bckPendingKib,
    activeBckRebuildCapacityInKb: bckActiveKib,
    pendingBckRebuildCapacityInKb: bckPendingKib,
    rebalanceCapacityInKb: rebalanceActiveKib + rebalancePendingKib,
    activeRebalanceCapacityInKb: rebalanceActiveKib,
    pendingRebalanceCapacityInKb: rebalancePendingKib,
    movingCapacityInKb: activeKib + pendingKib,
    activeMovingCapacityInKb: activeKib,
    pendingMovingCapacityInKb: pendingKib,
    ...bandwidth('fwdRebuild', fwdActiveKib, activeKib),
    ...bandwidth('bckRebuild', bckActiveKib, activeKib),
    ...bandwidth('rebalance', rebalanceActiveKib, activeKib),
    ...bandwidth('total', activeKib, activeKib),
  };
}

/** Its part of the pace that the pool has; what is read in one place is written in another. */
function bandwidth(what: string, kib: number, activeKib: number): Figures {
  const movedKib = Math.min(activeKib, WINDOW_SECONDS * KIB_PER_SECOND);
  const totalWeightInKb = activeKib === 0 ? 0 : Math.round((movedKib * kib) / activeKib);
  const numOccured = Math.ceil(totalWeightInKb / KIB_PER_IO);
  const counter = { totalWeightInKb, numOccured, numSeconds: totalWeightInKb === 0 ? 0 : WINDOW_SECONDS };
  return { [`${what}ReadBwc`]: counter, [`${what}WriteBwc`]: counter };
}
