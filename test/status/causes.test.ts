/** One root cause with its effects folded under it. */
import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { Desired } from '../../agent/model/desired.ts';
import type { Finding, Readiness } from '../../agent/model/observed.ts';
import { ok } from '../../agent/model/observed.ts';
import { kindOf, nameOf } from '../../agent/model/ref.ts';
import type { Ref } from '../../agent/model/ref.ts';
import type { PassReport } from '../../agent/model/report.ts';
import { causesOf } from '../../agent/status/causes.ts';
import { change, desired, health, NOON, report } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

const down = new PlumblineError(httpErrors.unreachable, 'cannot be reached.');

type Links = { readonly [ref: Ref]: readonly Ref[] };

/** Domain d, pool p in it, volume v in p, app db on v, app web that needs db; app lone on nothing. */
const HOUSE: Links = {
  'ProtectionDomain/d': [],
  'StoragePool/p': ['ProtectionDomain/d'],
  'Volume/v': ['StoragePool/p'],
  'App//db': ['Volume/v'],
  'App//web': ['App//db'],
  'App//lone': [],
};

function declared(links: Links): Desired {
  const docs = Object.fromEntries(Object.keys(desired().docs).map((kind) => [kind, new Map<string, object>()]));
  for (const [ref, behind] of Object.entries(links) as [Ref, readonly Ref[]][]) {
    docs[kindOf(ref)]?.set(nameOf(ref), { ref, kind: kindOf(ref), name: nameOf(ref), state: 'present', links: behind });
  }
  return desired({ docs: docs as unknown as Desired['docs'] });
}

function house(ready: { readonly [ref: Ref]: Readiness['kind'] }, over: Partial<PassReport> = {}, links = HOUSE): PassReport {
  const all = Object.fromEntries(Object.keys(links).map((ref) => [ref, 'ready' as const]));
  return report({ source: ok(declared(links), NOON), health: health({ ...all, ...ready }), ...over });
}

function withFindings(made: PassReport, findings: readonly Partial<Finding>[]): PassReport {
  const whole = findings.map((over): Finding => {
    return { ref: 'Volume/v', code: 'X', why: 'off', remedy: 'Mend it.', causedBy: null, recheckAt: null, ...over };
  });
  return { ...made, health: { ...made.health, findings: whole } };
}

/** `subject <- effect effect`; an effect that is well by itself in brackets. */
function told(made: PassReport): readonly string[] {
  return causesOf(made).map(({ subject, effects }) => {
    return [subject, '<-', ...effects.map(({ ref, why }) => (why === null ? `(${ref})` : ref))].join(' ');
  });
}

function waiting(ref: Ref, over: Parameters<typeof change>[1] = {}): PassReport['results'][number] {
  return { change: change(ref, over), outcome: { kind: 'waiting', why: 'waits' } };
}

const marathonDown = {
  changes: [],
  digest: '',
  at: NOON,
  commit: 'c',
  unknown: [{ system: 'marathon', facet: 'apps', error: down } as const],
};

