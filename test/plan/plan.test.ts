import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import { needsIntent } from '../../agent/model/change.ts';
import type { Change } from '../../agent/model/change.ts';
import type { World } from '../../agent/model/observed.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import { approvalKey } from '../../agent/plan/approval-key.ts';
import { order } from '../../agent/plan/order.ts';
import { makePlan } from '../../agent/plan/plan.ts';
import { instant } from '../../agent/clock.ts';
import { change, fakeSystem, NO_WORLD, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { declared, doc, inputs, knowing, owned } from './declared.ts';

function planOf(changes: readonly Change[], at = NOON): ReturnType<typeof makePlan> {
  return makePlan(inputs({ now: at }), [fakeSystem('marathon', { diff: () => changes })], NO_WORLD);
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
    const plan = makePlan(inputs(), [fakeSystem('marathon')], world);
    assert.equal(plan.unknown, [{ system: 'marathon', facet: 'apps', error }]);
  });

  it('says who caused each change and what approves it', () => {
    const given = inputs({ desired: declared([doc('App//web', { a: 1 })]), memory: knowing([owned('App//web', { a: 1 })]) });
    const draft = change('App//web', { op: 'scale', backendId: '/web', class: 'disruptive' });
    const [made] = makePlan(given, [fakeSystem('marathon', { diff: () => [draft] })], NO_WORLD).changes;
    assert.is(made?.cause, 'drift');
    assert.is(made?.approvalKey, approvalKey('id of marathon', draft));
  });

  it('lets a repair be caused by its rule, beside what drift or git ask of the same object', () => {
    const given = inputs({ desired: declared([doc('Volume/pg', { a: 1 })]), memory: knowing([owned('Volume/pg', { a: 1 })]) });
    const [kept, repair] = [change('Volume/pg', { op: 'update' }), change('Volume/pg', { id: 'repair Volume/pg', op: 'unmap' })];
    const { changes } = makePlan(given, [fakeSystem('scaleio', { diff: () => [kept] })], NO_WORLD, [repair]);
    assert.equal(
      changes.map(({ id, cause }) => [id, cause]),
      [
        ['keep Volume/pg', 'drift'],
        ['repair Volume/pg', 'rule'],
      ],
    );
  });

  it('journals what destroys, spends, or waits for consent before it is done', () => {
    const journaled = [{ class: 'spend' }, { class: 'destructive' }, { class: 'additive', consent: 'approval' }] as const;
    assert.equal(journaled.map(needsIntent), [true, true, true]);
    assert.equal([{ class: 'additive' } as const, { class: 'disruptive' } as const].map(needsIntent), [false, false]);
    assert.is(needsIntent({ class: 'destructive', consent: 'schedule' }), true);
  });

  it('invariant 8, created once: what is made in the place of a lost volume names it and destroys', () => {
    const given = inputs({ desired: declared([doc('Volume/pg')]), memory: knowing([owned('Volume/pg', {}, { backendId: 'lost' })]) });
    const [made] = makePlan(given, [fakeSystem('scaleio', { diff: () => [change('Volume/pg')] })], NO_WORLD).changes;
    assert.equal([made?.backendId, made?.class], ['lost', 'destructive']);
    assert.is(made?.approvalKey, approvalKey('id of scaleio', { ref: 'Volume/pg', op: 'create', backendId: 'lost', class: 'destructive' }));
  });

  it('plans nothing in a system that does not say which one it is, and says so', () => {
    const error = new PlumblineError(httpErrors.unreachable, 'no answer');
    const system = fakeSystem('marathon', { diff: () => [change('App//web')], identity: () => unknown(error) });
    const { changes, unknown: unread } = makePlan(inputs(), [system], NO_WORLD);
    assert.equal([changes, unread], [[], [{ system: 'marathon', facet: 'identity', error }]]);
    const silent = makePlan(inputs(), [system], new Map([['marathon', { info: unknown(error) }]]));
    assert.equal(
      silent.unknown.map(({ facet }) => facet),
      ['info'],
    );
  });

  it('takes up the drafts that no single system makes, each in its own system', () => {
    const asked = change('Approval/a', { op: 'propose', action: { system: 'scaleio', do: 'x', args: {} } });
    const systems = [fakeSystem('marathon'), fakeSystem('scaleio', { diff: () => [change('Volume/pg')] })];
    const { changes } = makePlan(inputs(), systems, NO_WORLD, [asked]);
    assert.equal(
      changes.map(({ ref, cause }) => [ref, cause]),
      [
        ['Volume/pg', 'git'],
        ['Approval/a', 'rule'],
      ],
    );
  });
});

describe('order', (it) => {
  const refs = (changes: readonly Change[]): readonly string[] => order(changes).map(({ ref }) => ref);

  it('puts what is needed first, against kind and name', () => {
    const changes = [change('App//a', { needs: ['App//z'] }), change('App//z'), change('Volume/pg', { needs: ['App//a'] })];
    assert.equal(refs(changes), ['App//z', 'App//a', 'Volume/pg']);
  });

  it('otherwise goes by kind, then by name, whatever the order given', () => {
    const changes = [
      change('App//b'),
      change('Volume/b'),
      change('App//a'),
      change('Approval/a'),
      change('StoragePool/p'),
      change('Volume/a'),
    ];
    assert.equal(refs(changes), ['StoragePool/p', 'Volume/a', 'Volume/b', 'App//a', 'App//b', 'Approval/a']);
    assert.equal(refs(changes.toReversed()), refs(changes));
  });

  it('ends on a cycle', () => {
    assert.is(refs([change('App//a', { needs: ['App//b'] }), change('App//b', { needs: ['App//a'] })]).length, 2);
  });
});
