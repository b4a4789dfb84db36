/** What this process knows beside the status branch; losing it costs time only. */
import type { Instant } from './clock.ts';
import type { Lease } from './lease.ts';
import type { Desired } from './model/desired.ts';
import type { ChangeLine, Memory, MemoryLost } from './model/memory.ts';
import type { Ref } from './model/ref.ts';
import type { Standing } from './model/report.ts';
import type { Repeats } from './plan/guard/repeated.ts';

export interface Recall {
  /** What the status branch said when it was last read or written. */
  memory: Memory | null;
  /** What was in force when git was last read. */
  inForce: Desired | null;
  /** The epoch of this process's own claim; null: it has not claimed the cluster. */
  epoch: number | null;
  /** The random name of the last claim that this process pushed or tried to push. */
  claim: string | null;
  /** What this process was when git was last read; null: it has not been. */
  standing: Standing['kind'] | null;
  /** The last listing that showed this process as the writer. */
  lease: Lease | null;
  /** Since when the status branch does not hold what was known of it; null: it does. */
  astraySince: Instant | null;
  /** The status branch as last seen by an earlier process on this data folder. */
  knownTip: string | null;
  /** That the memory is lost, until it is written down. */
  lost: MemoryLost | null;
  /** Whether the live marks were compared with the journal since the claim. */
  areMarksChecked: boolean;
  /** Approval keys of the changes of this pass whose call may have been sent. */
  tried: Set<string>;
  /** What was seen of what is owned, and could not be written down yet. */
  seen: Memory['inventory'];
  /** Since when each object that is missing has been: one answer may have been wrong. */
  missingSince: ReadonlyMap<Ref, Instant>;
  repeats: Repeats;
  /** How full each pool was; null: nothing was measured yet, and what the branch says counts. */
  samples: Memory['samples'] | null;
  /** Lines of changes made that are not on the branch yet. */
  unsaved: readonly ChangeLine[];
}

export function newRecall(knownTip: string | null): Recall {
  return {
    memory: null,
    inForce: null,
    epoch: null,
    claim: null,
    standing: null,
    lease: null,
    astraySince: null,
    knownTip,
    lost: null,
    areMarksChecked: false,
    tried: new Set(),
    seen: new Map(),
    missingSince: new Map(),
    repeats: new Map(),
    samples: null,
    unsaved: [],
  };
}
