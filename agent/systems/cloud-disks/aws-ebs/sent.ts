/** When a volume may last have been made for a slot: one that no list shows may still be there. */
import type { Clock, Instant } from '../../../clock.ts';
import type { Slot } from '../../../model/growth.ts';
import { isRefusal } from './wire-errors.ts';

/** Of a row on an SDS, at whichever attempt. Lost with the process, which then counts as one that has just sent everything. */
export interface Sent {
  /** Now for one that is new to this process. */
  lastFor(slot: Slot, now: Instant): Instant;
  /** Makes a call for a slot, and notes when, unless EC2 refuses it. */
  noting<T>(slot: Slot, clock: Clock, call: () => Promise<T>): Promise<T>;
}

export function makeSent(): Sent {
  const last = new Map<string, Instant>();
  return {
    lastFor(slot, now) {
      const at = last.get(rowOf(slot)) ?? now;
      last.set(rowOf(slot), at);
      return at;
    },
    async noting(slot, clock, call) {
      let isRefused = false;
      try {
        return await call();
      } catch (thrown) {
        isRefused = isRefusal(thrown);
        throw thrown;
      } finally {
        if (!isRefused) last.set(rowOf(slot), clock.now());
      }
    },
  };
}

function rowOf({ system, pool, sds, row }: Slot): string {
  return [system, pool, sds, row].join('|');
}
