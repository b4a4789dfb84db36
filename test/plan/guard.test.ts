import { judge } from '../../agent/plan/guard/guard.ts';
import type { ChangeClass } from '../../agent/model/change.ts';
import { change, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('guard', (it) => {
  const verdictFor = (changeClass: ChangeClass): string => {
    const changes = [change('Volume/pg', { class: changeClass })];
    return judge({ changes, digest: '', at: NOON, commit: '', unknown: [] })[0]?.kind ?? 'none';
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
