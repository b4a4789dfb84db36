/** How many more disks the machines take, over all pools: what would not fit is not bought. */
import type { CloudHost } from '../../../systems/cloud-disks/types.ts';
import type { Judged, JudgedRow } from './row.ts';
import { isStatic } from './slot-view.ts';
import type { SlotState } from './state.ts';
import { attachLimit } from './node-stops.ts';

/** Disks that are there already have their places first. */
export function withAttachLimits(rows: readonly JudgedRow[]): readonly JudgedRow[] {
  const all = rows.flatMap(({ slots }) => slots);
  const free = new Map<string, number>();
  const stopped = new Map<Judged, SlotState>();
  for (const judged of [...all.filter(isUnattached), ...all.filter(({ state }) => state.kind === 'absent')]) {
    const { host } = judged.slot.node;
    if (host === null || isStatic(judged.slot)) continue;
    const left = free.get(host.id) ?? host.attachFree ?? 0;
    free.set(host.id, left - 1);
    if (left <= 0) stopped.set(judged, overLimit(judged.state, host));
  }
  return rows.map((row) => ({ ...row, slots: row.slots.map((one) => ({ slot: one.slot, state: stopped.get(one) ?? one.state })) }));
}

function isUnattached({ state }: Judged): boolean {
  return state.kind === 'available' || state.kind === 'creating';
}

/** One that is being created goes on: it is stopped before it is attached. */
function overLimit(state: SlotState, host: CloudHost): SlotState {
  return state.kind === 'creating' ? state : { kind: 'stopped', disk: state.disk, stop: attachLimit(host) };
}
