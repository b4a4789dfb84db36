import { instant } from '../../../agent/clock.ts';
import type { Change } from '../../../agent/model/change.ts';
import type { SyncSpec } from '../../../agent/model/kinds.gen.ts';
import type { Intent, Owned, Removal } from '../../../agent/model/memory.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { change, health, NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { absent, declared, doc, grantOf, knowing, owned, removalOf } from '../declared.ts';
import { ago, DAY_MS, HOUR_MS, judged, liftedIn, verdicts } from './judged.ts';

function remove(ref: Ref, over: Partial<Change> = {}): Change {
  return change(ref, { id: `remove ${ref}`, op: 'delete', class: 'disruptive', backendId: `id of ${ref}`, ...over });
}

const PRUNE: SyncSpec = { mode: 'apply', prune: ['App'] };

describe('guard blast-radius', (it) => {
  const apps = (count: number): readonly Ref[] => Array.from({ length: count }, (_, index): Ref => `App//a${index}`);

  interface Case {
    readonly all: number;
    readonly percent?: number;
    /** How many are declared absent, and so deleted by the plan. */
    readonly buried?: number;
    /** How many are in no file any more, and pruned. */
    readonly dropped?: number;
    readonly removals?: readonly Removal[];
  }

  function allowedIn({ all, percent, buried = 0, dropped = 0, removals = [] }: Case): number {
    const refs = apps(all);
    const docs = refs.slice(dropped).map((ref, index) => (index < buried ? absent(ref, { ref }) : doc(ref, { ref })));
    const desired = declared(docs, { ...PRUNE, ...(percent === undefined ? {} : { blastRadius: percent }) });
    const memory = knowing(
      refs.map((ref) => owned(ref, { ref })),
      { removals },
    );
    const found = judged(
      refs.slice(0, buried + dropped).map((ref) => remove(ref)),
      { inputs: { desired, memory } },
    );
    return found.filter((verdict) => verdict === 'allowed').length;
  }

  const rows: readonly (readonly [string, Case, number])[] = [
    ['one of one', { all: 1, buried: 1 }, 1],
    ['two of nineteen', { all: 19, buried: 2 }, 1],
    ['two of twenty', { all: 20, buried: 2 }, 2],
    ['three of twenty', { all: 20, buried: 3 }, 2],
    ['one at 0 %', { all: 20, percent: 0, buried: 1 }, 1],
    ['two at 0 %', { all: 20, percent: 0, buried: 2 }, 1],
    ['all at 100 %', { all: 5, percent: 100, buried: 5 }, 5],
    ['two taken out of git of twenty', { all: 20, dropped: 2 }, 2],
    ['three taken out of git of twenty: none of them', { all: 20, dropped: 3 }, 0],
    ['one beside one deleted today', { all: 19, buried: 1, removals: [removalOf('App//gone', { at: ago(DAY_MS - 1) })] }, 1],
    ['two beside one deleted today', { all: 19, buried: 2, removals: [removalOf('App//gone', { at: ago(DAY_MS - 1) })] }, 1],
    ['two beside one deleted a day ago', { all: 20, buried: 2, removals: [removalOf('App//gone', { at: ago(DAY_MS) })] }, 2],
    ['two beside a volume deleted today', { all: 20, buried: 2, removals: [removalOf('Volume/gone')] }, 2],
    ['two beside one that was deleted today and is declared again', { all: 20, buried: 2, removals: [removalOf('App//a19')] }, 2],
    [
      'one that was forgotten and deleted today counts once',
      { all: 19, buried: 1, removals: [removalOf('App//gone'), removalOf('App//gone', { what: 'forgotten' })] },
      1,
    ],
  ];
  for (const [what, given, count] of rows) it(`${what}: ${count} allowed`, () => assert.is(allowedIn(given), count));

  const three = ['App//x', 'App//y', 'App//z'] as const;
  const known = knowing(three.map((ref) => owned(ref, { ref })));
  const removals = three.slice(0, 2).map((ref) => remove(ref));
  const buried = [absent('App//x', { a: 1 }), absent('App//y', { a: 2 }), doc('App//z')];

  it('goes by the limit of the commit accepted before', () => {
    const [lax, strict] = [declared(buried, { mode: 'apply', blastRadius: 100 }), declared(buried, { mode: 'apply', blastRadius: 0 })];
    assert.equal(judged(removals, { inputs: { desired: lax, accepted: strict, memory: known } }), ['allowed', 'blast-radius']);
    assert.equal(judged(removals, { inputs: { desired: strict, accepted: lax, memory: known } }), ['allowed', 'allowed']);
  });

  it('counts what was taken out of git for a day', () => {
    const forgotten = (ms: number): Owned => owned('App//x', {}, { forgottenAt: ago(ms) });
    const given = (ms: number) => ({
      desired: declared([absent('App//y'), doc('App//z')]),
      memory: knowing([forgotten(ms), owned('App//y', { a: 1 }), owned('App//z', {})]),
    });
    assert.equal(judged([remove('App//y')], { inputs: given(DAY_MS - 1) }), ['blast-radius']);
    assert.equal(judged([remove('App//y')], { inputs: given(DAY_MS) }), ['allowed']);
  });

  it('lets through what was approved', () => {
    const grants = removals.map((made) => grantOf(made));
    assert.equal(judged(removals, { inputs: { desired: declared(buried), memory: known, grants } }), ['allowed', 'allowed']);
  });

  it('waits for a person', () => {
    const [, second] = verdicts(removals, { inputs: { desired: declared(buried), memory: known } });
    assert.is(second?.kind === 'blocked' && second.recheckAt, null);
  });
});

