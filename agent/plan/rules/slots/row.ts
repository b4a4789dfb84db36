/** What the slots of one row have to do with each other: they are bought, attached and offered together. */
import type { Ref } from '../../../model/ref.ts';
import type { Saves } from '../grow/in-force.ts';
import type { SlotView } from './slot-view.ts';
import { isStatic } from './slot-view.ts';
import type { SlotState } from './state.ts';
import { held } from './disk-stops.ts';
import type { Stop } from './stop.ts';

export interface Judged {
  readonly slot: SlotView;
  readonly state: SlotState;
}

/** A row that is in force, with its slots, and those of them that its barriers wait for. */
export interface JudgedRow {
  readonly slots: readonly Judged[];
  readonly counted: ReadonlySet<Ref>;
  readonly saves: Saves;
}

/** What holds up a slot that is well itself. */
export type Held = { readonly kind: 'wait'; readonly why: string; readonly behind?: Ref } | { readonly kind: 'stop'; readonly stop: Stop };

/** Null: nothing. `by` is the first slot that is not as far. */
export interface Barriers {
  /** One of its slots cannot have a disk now: the others would be bought in vain. */
  readonly buying: Held | null;
  /** A slot has no disk yet. */
  readonly attaching: Held | null;
  /** A disk is not attached yet. */
  readonly offering: Held | null;
  /** ScaleIO takes no device now. */
  readonly adding: Held | null;
}

/** `counted`: the slots of the nodes that the barriers wait for; `adding`: see mdm.ts. */
export function barriersOf(counted: readonly Judged[], adding: Held | null): Barriers {
  return {
    buying: heldBy(counted.filter(({ state }) => state.kind === 'stopped' && state.disk === null)),
    attaching: heldBy(counted.filter(({ state }) => state.disk === null || state.kind === 'creating')),
    offering: heldBy(counted.filter((judged) => !isAttached(judged))),
    adding,
  };
}

/** Whoever was offered to ScaleIO was attached then. */
function isAttached({ slot, state }: Judged): boolean {
  const { disk } = state;
  if (disk === null) return false;
  if (isStatic(slot) || disk.isOffered) return true;
  return state.kind === 'attached' || state.kind === 'settling' || state.kind === 'done';
}

/** By what a person has to see to, if there is such a one among them. */
function heldBy(late: readonly Judged[]): Held | null {
  const judged = late.find(({ state }) => state.kind === 'stopped') ?? late[0];
  if (judged === undefined) return null;
  const { slot, state } = judged;
  if (state.kind === 'stopped') return { kind: 'stop', stop: held(slot.ref, state.stop) };
  return { kind: 'wait', why: `it waits for ${slot.ref}, which is not as far`, behind: slot.ref };
}
