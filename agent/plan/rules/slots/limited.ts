/** What the limits leave of a slot's next step: a disk that is paid for goes on, and nothing more is paid. */
import { raisedUsd } from '../prices.ts';
import type { RuleFacts } from '../types.ts';
import type { SlotView } from './slot-view.ts';
import type { SlotState } from './state.ts';
import { forPeople } from './stop.ts';

/** `beyond`: why nothing is bought for the row, see grow/limits.ts; null: it may be. */
export function withinLimits(slot: SlotView, state: SlotState, beyond: string | null, { prices }: RuleFacts): SlotState {
  if (beyond === null) return state;
  const isPaid = state.kind === 'done' ? raisedUsd(state.disk, slot.row, prices) === 0 : state.kind !== 'absent';
  if (isPaid) return state;
  const remedy = `See what is said of ${slot.view.doc.ref}.`;
  return {
    kind: 'stopped',
    disk: state.disk,
    stop: forPeople('LimitReached', `nothing is bought for it: ${beyond}`, remedy, slot.view.doc.ref),
  };
}
