import { instant } from '../agent/clock.ts';
import type { Clock } from '../agent/clock.ts';
import { leaseAgeMs } from '../agent/lease.ts';
import { assert, describe } from './helpers/suite.ts';

function clockAt(nowMs: number, monotonicMs: number): Clock {
  return { now: () => instant(nowMs), monotonicMs: () => monotonicMs, sleep: async () => {} };
}

describe('a lease', (it) => {
  const lease = { seenAt: instant(1_000_000), seenMonotonicMs: 5_000 };

  for (const [what, nowMs, monotonicMs, age] of [
    ['by either clock when both agree', 1_060_000, 65_000, 60_000],
    ['by the monotonic clock when the wall clock was set back', 400_000, 65_000, 60_000],
    ['by the wall clock when time was moved on', 2_000_000, 5_010, 1_000_000],
  ] as const) {
    it(`ages ${what}`, () => {
      assert.is(leaseAgeMs(lease, clockAt(nowMs, monotonicMs)), age);
    });
  }
});
