import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { Change } from '../../agent/model/change.ts';
import type { World } from '../../agent/model/observed.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import { order } from '../../agent/plan/order.ts';
import { makePlan } from '../../agent/plan/plan.ts';
import { instant } from '../../agent/clock.ts';
import { change, desired, fakeSystem, NO_WORLD, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

const inputs = { desired: desired(), settled: null, now: NOON };

function planOf(changes: readonly Change[], at = NOON): ReturnType<typeof makePlan> {
  return makePlan({ ...inputs, now: at }, [fakeSystem('marathon', { diff: () => changes })], NO_WORLD);
}

describe('plan', (it) => {
  it('invariant 1, pure plan: the same inputs give the same plan', () => {
    const changes = [change('App//web'), change('Volume/pg')];
    assert.equal(planOf(changes), planOf(changes));
  });

  it('has a digest over what changes mean, not over time, words or effects', () => {
    const plain = planOf([change('App//web')]);
    const reworded = planOf([change('App//web', { reason: 'other words', effects: ['other effects'] })], instant(NOON + 1));
    assert.is(reworded.digest, plain.digest);
  });

  for (const [what, over] of Object.entries({
    op: { op: 'scale' },
    class: { class: 'disruptive' },
    'backend id': { backendId: 'x' },
    fields: { fields: [{ path: 'instances', from: 1, to: 2 }] },
    id: { id: 'remove App//web' },
  } satisfies Record<string, Partial<Change>>)) {
    it(`has another digest when the ${what} of a change is another`, () => {
      assert.is.not(planOf([change('App//web', over)]).digest, planOf([change('App//web')]).digest);
    });
  }

  it('lists every unknown facet with its system and reason', () => {
    const error = new PlumblineError(httpErrors.unreachable, 'no answer');
    const world: World = new Map([['marathon', { apps: unknown(error), info: ok({}, NOON) }]]);
    const plan = makePlan(inputs, [fakeSystem('marathon')], world);
    assert.equal(plan.unknown, [{ system: 'marathon', facet: 'apps', error }]);
  });
});

describe('order', (it) => {
  const refs = (changes: readonly Change[]): readonly string[] => order(changes).map(({ ref }) => ref);

  it('puts what is needed first, against kind and name', () => {
    const changes = [change('App//a', { needs: ['App//z'] }), change('App//z'), change('Volume/pg', { needs: ['App//a'] })];
    assert.equal(refs(changes), ['App//z', 'App//a', 'Volume/pg']);
  });

  it('otherwise goes by kind, then by name, whatever the order given', () => {
    const changes = [change('App//b'), change('Volume/b'), change('App//a'), change('StoragePool/p'), change('Volume/a')];
    assert.equal(refs(changes), ['StoragePool/p', 'Volume/a', 'Volume/b', 'App//a', 'App//b']);
    assert.equal(refs(changes.toReversed()), refs(changes));
  });

  it('ends on a cycle', () => {
    assert.is(refs([change('App//a', { needs: ['App//b'] }), change('App//b', { needs: ['App//a'] })]).length, 2);
  });
});
