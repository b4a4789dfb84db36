import { heldBy, withHold, withoutHold } from '../../agent/memory/holds.ts';
import type { Hold } from '../../agent/model/memory.ts';
import { NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { noonPlus } from './objects.ts';

const hold = (ref: Hold['ref'], over: Partial<Hold> = {}): Hold => ({ ref, until: noonPlus(1_000), reason: 'r', by: 'ann', ...over });
const pg = hold('Volume/pg');
const all = hold('*');

describe('a hold', (it) => {
  for (const [what, holds, atMs, held] of [
    ['its own object', [pg], 0, pg],
    ['everything', [hold('Volume/other'), all], 0, all],
    ['no other object', [hold('Volume/pg2')], 0, null],
    ['until a moment before it ends', [pg], 999, pg],
    ['no longer when it ends', [pg], 1_000, null],
    ['although another one has ended', [hold('*', { until: NOON }), pg], 0, pg],
  ] as const) {
    it(`holds ${what}`, () => {
      assert.is(heldBy(holds, 'Volume/pg', noonPlus(atMs)), held);
    });
  }

  it('takes the place of one of the same object', () => {
    const longer = hold('Volume/pg', { until: noonPlus(2_000) });
    assert.equal(withHold([pg, all], longer), [all, longer]);
  });

  it('is taken away by its name alone', () => {
    assert.equal(withoutHold([pg, all], '*'), [pg]);
    const holds = [pg];
    assert.is(withoutHold(holds, '*'), holds);
  });
});
