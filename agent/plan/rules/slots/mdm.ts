/**
 * ScaleIO is given a device only while its MDM cluster is whole: by `clusterState`, whatever its `clusterMode`. A rescue does
 * not wait: the node that is away may be an MDM, and ScaleIO refuses what it cannot do.
 */
import type { Instant } from '../../../clock.ts';
import type { Finding } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { PoolView } from '../pool-view.ts';
import type { Held, Judged, JudgedRow } from './row.ts';
import { findingOf, overdue } from './stop.ts';

const WHOLE = 'ClusteredNormal';

/** Null: nothing is in the way; a gateway that does not say is none. */
export function mdmBarrier(slots: readonly Judged[]): Held | null {
  const state = slots[0] === undefined ? null : brokenState(slots[0].slot.view);
  return state === null ? null : { kind: 'wait', why: `it waits until ScaleIO's MDM cluster is ${WHOLE}, and it is ${state}` };
}

/** One for each pool that a disk waits to be added to. */
export function mdmFindings(rows: readonly JudgedRow[], now: Instant): readonly Finding[] {
  const waiting = rows.filter(({ saves, slots }) => saves === null && slots.some(isOffered)).flatMap(({ slots }) => slots);
  const states = new Map(waiting.map(({ slot: { view } }): [Ref, string | null] => [view.doc.ref, brokenState(view)]));
  return [...states].flatMap(([ref, state]) => (state === null ? [] : [findingOf(ref, notWhole(state, now))]));
}

function brokenState({ mdmState }: PoolView): string | null {
  return mdmState === WHOLE ? null : mdmState;
}

/** All it still needs is to be added. */
function isOffered({ state }: Judged): boolean {
  return state.kind === 'attached' && state.disk.isOffered && state.disk.removedAt === null;
}

function notWhole(state: string, now: Instant): ReturnType<typeof overdue> {
  return overdue(now, {
    code: 'MdmNotWhole',
    why: `disks wait to be added: the MDM cluster of ScaleIO is ${state}`,
    remedy: 'Bring its MDMs and tie breakers back.',
  });
}
