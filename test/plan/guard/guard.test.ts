import { readdirSync } from 'node:fs';
import type { ChangeClass } from '../../../agent/model/change.ts';
import { GUARDS } from '../../../agent/plan/guard/guard.ts';
import { change } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declared } from '../declared.ts';
import { judged, verdicts } from './judged.ts';

describe('guards', (it) => {
  for (const [changeClass, verdict] of [
    ['additive', 'allowed'],
    ['disruptive', 'allowed'],
    ['spend', 'ceiling'],
    ['destructive', 'needs-approval'],
  ] satisfies readonly (readonly [ChangeClass, string])[]) {
    it(`a plain change that is ${changeClass}: ${verdict}`, () => {
      assert.equal(judged([change('Volume/pg', { class: changeClass })]), [verdict]);
    });
  }

  it('stand in a file each, named as what they say', () => {
    const files = readdirSync(new URL('../../../agent/plan/guard', import.meta.url)).map((file) => file.replace('.ts', ''));
    const others = ['granted', 'guard', 'needs-intent', 'repeated', 'types'];
    assert.equal(files.filter((name) => !others.includes(name)).toSorted(), GUARDS.map(({ name }) => name as string).toSorted());
  });

  it("give one verdict a change, in the plan's order, with the first objection", () => {
    const changes = [change('App//b', { class: 'destructive', cause: 'conflict' }), change('App//a')];
    assert.equal(
      verdicts(changes).map((verdict) => [verdict.change.ref, verdict.kind === 'blocked' && verdict.by]),
      [
        ['App//b', 'conflict'],
        ['App//a', false],
      ],
    );
  });

  it('count only what no guard objects to', () => {
    const restarts = ['a', 'b', 'c'].map((name) => change(`App//${name}`, { op: 'restart', class: 'disruptive' }));
    const [first] = restarts;
    const desired = declared([], { mode: 'apply', maxDisruptive: 1 });
    const repeats = new Map(first ? [[JSON.stringify([first.id, first.action.do, first.fields]), 3]] : []);
    assert.equal(judged(restarts, { repeats, inputs: { desired } }), ['keeps-differing', 'allowed', 'max-disruptive']);
  });
});
