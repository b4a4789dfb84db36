import { PlumblineError } from '../../../../agent/errors.ts';
import type { Kinds } from '../../../../agent/model/kinds.gen.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { diffScaleio } from '../../../../agent/systems/scaleio/diff/diff.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import type { ScaleioFacets } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import type { Kib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, figures, inputsOf, liveOf, owning, POOL, VOLUME } from '../docs.ts';

type Drafts = ReturnType<typeof diffScaleio>;

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));
const SYSTEM = { id: 'sys', name: 'scaleio', version: '3.6', mdmState: 'ClusteredNormal' };
const SILVER = { ...POOL, id: 'sp2', name: 'silver' };
const IN_SILVER = { ...VOLUME, storagePoolId: 'sp2' };
const GIB = 1024 * 1024;
/** Of 300 GiB after spare. */
const TERA = figures(0, { maxKib: gibToKib(400), spareKib: gibToKib(100), inUseKib: gibToKib(30), availableKib: gibToKib(128) });

/** The volume is in the pool silver, declared in gold. */
function elsewhere(over: Partial<ScaleioFacets> = {}): Partial<ScaleioFacets> {
  return {
    system: SYSTEM,
    pools: [POOL, SILVER],
    volumes: [IN_SILVER],
    statistics: new Map([
      ['sp1', TERA],
      ['sp2', TERA],
    ]),
    ...over,
  };
}

function drafts(live: Partial<ScaleioFacets>, spec: Partial<Kinds['Volume']> = {}, ignored: readonly string[] = []): Drafts {
  const inputs = inputsOf(declare({ volume: spec }), { ignored: (ref) => (ref === 'Volume/pg' ? ignored : []) });
  return diffScaleio(inputs, liveOf(live)).filter(({ ref }) => ref === 'Volume/pg');
}

function moving(toPoolId: string, status = 'MigrationNormal'): ScaleioFacets['migrations'] {
  return new Map([['t1', { vtreeId: 't1', fromPoolId: 'sp2', toPoolId, status }]]);
}

function ops(made: Drafts): readonly string[] {
  return made.map(({ op }) => op);
}

describe('a ScaleIO volume in another pool', (it) => {
  it('is moved to the declared one', () => {
    const [draft, ...others] = drafts(elsewhere());
    assert.is(others.length, 0);
    assert.equal(draft?.action, { system: 'scaleio', do: 'migrateVolume', args: { volumeId: 'v1', destSPId: 'sp1' } });
    assert.equal([draft?.op, draft?.class, draft?.backendId, draft?.requires], ['move', 'disruptive', 'v1', []]);
    assert.equal(draft?.fields, [{ path: 'pool', from: 'silver', to: 'gold' }]);
    assert.equal(
      draft?.reads.map(({ facet }) => facet),
      ['domains', 'pools', 'volumes', 'system', 'migrations'],
    );
  });

  const rows: readonly [string, Partial<ScaleioFacets>, readonly string[]][] = [
    ['of the first version that moves volumes', elsewhere({ system: { ...SYSTEM, version: '3.0' } }), ['move']],
    ['of the last version that does not', elsewhere({ system: { ...SYSTEM, version: '2.6' } }), []],
    ['on its way', elsewhere({ migrations: moving('sp1') }), []],
    ['on its way, but halted', elsewhere({ migrations: moving('sp1', 'Paused') }), []],
    ['on its way to a third pool', elsewhere({ migrations: moving('sp3') }), []],
    ['whose move has ended', elsewhere({ migrations: moving('sp1', 'NotInMigration') }), ['move']],
    ['that is a snapshot', elsewhere({ volumes: [{ ...IN_SILVER, ancestorVolumeId: 'v0' }] }), []],
    ['of another type', elsewhere({ volumes: [{ ...IN_SILVER, volumeType: 'ThickProvisioned' }] }), []],
    ['where the declared one is critically full', elsewhere({ statistics: new Map([['sp1', { ...TERA, inUseKib: gibToKib(270) }]]) }), []],
  ];
  for (const [which, live, expected] of rows) {
    it(`is moved or not when it is one ${which}: ${expected.join() || 'not'}`, () => assert.equal(ops(drafts(live)), expected));
  }

  it('stays where sync.ignore names its pool, and is grown there', () => {
    assert.equal(ops(drafts(elsewhere(), { sizeGiB: 24 }, ['pool'])), ['grow']);
  });

  it('grows first, for that interrupts nothing; in the end it has what is declared', () => {
    const [draft] = drafts(elsewhere(), { sizeGiB: 24 });
    assert.equal(
      [draft?.op, draft?.then],
      ['grow', ['moves it, with its snapshots, from pool silver to gold, while hosts go on using it']],
    );
  });

  it('moves first when it has no room to grow where it is', () => {
    const full = new Map([
      ['sp1', TERA],
      ['sp2', { ...TERA, inUseKib: gibToKib(290) }],
    ]);
    assert.equal(ops(drafts(elsewhere({ statistics: full }), { sizeGiB: 24 })), ['move']);
  });

  it('is not grown while it moves, but gets its limits', () => {
    const mapped = { ...IN_SILVER, mappings: [{ sdcId: 'c1', host: 'h', limitIops: 0, limitMibps: 0 }] };
    const live = elsewhere({ migrations: moving('sp1'), volumes: [mapped] });
    assert.equal(ops(drafts(live, { sizeGiB: 24, limits: { iops: 50 } })), ['update']);
  });

  for (const facet of ['system', 'migrations'] as const) {
    it(`is not moved while the ${facet} is unknown`, () => {
      const live = { ...liveOf(elsewhere()), [facet]: failure };
      assert.equal(diffScaleio(inputsOf(declare()), live), []);
    });
  }

  it('is looked at anew for other documents, or another reading', () => {
    const [gold, silver] = [inputsOf(declare()), inputsOf(declare({ pool: { name: 'silver' } }))];
    const [before, after] = [
      liveOf(elsewhere()),
      liveOf(
        elsewhere({
          pools: [
            { ...POOL, name: 'silver' },
            { ...SILVER, name: 'gold' },
          ],
        }),
      ),
    ];
    const isMoved = (...given: Parameters<typeof diffScaleio>): boolean => diffScaleio(...given).some(({ op }) => op === 'move');
    assert.equal([isMoved(gold, before), isMoved(silver, before), isMoved(gold, before), isMoved(gold, after)], [true, false, true, false]);
  });

  it('stays in a declared pool that somebody renamed, whoever has its name now', () => {
    const memory = { ...owning('v1'), inventory: new Map(owning('v1').inventory) };
    const [owned] = memory.inventory.values();
    if (owned === undefined) throw new Error('nothing is owned');
    memory.inventory.set('StoragePool/gold', { ...owned, ref: 'StoragePool/gold', backendId: 'sp1' });
    const pools = [
      { ...POOL, name: 'gold-old' },
      { ...SILVER, name: 'gold' },
    ];
    const live = liveOf({ system: SYSTEM, pools });
    assert.equal(
      diffScaleio(inputsOf(declare(), { memory }), live).filter(({ ref }) => ref === 'Volume/pg'),
      [],
    );
  });
});

