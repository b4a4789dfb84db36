/** When a status is committed. */
import { instant } from '../../agent/clock.ts';
import type { Published } from '../../agent/model/memory.ts';
import { holdMs } from '../../agent/status/news.ts';
import { NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

const before: Published = { digest: 'one', at: NOON, conditions: [] };
const CALM = { journalChanged: false, lines: 0 };

function after(ageMs: number, digest: string): Published {
  return { digest, at: instant(NOON + ageMs), conditions: [] };
}

describe('a status', (it) => {
  for (const [when, ageMs, digest, news, ms] of [
    ['nothing is new', 3_600_000, 'one', CALM, null],
    ['something is new just before 30 s', 29_999, 'two', CALM, 1],
    ['something is new at 30 s', 30_000, 'two', CALM, 0],
    ['a change was made, at once', 1, 'two', { ...CALM, lines: 1 }, 0],
    ['the journal changed, at once, although the status did not', 1, 'one', { ...CALM, journalChanged: true }, 0],
    ['nothing is new just before a day', 86_399_999, 'one', CALM, null],
    ['nothing is new for a day', 86_400_000, 'one', CALM, 0],
    ['the clock was set back', -1, 'two', CALM, 0],
  ] as const) {
    it(`is held back ${ms} ms when ${when}`, () => assert.is(holdMs(before, after(ageMs, digest), news), ms));
  }

  it('is committed at once when it is the first', () => assert.is(holdMs(null, after(0, 'one'), CALM), 0));
});
