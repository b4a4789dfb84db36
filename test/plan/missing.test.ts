import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { Health, World } from '../../agent/model/observed.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import type { Inputs, System } from '../../agent/model/system.ts';
import { lostIdOf, withLostId, withMissing } from '../../agent/plan/missing.ts';
import { change, fakeSystem, health, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { absent, declared, doc, inputs, knowing, owned } from './declared.ts';

const WORLD: World = new Map([['scaleio', {}]]);
const known = knowing([owned('Volume/pg', { sizeGiB: 8 })]);
const both = (sees: System['sees']): readonly System[] => [
  fakeSystem('marathon', { sees: () => ok(true, NOON) }),
  fakeSystem('scaleio', { sees }),
];
const gone = both((kind, id) => ok(kind !== 'Volume' || id !== 'id of Volume/pg', NOON));
const there = both(() => ok(true, NOON));
const unread = both(() => unknown(new PlumblineError(httpErrors.timeout, 'no answer')));

describe('missing storage', (it) => {
  const given = inputs({ desired: declared([doc('Volume/pg')]), memory: known });
  const look = (systems: readonly System[], over: Partial<Inputs> = {}, seen: Health = health({ 'Volume/pg': 'absent' })): Health => {
    return withMissing(seen, { ...given, ...over }, systems, WORLD);
  };

  it('invariant 8, created once: what was known and is gone is missing, and a person is told', () => {
    const { ready, findings } = look(gone);
    assert.is(ready.get('Volume/pg')?.kind, 'missing');
    assert.equal(
      findings.map(({ ref, code, recheckAt }) => [ref, code, recheckAt]),
      [['Volume/pg', 'VolumeMissing', null]],
    );
  });

  it('is missing as well when another one has taken its place', () => {
    const { ready, findings } = look(gone, {}, health({ 'Volume/pg': 'ready' }, { ids: new Map([['Volume/pg', 'other']]) }));
    assert.equal([ready.get('Volume/pg')?.kind, findings[0]?.code], ['missing', 'VolumeReplaced']);
    assert.match(findings[0]?.why ?? '', 'other');
  });

  for (const [when, systems, over] of [
    ['it is there', there, {}],
    ['it could not be read', unread, {}],
    ['it was never known', gone, { memory: knowing([]) }],
    ['it is declared absent', gone, { desired: declared([absent('Volume/pg')]) }],
    ['it is declared no more', gone, { desired: declared([]) }],
  ] as const) {
    it(`changes nothing when ${when}`, () => {
      const seen = health({ 'Volume/pg': 'absent' });
      assert.is(look(systems, over, seen), seen);
    });
  }

  for (const ref of ['StoragePool/gold', 'ProtectionDomain/pd'] as const) {
    it(`is said of ${ref} as of a volume`, () => {
      const ofKind = both((_kind, id) => ok(id !== `id of ${ref}`, NOON));
      const { ready } = look(
        ofKind,
        { desired: declared([doc(ref)]), memory: knowing([owned(ref, {})]) },
        health({ [ref]: 'absent' } as Parameters<typeof health>[0]),
      );
      assert.is(ready.get(ref)?.kind, 'missing');
    });
  }

  it('leaves a system its own words', () => {
    const seen = health({ 'Volume/pg': 'missing' });
    assert.is(look(gone, {}, seen), seen);
  });
});

describe('a change in the place of what was lost', (it) => {
  it('carries the lost id and destroys: the data are given up', () => {
    const draft = withLostId(change('Volume/pg'), known);
    assert.equal([draft.backendId, draft.class], ['id of Volume/pg', 'destructive']);
  });

  for (const [what, draft] of [
    ['a first creation', change('Volume/new')],
    ['a growth', change('Volume/pg', { op: 'grow', backendId: 'x' })],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.is(lostIdOf(draft, known), null);
      assert.is(withLostId(draft, known), draft);
    });
  }

  for (const ref of ['StoragePool/gold', 'ProtectionDomain/pd'] as const) {
    it(`is one in the place of ${ref}, too: what was in it is lost with it`, () => {
      const draft = withLostId(change(ref), knowing([owned(ref, {})]));
      assert.equal([draft.backendId, draft.class], [`id of ${ref}`, 'destructive']);
    });
  }

  it('is not the start of an app: an app has no data to lose', () => {
    assert.is(lostIdOf(change('App//web'), knowing([owned('App//web', {})])), null);
  });
});
