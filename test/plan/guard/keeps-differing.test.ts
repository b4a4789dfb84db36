import type { Change, Outcome, Result } from '../../../agent/model/change.ts';
import { countRepeats } from '../../../agent/plan/guard/repeated.ts';
import type { Repeats } from '../../../agent/plan/guard/repeated.ts';
import { change } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { judged } from './judged.ts';

function done(made: Change): Result {
  return { change: made, outcome: { kind: 'applied', backendId: 'x' } };
}

describe('guard keeps-differing', (it) => {
  const fields = [{ path: 'labels.a', from: null, to: 'b' }] as const;
  const restart = change('App//web', { op: 'restart', class: 'disruptive', fields: [...fields] });

  it('blocks a change that was made three times in a row and is planned again', () => {
    let repeats: Repeats = new Map();
    const verdicts: string[] = [];
    for (let pass = 0; pass < 5; pass += 1) {
      const [verdict = ''] = judged([restart], { repeats });
      verdicts.push(verdict);
      const blocked: Outcome = { kind: 'blocked', by: 'keeps-differing', why: '', recheckAt: null };
      repeats = countRepeats(repeats, [verdict === 'allowed' ? done(restart) : { change: restart, outcome: blocked }]);
    }
    assert.equal(verdicts, ['allowed', 'allowed', 'allowed', 'keeps-differing', 'keeps-differing']);
  });

  it('starts anew for one that came about, or that now is another change', () => {
    const repeats: Repeats = countRepeats(countRepeats(new Map(), [done(restart)]), [done(restart)]);
    assert.is(countRepeats(repeats, []).size, 0);
    const other = { ...restart, fields: [{ path: 'labels.a', from: null, to: 'c' }] };
    assert.equal([...countRepeats(repeats, [done(other)]).values()], [1]);
  });
});
