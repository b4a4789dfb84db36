/** Which slots have, or may have, a disk that is paid for, whatever the limits are now. */
import type { Memory } from '../../../model/memory.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { holdingOf } from './holding.ts';
import { deviceOf, isStatic } from './slot-view.ts';
import type { SlotView } from './slot-view.ts';

/** Seen, known or asked for; `disk`: null while it is not seen. A static one is a slot's once ScaleIO has it. Null: a slot without. */
export function takenBy(slot: SlotView, { intents }: Pick<Memory, 'intents'>): { readonly disk: CloudDisk | null } | null {
  const { claimed, current } = holdingOf(slot);
  const [disk = null] = current;
  const isAskedFor = intents.some(({ ref, line }) => ref === slot.ref && line.op === 'create');
  const isThere = isStatic(slot) ? slot.known !== null || (disk !== null && deviceOf(disk, slot.view) !== undefined) : claimed.length > 0;
  return isThere || isAskedFor ? { disk } : null;
}
