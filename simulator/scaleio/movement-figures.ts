/** What is copied and moved in a pool, in the words of its Statistics object. */
import type { Movement } from './movement.ts';

export function movementFigures(movement: Movement): { readonly [key: string]: number } {
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
  };
}
