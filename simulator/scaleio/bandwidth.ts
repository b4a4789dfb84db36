/** How fast copies move: counters of the last seconds, as `{totalWeightInKb, numOccured, numSeconds}`. */
import { KIB_PER_SECOND } from './movement.ts';
import type { Movement } from './movement.ts';

/** How far back they look, and how much one I/O moves; assumed. */
const WINDOW_SECONDS = 5;
const KIB_PER_IO = 1024;

interface Counter {
  readonly totalWeightInKb: number;
  readonly numOccured: number;
  readonly numSeconds: number;
}

export const NO_BANDWIDTH: Counter = { totalWeightInKb: 0, numOccured: 0, numSeconds: 0 };

/** What is read on one device is written on another one. A rebuild takes all of a pool's pace, and both kinds share it. */
export function bandwidthFigures(movement: Movement): { readonly [key: string]: Counter } {
  const { fwdActiveKib, bckActiveKib, rebalanceActiveKib } = movement;
  const both = (name: string, activeKib: number, besideKib: number): readonly (readonly [string, Counter])[] => {
    const counter = counterOf((Math.min(KIB_PER_SECOND, activeKib + besideKib) * activeKib) / Math.max(1, activeKib + besideKib));
    return [
      [`${name}ReadBwc`, counter],
      [`${name}WriteBwc`, counter],
    ];
  };
  return Object.fromEntries([
    ...both('fwdRebuild', fwdActiveKib, bckActiveKib),
    ...both('bckRebuild', bckActiveKib, fwdActiveKib),
    ...both('rebalance', rebalanceActiveKib, 0),
    ...both('total', fwdActiveKib + bckActiveKib + rebalanceActiveKib, 0),
  ]);
}

function counterOf(kibPerSecond: number): Counter {
  if (kibPerSecond === 0) return NO_BANDWIDTH;
  const totalWeightInKb = Math.round(kibPerSecond * WINDOW_SECONDS);
  return { totalWeightInKb, numOccured: Math.ceil(totalWeightInKb / KIB_PER_IO), numSeconds: WINDOW_SECONDS };
}
