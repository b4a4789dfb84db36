import type { Draft } from '../../agent/model/change.ts';
import type { Cause } from '../../agent/model/change.ts';
import type { SyncSpec } from '../../agent/model/kinds.gen.ts';
import type { Json } from '../../agent/model/ref.ts';
import type { Inputs, System } from '../../agent/model/system.ts';
import { causesOf } from '../../agent/plan/cause.ts';
import { change, fakeSystem } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { absent, declared, doc, inputs, knowing, owned } from './declared.ts';

type Fields = { readonly [path: string]: Json };

/** A system with one app, which compares its fields one by one. */
function systemWith(live: Fields): System {
  const diff = ({ desired }: Inputs): readonly Draft[] =>
    [...desired.docs.App.values()].flatMap(({ ref, spec }) => {
      const wanted = spec as unknown as Fields;
      const fields = Object.keys(wanted).map((path) => ({ path, from: live[path] ?? null, to: wanted[path] ?? null }));
      const differing = fields.filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to));
      return differing.length === 0 ? [] : [change(ref, { op: 'update', fields: differing })];
    });
  return fakeSystem('marathon', { diff });
}

interface Situation {
  readonly applied: Fields | null;
  readonly live: Fields;
  readonly file: Fields;
  readonly selfHeal?: 'heal' | 'report';
}

function causeIn({ applied, live, file, selfHeal = 'heal' }: Situation): Cause | undefined {
  const sync: SyncSpec = { mode: 'apply', selfHeal: { App: selfHeal } };
  const given = inputs({ desired: declared([doc('App//web', file)], sync), memory: knowing([owned('App//web', applied)]) });
  const system = systemWith(live);
  return causesOf(system.diff(given, {}), system, given, {}).get('App//web');
}

describe('cause', (it) => {
  const rows: readonly (readonly [string, Situation, Cause])[] = [
    ['nothing was ever applied', { applied: null, live: { a: 1 }, file: { a: 2 } }, 'git'],
    ['only the file moved', { applied: { a: 1 }, live: { a: 1 }, file: { a: 2 } }, 'git'],
    ['only the live object moved', { applied: { a: 1 }, live: { a: 2 }, file: { a: 1 } }, 'drift'],
    [
      'the file moved what took a secret, whose text may have moved as well',
      { applied: { a: '${secrets.a}' }, live: { a: '***' }, file: { a: '${secrets.b}' } },
      'git',
    ],
    ['both moved the same field', { applied: { a: 1 }, live: { a: 2 }, file: { a: 3 } }, 'conflict'],
    [
      'both moved a field to the same value, and the file another',
      { applied: { a: 1, b: 1 }, live: { a: 2, b: 1 }, file: { a: 2, b: 2 } },
      'git',
    ],
    ['each moved a field of its own', { applied: { a: 1, b: 1 }, live: { a: 2, b: 1 }, file: { a: 1, b: 2 } }, 'git'],
    [
      'each moved a field of its own, and drift is to be reported',
      { applied: { a: 1, b: 1 }, live: { a: 2, b: 1 }, file: { a: 1, b: 2 }, selfHeal: 'report' },
      'conflict',
    ],
    ['only the file moved, and drift is to be reported', { applied: { a: 1 }, live: { a: 1 }, file: { a: 2 }, selfHeal: 'report' }, 'git'],
    [
      'the file moved a list, the live object an entry of it',
      { applied: { 'a[0]': 1 }, live: { 'a[0]': 2, a: 1 }, file: { a: 2, b: 2 } },
      'conflict',
    ],
    [
      'the file moved a map, the live object an entry of it',
      { applied: { 'a.b': 1 }, live: { 'a.b': 2, a: 1 }, file: { a: 2 } },
      'conflict',
    ],
    [
      'the file moved an entry of a map, the live object the map',
      { applied: { a: 1 }, live: { a: 2, 'a.b': 1 }, file: { 'a.b': 2 } },
      'conflict',
    ],
    [
      'the file dropped a map, the live object gained an entry',
      { applied: { 'a.b': null }, live: { 'a.b': 2, a: 1 }, file: { a: null } },
      'conflict',
    ],
    ['fields only begin alike', { applied: { ab: 1, a: 1 }, live: { ab: 2, a: 1 }, file: { a: 2 } }, 'git'],
  ];
  for (const [when, situation, cause] of rows) it(`is ${cause} when ${when}`, () => assert.is(causeIn(situation), cause));

  const one = (draft: Draft, over: Partial<Inputs>): Cause | undefined => {
    return causesOf(
      [draft],
      fakeSystem('marathon', { diff: () => [change('App//web', { op: 'create', fields: [{ path: 'a', from: null, to: 1 }] })] }),
      inputs(over),
      {},
    ).get(draft.ref);
  };
  const known = knowing([owned('App//web', { a: 1 })]);

  it('is git for what was deleted by hand and changed in its file: nothing live is undone', () => {
    const draft = change('App//web', { op: 'create', fields: [{ path: 'a', from: null, to: 2 }] });
    assert.is(one(draft, { desired: declared([doc('App//web', { a: 2 })]), memory: known }), 'git');
  });

  it('is drift for what was deleted by hand', () => {
    assert.is(one(change('App//web'), { desired: declared([doc('App//web', { a: 1 })]), memory: known }), 'drift');
  });

  it('is git for a tombstone of the very spec that was applied', () => {
    const draft = change('App//web', { id: 'remove App//web', op: 'delete' });
    assert.is(one(draft, { desired: declared([absent('App//web', { a: 1 })]), memory: known }), 'git');
  });

  it('is git for what was taken out of git', () => {
    assert.is(one(change('App//web', { op: 'delete' }), { memory: known }), 'git');
  });

  it('is a rule for a snapshot that is taken or goes by its schedule', () => {
    const snapshot = 'Snapshot/pg/20261121-1400';
    assert.is(one(change(snapshot), {}), 'rule');
    assert.is(one(change(snapshot, { op: 'delete', class: 'destructive', consent: 'schedule' }), {}), 'rule');
  });

  it('is git for a snapshot that goes because its file says so', () => {
    assert.is(one(change('Snapshot/pg/20261121-1400', { op: 'delete', class: 'destructive' }), {}), 'git');
  });

  it('is a rule for a proposal', () => assert.is(one(change('Approval/a', { op: 'propose' }), {}), 'rule'));

  it('is git of what is new in a system and lacks what the file says, where drift would only be told', () => {
    const given = inputs({ desired: declared([doc('App//web', {})]), memory: knowing([owned('App//web', {})]) });
    const causeOf = (draft: Draft): Cause | undefined => causesOf([draft], fakeSystem('marathon'), given, {}).get('App//web');
    const draft = change('App//web', { op: 'update' });
    assert.equal([causeOf(draft), causeOf({ ...draft, isOfNew: true })], ['drift', 'git']);
  });
});
