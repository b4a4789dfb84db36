import { withHold, withoutHold } from '../../agent/memory/holds.ts';
import type { Hold } from '../../agent/model/memory.ts';

import { assert, describe } from '../helpers/suite.ts';
import { noonPlus } from './objects.ts';

const hold = (ref: Hold['ref'], over: Partial<Hold> = {}): Hold => ({ ref, until: noonPlus(1_000), reason: 'r', by: 'ann', ...over });
const pg = hold('Volume/pg');
const all = hold('*');

describe('a hold', (it) => {
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