describe('guard delete-rate', (it) => {
  const removals = (['Volume/a', 'Volume/b'] as const).map((ref) => remove(ref, { class: 'destructive' }));
  const [first, second] = removals;
  const desired = declared([absent('Volume/a', { a: 1 }), absent('Volume/b', { a: 2 })]);
  const given = (past: Partial<Parameters<typeof knowing>[1]> = {}) => ({
    inputs: { desired, memory: knowing([], past), grants: removals.map((made) => grantOf(made)) },
  });

  it('lets the first of two go', () => assert.equal(judged(removals, given()), ['allowed', 'delete-rate']));

  for (const [ms, lifted] of [
    [0, '3600 s'],
    [HOUR_MS - 1000, '1 s'],
    [HOUR_MS, 'now'],
  ] as const) {
    it(`${ms} ms after another deletion of storage it is lifted: ${lifted}`, () => {
      assert.is(liftedIn(removals[0] ?? change('Volume/a'), given({ removals: [removalOf('Volume/gone', { at: ago(ms) })] })), lifted);
    });
  }

  it('does not count volumes that were only forgotten, nor apps', () => {
    const past = [removalOf('Volume/gone', { what: 'forgotten' }), removalOf('App//gone')];
    assert.equal(judged(removals.slice(0, 1), given({ removals: past })), ['allowed']);
    assert.equal(
      judged([remove('App//web')], {
        inputs: { desired: declared([absent('App//web')]), memory: knowing([], { removals: [removalOf('Volume/gone')] }) },
      }),
      ['allowed'],
    );
  });

  it('counts one that was begun, whose end is not known, but not its own', () => {
    const line = {
      line: 'l',
      commit: 'c',
      cause: 'git',
      backendId: '',
      effects: [],
      op: 'delete',
      class: 'destructive',
      at: '2026-11-21T13:30:00.000Z',
    } as const;
    const begun: Intent = {
      line: { ...line, id: 'remove Volume/a' },
      system: 'scaleio',
      ref: 'Volume/a',
      approvalKey: first?.approvalKey ?? '',
      epoch: 1,
    };
    assert.equal(judged(second ? [second] : [], given({ intents: [begun] })), ['delete-rate']);
    assert.equal(judged(first ? [first] : [], given({ intents: [begun] })), ['allowed']);
    const created = { ...begun, line: { ...begun.line, op: 'create' } };
    assert.equal(judged(second ? [second] : [], given({ intents: [created] })), ['allowed']);
    const old = { ...begun, line: { ...begun.line, at: '2026-11-21T10:00:00.000Z' } };
    assert.equal(
      judged(
        [first, second].filter((one) => one !== undefined),
        given({ intents: [old] }),
      ),
      ['allowed', 'allowed'],
    );
  });
});

describe('guard max-disruptive', (it) => {
  const restart = (name: string): Change => change(`App//${name}`, { op: 'restart', class: 'disruptive' });
  const most = (maxDisruptive: number) => ({ desired: declared([], { mode: 'apply', maxDisruptive }) });
  const sight = (ready: Parameters<typeof health>[0]) => ({ world: new Map(), health: health(ready) });

  const rows = [
    ['two where two may be', [restart('a'), restart('b')], 2, {}, ['allowed', 'allowed']],
    ['three where two may be', [restart('a'), restart('b'), restart('c')], 2, {}, ['allowed', 'allowed', 'max-disruptive']],
    ['one beside one that is under way', [restart('a')], 1, { 'App//b': 'progressing' }, ['max-disruptive']],
    ['one beside one that is not whole', [restart('a')], 1, { 'App//b': 'degraded' }, ['allowed']],
    ['one that is under way itself', [restart('a')], 1, { 'App//a': 'progressing' }, ['allowed']],
    ['one beside a volume that grows', [restart('a')], 1, { 'Volume/pg': 'progressing' }, ['allowed']],
    ['an additive one beside one that is under way', [change('App//a')], 1, { 'App//b': 'progressing' }, ['allowed']],
    ['one after an additive one', [change('App//a'), restart('b')], 1, {}, ['allowed', 'allowed']],
  ] as const;
  for (const [what, changes, max, ready, expected] of rows) {
    it(`${what}: ${expected.join(', ')}`, () => assert.equal(judged(changes, { sight: sight(ready), inputs: most(max) }), [...expected]));
  }

  it('does not count one that waits to be deleted', () => {
    const desired = declared([absent('App//b', { a: 1 })], { mode: 'apply', maxDisruptive: 1 });
    const changes = [restart('a'), remove('App//b')];
    assert.equal(judged(changes, { sight: sight({ 'App//b': 'progressing' }), inputs: { desired } }), ['allowed', 'max-disruptive']);
  });

  it('has no limit where none is said, and is lifted by time', () => {
    assert.equal(judged([restart('a'), restart('b')], { sight: sight({ 'App//c': 'progressing' }) }), ['allowed', 'allowed']);
    assert.is(liftedIn(restart('a'), { sight: sight({ 'App//b': 'progressing' }), inputs: { ...most(1), now: instant(NOON) } }), '10 s');
  });
});
