/** What the agent owns after a pass: every declared object that was seen whole. Pure. */
import type { Instant } from '../clock.ts';
import type { Result } from '../model/change.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory, Owned } from '../model/memory.ts';
import type { Reading } from '../model/observed.ts';
import type { Ref } from '../model/ref.ts';

export interface InventoryFacts {
  readonly desired: Desired;
  /** See Health.ids: after the pass's last look. */
  readonly ids: ReadonlyMap<Ref, string>;
  /** Whether a remembered object is still there, whatever its name is now. */
  readonly sees: (owned: Pick<Owned, 'ref' | 'backendId'>) => Reading<boolean>;
  readonly results: readonly Result[];
  /** Whether everything of the object was read and nothing was planned for it. */
  readonly isInSync: (ref: Ref) => boolean;
  /** Whether people approved the creation that replaces this lost object: by a valid grant, or an intent in the journal. */
  readonly isReplaceable: (lost: Owned) => boolean;
  readonly now: Instant;
}

/** The very same map and list when nothing changed. */
export function inventoryAfter(memory: Memory, _facts: InventoryFacts): Pick<Memory, 'inventory' | 'removals'> {
  return memory;
}