describe('root causes', (it) => {
  it('are none when all is well', () => assert.equal(told(house({})), []));

  it('fold every app under the Marathon that cannot be read', () => {
    const made = house({}, { plan: marathonDown });
    const ready = new Map(made.health.ready);
    for (const ref of ['App//db', 'App//web', 'App//lone'] as const) ready.set(ref, { kind: 'unknown', error: down });
    assert.equal(told({ ...made, health: { ...made.health, ready } }), ['marathon <- App//db App//lone App//web']);
  });

  it('fold a change under the system whose facet it waits for', () => {
    const results = [waiting('Volume/v', { reads: [{ system: 'marathon', facet: 'apps' }] }), waiting('App//lone')];
    assert.equal(told(house({}, { plan: marathonDown, results })), ['marathon <- Volume/v']);
  });

  it('fold what builds on a degraded pool under it, whether it still is well or not', () => {
    assert.equal(told(house({ 'StoragePool/p': 'degraded', 'App//db': 'degraded' })), ['StoragePool/p <- App//db (App//web) (Volume/v)']);
  });

  it('fold the apps under their missing volume', () => {
    assert.equal(told(house({ 'Volume/v': 'missing' })), ['Volume/v <- (App//db) (App//web)']);
  });

  it('name the deepest: a domain, not the pool in it', () => {
    assert.equal(told(house({ 'ProtectionDomain/d': 'degraded', 'StoragePool/p': 'degraded', 'Volume/v': 'degraded' })), [
      'ProtectionDomain/d <- StoragePool/p Volume/v (App//db) (App//web)',
    ]);
  });

  it('keep apart what has nothing to do with each other, most effects first', () => {
    assert.equal(told(house({ 'App//lone': 'degraded', 'Volume/v': 'missing' })), ['Volume/v <- (App//db) (App//web)', 'App//lone <-']);
  });

  it('put what two causes bring about under both', () => {
    const links: Links = { 'Volume/a': [], 'Volume/b': [], 'App//x': ['Volume/a', 'Volume/b'] };
    assert.equal(told(house({ 'Volume/a': 'missing', 'Volume/b': 'missing', 'App//x': 'progressing' }, {}, links)), [
      'Volume/a <- App//x',
      'Volume/b <- App//x',
    ]);
  });

  it('look behind everything, although two ways lead to the same', () => {
    const links: Links = {
      'StoragePool/p': [],
      'Volume/a': ['StoragePool/p'],
      'Volume/b': ['StoragePool/p'],
      'Volume/x': [],
      'App//x': ['Volume/x', 'Volume/a', 'Volume/b'],
    };
    assert.equal(told(house({ 'Volume/x': 'missing' }, {}, links)), ['Volume/x <- (App//x)']);
  });

  it('fold a change that waits under the one that failed', () => {
    const results = [
      { change: change('Volume/v'), outcome: { kind: 'failed', error: down } as const },
      waiting('App//db', { needs: ['Volume/v'] }),
    ];
    assert.equal(told(house({ 'Volume/v': 'absent', 'App//db': 'absent' }, { results })), ['Volume/v <- App//db']);
  });

  it('follow what a change needs, although no document links it', () => {
    const results = [waiting('App//lone', { needs: ['Volume/v'] })];
    assert.equal(told(house({ 'Volume/v': 'missing' }, { results })), ['Volume/v <- App//lone (App//db) (App//web)']);
  });

  it('blame a finding on what it names as its cause', () => {
    const made = withFindings(house({ 'StoragePool/p': 'ready' }), [
      { ref: 'StoragePool/p' },
      { ref: 'App//lone', causedBy: 'StoragePool/p' },
    ]);
    assert.equal(told(made), ['StoragePool/p <- App//lone']);
  });

  it('do not blame a finding about a ready object for what goes on above it', () => {
    const made = withFindings(house({ 'App//db': 'progressing' }), [{ ref: 'Volume/v' }]);
    assert.equal(told(made), ['Volume/v <-']);
  });

  it('say all that is found of one object as one, with each remedy by its number', () => {
    const made = withFindings(house({ 'Volume/v': 'degraded' }), [
      { why: 'too full', remedy: 'Add.' },
      { why: 'off', remedy: 'Turn on.' },
    ]);
    assert.equal(
      causesOf(made).map(({ why, remedy }) => [why, remedy]),
      [['(1) too full; (2) off', '(1) Add. (2) Turn on.']],
    );
  });

  it('are no changes that are blocked, nor objects that are only on their way', () => {
    const results = [{ change: change('App//db'), outcome: { kind: 'blocked', by: 'held', why: 'held', recheckAt: NOON } as const }];
    assert.equal(told(house({ 'App//db': 'absent', 'App//lone': 'progressing' }, { results })), []);
  });

  it('end in a circle at its first by name', () => {
    const links: Links = { 'App//a': ['App//c'], 'App//b': ['App//a'], 'App//c': ['App//b'], 'App//on': ['App//b'] };
    const all = { 'App//a': 'degraded', 'App//b': 'degraded', 'App//c': 'degraded', 'App//on': 'degraded' } as const;
    assert.equal(told(house(all, {}, links)), ['App//a <- App//b App//c App//on']);
  });

  it('are found although no document can be read', () => {
    const made = report({ source: { kind: 'unknown', error: down }, health: health({ 'App//a': 'degraded' }) });
    assert.equal(told(made), ['App//a <-']);
  });

  it('name the row that is proposed as what helps a full pool, and not disks by hand as well', () => {
    const full = { ref: 'StoragePool/p', code: 'PoolNearlyFull', why: 'full', remedy: 'Add capacity.' } as const;
    const proposed = { ref: 'StoragePool/p', code: 'GrowthProposed', why: 'r3 is proposed', remedy: 'Merge that branch.' } as const;
    const other = { ref: 'StoragePool/p', code: 'SurvivesNodeLoss', why: 'too few nodes', remedy: 'Add nodes.' } as const;
    const said = (findings: readonly Partial<Finding>[]): readonly string[] => {
      return causesOf(withFindings(house({}), findings)).map(({ why, remedy }) => `${why}: ${remedy}`);
    };
    assert.equal(said([full, other, proposed]), ['(1) full; (2) too few nodes; (3) r3 is proposed: (2) Add nodes. (3) Merge that branch.']);
    assert.equal(said([full]), ['full: Add capacity.']);
    assert.equal(said([full, { ...proposed, ref: 'StoragePool/q' }])[0], 'full: Add capacity.');
  });
});