describe('room for a ScaleIO volume', (it) => {
  const thick = { type: 'thick' } as const;
  const THICK = { ...VOLUME, volumeType: 'ThickProvisioned' };
  const of = (over: Partial<typeof TERA>): ScaleioFacets['statistics'] => new Map([['sp1', { ...TERA, ...over }]]);
  const promised = (gib: number) => of({ thickKib: gibToKib(1000), thinAllocatedKib: gibToKib(gib - 1000) });
  const rows: readonly [string, Partial<Kinds['Volume']>, Partial<ScaleioFacets>, readonly string[]][] = [
    ['thick, as much as there is', { ...thick, sizeGiB: 128 }, { volumes: [], statistics: of({}) }, ['create']],
    ['thick, more than there is', { ...thick, sizeGiB: 136 }, { volumes: [], statistics: of({}) }, []],
    ['thick, grown by as much as there is', { ...thick, sizeGiB: 144 }, { volumes: [THICK], statistics: of({}) }, ['grow']],
    ['thick, grown by more', { ...thick, sizeGiB: 152 }, { volumes: [THICK], statistics: of({}) }, []],
    ['thin, larger than all that is free', { sizeGiB: 400 }, { volumes: [], statistics: of({}) }, ['create']],
    ['thin, just under the critical threshold', {}, { volumes: [], statistics: of({ inUseKib: (270 * GIB - 1) as Kib }) }, ['create']],
    ['thin, at the critical threshold', {}, { volumes: [], statistics: of({ inUseKib: gibToKib(270) }) }, []],
    ['thin, up to ten times what there is', {}, { volumes: [], statistics: promised(3000 - 32) }, ['create']],
    ['thin, beyond ten times', {}, { volumes: [], statistics: promised(3000 - 24) }, []],
    ['thin, grown up to ten times', { sizeGiB: 24 }, { statistics: promised(3000 - 16) }, ['grow']],
    ['thin, grown beyond', { sizeGiB: 24 }, { statistics: promised(3000 - 8) }, []],
    ['of which nobody knows the pool', { ...thick, sizeGiB: 136 }, { volumes: [], statistics: new Map() }, ['create']],
  ];
  for (const [what, spec, live, expected] of rows) {
    it(`is known before ScaleIO is asked: ${what}: ${expected.join() || 'none'}`, () => assert.equal(ops(drafts(live, spec)), expected));
  }
});

describe('a renamed ScaleIO volume', (it) => {
  it('has its name first, and then what else it lacks, in order', () => {
    const old = { ...IN_SILVER, name: 'old', mappings: [{ sdcId: 'c9', host: 'h9', limitIops: 0, limitMibps: 0 }] };
    const spec: Partial<Kinds['Volume']> = { renamedFrom: 'old', sizeGiB: 24, limits: { iops: 50 }, mappedTo: [] };
    const host = { id: 'c9', name: null, guid: 'G9', ips: ['h9'], mdmConnectionState: 'Connected' };
    const [draft] = drafts(elsewhere({ volumes: [old], sdcs: [host] }), spec);
    assert.equal(draft?.op, 'rename');
    assert.equal(
      draft?.then.map((effect) => effect.split(' ')[0]),
      ['grows', 'lets', 'moves', 'takes'],
    );
  });
});
