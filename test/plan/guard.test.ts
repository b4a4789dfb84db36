import { judge } from '../../agent/plan/guard/guard.ts';
import { countRepeats } from '../../agent/plan/guard/repeated.ts';
import type { Repeats } from '../../agent/plan/guard/repeated.ts';
import type { Change, ChangeClass, Outcome, Result } from '../../agent/model/change.ts';
import { change, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

function done(made: Change): Result {
  return { change: made, outcome: { kind: 'applied', backendId: 'x' } };
}

describe('guard', (it) => {
  const fields = [{ path: 'labels.a', from: null, to: 'b' }] as const;
  const restart = change('App//web', { op: 'restart', class: 'disruptive', fields: [...fields] });

  it('a change that was made three times in a row and is planned again is blocked', () => {
    let repeats: Repeats = new Map();
    const verdicts: string[] = [];
    for (let pass = 0; pass < 5; pass += 1) {
      const [verdict] = judge({ changes: [restart], digest: '', at: NOON, commit: '', unknown: [] }, repeats);
      verdicts.push(verdict?.kind === 'blocked' ? verdict.by : 'allowed');
      const applied: Outcome = { kind: 'applied', backendId: 'x' };
      repeats = countRepeats(repeats, [
        { change: restart, outcome: verdict?.kind === 'blocked' ? { kind: 'blocked', by: verdict.by, why: '' } : applied },
      ]);
    }
    assert.equal(verdicts, ['allowed', 'allowed', 'allowed', 'keeps-differing', 'keeps-differing']);
  });

  it('one that came about, or that now is another change, starts anew', () => {
    const repeats: Repeats = countRepeats(countRepeats(new Map(), [done(restart)]), [done(restart)]);
    assert.is(countRepeats(repeats, []).size, 0);
    const other = { ...restart, fields: [{ path: 'labels.a', from: null, to: 'c' }] };
    assert.equal([...countRepeats(repeats, [done(other)]).values()], [1]);
  });

  const verdictFor = (changeClass: ChangeClass): string => {
    const changes = [change('Volume/pg', { class: changeClass })];
    return judge({ changes, digest: '', at: NOON, commit: '', unknown: [] }, new Map())[0]?.kind ?? 'none';
  };

  for (const [changeClass, verdict] of [
    ['additive', 'allowed'],
    ['disruptive', 'allowed'],
    ['spend', 'allowed'],
    ['destructive', 'blocked'],
  ] as const) {
    it(`a change that is ${changeClass} is ${verdict}`, () => assert.is(verdictFor(changeClass), verdict));
  }
});
