import { PlumblineError } from '../../../../agent/errors.ts';
import type { Desired } from '../../../../agent/model/desired.ts';
import type { StoragePoolSpec } from '../../../../agent/model/kinds.gen.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import type { SystemHealth } from '../../../../agent/model/observed.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import { scaleioHealth } from '../../../../agent/systems/scaleio/health/health.ts';
import type { PoolStatistics, StorageNode, StoragePool } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import type { Kib } from '../../../../agent/units.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { absent, owning } from '../diff/pool-drafts.ts';
import { declare, deviceOf, DEVICES, figures, inputsOf, liveOf, NODES, POOL, VOLUME } from '../docs.ts';

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));

type World = NonNullable<Parameters<typeof liveOf>[0]>;

function judged(desired: Desired, live: World = {}, over: Partial<Inputs> = {}): SystemHealth {
  return scaleioHealth(inputsOf(desired, over), liveOf(live));
}

function declared(pool: Partial<StoragePoolSpec> = {}): Desired {
  return declare({ pool });
}

/** `ready, [PoolNearlyFull]` */
function verdict({ ready, findings }: SystemHealth): string {
  const codes = findings.filter(({ ref }) => ref === 'StoragePool/gold').map(({ code }) => code);
  return `${ready.get('StoragePool/gold')?.kind}, [${codes.join(', ')}]`;
}

function why({ findings }: SystemHealth): string {
  return findings.find(({ ref }) => ref === 'StoragePool/gold')?.why ?? '';
}

function filled(inUseKib: number, over: Partial<PoolStatistics> = {}): World {
  return { statistics: new Map([['sp1', figures(inUseKib, over)]]) };
}

const some = 4096 as Kib;
const none = { maxKib: 0 as Kib, spareKib: 0 as Kib };
const low = { thresholds: { high: 50, critical: 60 } };

interface Row {
  readonly what: string;
  readonly pool?: Partial<StoragePoolSpec>;
  readonly live?: World;
  readonly is: string;
}

describe('what a pool lacks while an SDS of it is in maintenance', (it) => {
  const inState = (maintenanceState: string, over: Partial<StorageNode['states']> = {}): World => {
    const nodes = NODES.map((node, at) => {
      if (at === 0) return { ...node, states: { ...node.states, maintenanceState } };
      return at === 1 ? { ...node, states: { ...node.states, ...over } } : node;
    });
    return { nodes, ...filled(100, { unreachableUnusedKib: some, degradedKib: some }) };
  };
  const [first, ...others] = DEVICES;
  if (first === undefined) throw new Error('no device');
  const cases: readonly (readonly [string, boolean, World, boolean])[] = [
    ['it is declared', true, inState('InMaintenance'), false],
    ['it is going there', true, inState('SetMaintenanceInProgress'), false],
    ['it is coming back', false, inState('ExitMaintenanceInProgress'), false],
    ['nobody declares it', false, inState('InMaintenance'), true],
    ['another SDS is lost', true, inState('InMaintenance', { mdmConnectionState: 'Disconnected' }), true],
    ['a device has failed', true, { ...inState('InMaintenance'), devices: [{ ...first, errorState: 'Error' }, ...others] }, true],
    ['data cannot be read', true, { ...inState('InMaintenance'), ...filled(100, { failedKib: some }) }, true],
    ['no SDS is', true, inState('NoMaintenance'), true],
  ];
  for (const [what, maintenance, live, isTold] of cases) {
    it(`${isTold ? 'needs a person' : 'needs nobody'}: ${what}`, () => {
      const { findings } = judged(declare({ node: { maintenance } }), live);
      assert.is(
        findings.some(({ code, ref }) => code === 'PoolDegraded' && ref === 'StoragePool/gold'),
        isTold,
      );
    });
  }
});

const rows: readonly Row[] = [
  { what: 'just under the high threshold', live: filled(799.999), is: 'ready, []' },
  { what: 'at the high threshold', live: filled(800), is: 'ready, [PoolNearlyFull]' },
  { what: 'just under the critical threshold', live: filled(899.999), is: 'ready, [PoolNearlyFull]' },
  { what: 'at the critical threshold', live: filled(900), is: 'ready, [PoolCritical]' },
  { what: 'under a declared threshold', pool: low, live: filled(499), is: 'ready, []' },
  { what: 'at a declared high threshold', pool: low, live: filled(500), is: 'ready, [PoolNearlyFull]' },
  { what: 'at a declared critical threshold', pool: low, live: filled(600), is: 'ready, [PoolCritical]' },
  { what: 'without devices', live: { ...filled(0, none), devices: [] }, is: 'ready, []' },
  { what: 'with all of it spare', live: filled(1, { spareKib: 1500 as Kib }), is: 'ready, []' },
  { what: 'with lost copies', live: filled(100, { degradedKib: some }), is: 'degraded, [PoolDegraded]' },
  { what: 'with lost data', live: filled(100, { failedKib: some }), is: 'degraded, [PoolDegraded]' },
  { what: 'with space out of reach only', live: filled(100, { unreachableUnusedKib: some }), is: 'ready, [PoolDegraded]' },
  { what: 'with copies that are out of date', live: filled(100, { rebuildKib: some }), is: 'ready, [PoolRebuilding]' },
  { what: 'with more promised than there is', live: filled(100, { thinAllocatedKib: 1001 as Kib }), is: 'ready, [PoolOverProvisioned]' },
  { what: 'with as much promised as there is', live: filled(100, { thinAllocatedKib: 500 as Kib, thickKib: 500 as Kib }), is: 'ready, []' },
  {
    what: 'with more promised than there is, and growing',
    pool: { growth: { mode: 'propose', when: { usedPercent: 80 }, target: 65 } },
    live: filled(100, { thinAllocatedKib: 1001 as Kib }),
    is: 'ready, []',
  },
  {
    what: 'with more promised than there is, and growth off',
    pool: { growth: { mode: 'off', when: { usedPercent: 80 }, target: 65 } },
    live: filled(100, { thinAllocatedKib: 1001 as Kib }),
    is: 'ready, [PoolOverProvisioned]',
  },
  { what: 'not there', live: { pools: [] }, is: 'absent, []' },
  {
    what: 'not there, in a version that has to know its media',
    live: { pools: [], system: { id: 'sys', name: null, version: '3.0', mdmState: null } },
    is: 'absent, [PoolNeedsMedia]',
  },
  {
    what: 'not there, with its media',
    pool: { media: 'ssd' },
    live: { pools: [], system: { id: 'sys', name: null, version: '3.0', mdmState: null } },
    is: 'absent, []',
  },
  { what: 'there twice', live: { pools: [POOL, { ...POOL, id: 'sp2' }] }, is: 'degraded, [NameNotUnique]' },
  { what: 'without figures of its own', live: { statistics: new Map() }, is: 'unknown, []' },
  {
    what: 'in a domain that is not active',
    live: { domains: [{ id: 'pd1', name: 'pd', protectionDomainState: 'Inactive' }] },
    is: 'degraded, []',
  },
  { what: 'with media on a gateway that has none', pool: { media: 'ssd' }, is: 'ready, [FieldNotKept]' },
  {
    what: 'with a limit that its policy does not take',
    pool: { rebuild: { bandwidthKibpsPerDevice: 20_480 } },
    is: 'ready, [FieldNotKept]',
  },
  { what: 'with other zero padding than its devices came with', pool: { zeroPadding: false }, is: 'ready, [FieldCannotChange]' },
  { what: 'with the zero padding that it has', pool: { zeroPadding: true }, is: 'ready, []' },
  { what: 'with other zero padding and no devices', pool: { zeroPadding: false }, live: { devices: [] }, is: 'ready, []' },
];

describe('health of a pool', (it) => {
  for (const { what, pool = {}, live = {}, is } of rows) {
    it(`${what}: ${is}`, () => assert.is(verdict(judged(declared(pool), live)), is));
  }

  it('says the same whatever the amounts, so that a filling pool does not change the status every minute', () => {
    const [at, later] = [840, 850].map((kib) => judged(declared(), filled(kib, { degradedKib: kib as Kib })).findings);
    assert.equal(at, later);
  });

  it('knows a pool by its id: lost, replaced, called otherwise, in another domain', () => {
    assert.is(verdict(judged(declared(), { pools: [] }, owning('sp0'))), 'missing, [PoolMissing]');
    assert.is(verdict(judged(declared(), {}, owning('sp0'))), 'missing, [PoolReplaced]');
    assert.is(verdict(judged(declared(), { pools: [{ ...POOL, name: 'old' }] }, owning('sp1'))), 'missing, [PoolRenamed]');
    const moved = { pools: [{ ...POOL, protectionDomainId: 'pd2' }] };
    assert.is(verdict(judged(declared(), moved, owning('sp1'))), 'degraded, [PoolInOtherDomain]');
  });

  it('is ready for its removal when it is gone, and says what is still in it', () => {
    const whyOf = (live: World): string => {
      const readiness = judged(absent(), live).ready.get('StoragePool/gold');
      return readiness?.kind === 'progressing' ? readiness.why : `${readiness?.kind}`;
    };
    assert.is(whyOf({}), 'it still has volumes');
    assert.is(whyOf({ volumes: [] }), 'it still has devices');
    assert.is(whyOf({ volumes: [{ ...VOLUME, storagePoolId: 'sp2' }], devices: [] }), 'it is still to be removed');
    assert.is(whyOf({ pools: [] }), 'ready');
  });

  it('says how long a rebuild takes, in steps, or that it is off', () => {
    const rebuilding = (rebuildKib: number, rebuildKibps: number, pool: Partial<StoragePool> = {}): string => {
      const moves = { rebuildKib: rebuildKib as Kib, rebuildKibps, degradedKib: some };
      return why(judged(declared(), { ...filled(100, moves), pools: [{ ...POOL, ...pool }] }));
    };
    assert.is(rebuilding(599, 1), 'in this pool data has only one copy, copies are being made anew, done in less than 10 min');
    assert.match(rebuilding(600, 1), /less than 30 min$/);
    assert.match(rebuilding(86_400 * 8, 1), /more than 7 d$/);
    assert.match(rebuilding(600, 0), /copies are being made anew$/);
    assert.match(rebuilding(600, 0, { rebuild: { ...POOL.rebuild, enabled: false } }), /out of date, and rebuild is off$/);
  });
});

describe('the gauge of a pool', (it) => {
  const raw = { maxKib: gibToKib(300), spareKib: gibToKib(100), inUseKib: gibToKib(50) };
  const gaugeOf = (over: Partial<PoolStatistics>, live: World = {}): SystemHealth['gauges'] =>
    judged(declared(low), { ...filled(0, { ...raw, ...over }), ...live }).gauges;

  it('has what can be used, half of the raw capacity after spare, and what was promised of it', () => {
    const more = { thickKib: gibToKib(20), thinAllocatedKib: gibToKib(280), availableKib: gibToKib(72) };
    const gauge = { ref: 'StoragePool/gold', usedPercent: 25, usableGiB: 100, highPercent: 50, criticalPercent: 60 };
    assert.equal(gaugeOf(more), [{ ...gauge, promisedPercent: 150, allocatableGiB: 72 }]);
    assert.equal(gaugeOf(none), []);
    assert.equal(scaleioHealth(inputsOf(declared()), { ...liveOf(), statistics: failure }).gauges, []);
  });

  it('says how long a rebalance takes', () => {
    const rebalanceKib = 3600 as Kib;
    assert.is(gaugeOf({ rebalanceKib, rebalanceKibps: 1 })[0]?.moving, 'rebalancing, done in less than 2 h');
    assert.is(gaugeOf({ rebalanceKib })[0]?.moving, 'rebalancing');
  });
});

describe('what is used of a pool', (it) => {
  /** Of 100 GiB each. */
  const nodes = (count: number): World => {
    const ids = Array.from({ length: count }, (_, index) => `s${index + 1}`);
    return {
      nodes: NODES.slice(0, 1).flatMap((node) => ids.map((id) => ({ ...node, id, name: id }))),
      devices: ids.map((id) => deviceOf(id, id, { maxKib: gibToKib(100) })),
    };
  };
  const usedOf = (spareGiB: number, live: World, over: Partial<PoolStatistics> = {}): number | undefined => {
    const total = (live.devices ?? []).length * 100;
    const statistics = figures(0, { maxKib: gibToKib(total), spareKib: gibToKib(spareGiB), inUseKib: gibToKib(100), ...over });
    return judged(declared(), { ...live, statistics: new Map([['sp1', statistics]]) }).gauges[0]?.usedPercent;
  };

  it('counts against the largest fault unit when that is more than the spare', () => {
    assert.equal([usedOf(150, nodes(4)), usedOf(100, nodes(4)), usedOf(40, nodes(4))], [40, 100 / 3, 100 / 3]);
  });

  it('counts a fault set as one', () => {
    const world = nodes(5);
    const sets = (world.nodes ?? []).map((node, index) => ({ ...node, faultSetId: index < 2 ? 'f1' : null }));
    assert.is(usedOf(100, { ...world, nodes: sets }), 100 / 3);
  });

  it('counts against the spare while the units are not known, or too few to rebuild anything', () => {
    assert.is(usedOf(20, nodes(2)), 100 / 1.8);
    assert.is(usedOf(20, { ...nodes(3), nodes: [] }), 100 / 2.8);
  });

  it('does not rise while a row comes or goes, or a node is away', () => {
    const uneven = nodes(3);
    const grown = { ...uneven, devices: [...(uneven.devices ?? []), deviceOf('x', 's1', { maxKib: gibToKib(100) })] };
    assert.is(usedOf(40, grown), 50, 'SDS 1 has 200 of 400 GiB for good');
    const alike = 100 / (400 - 400 / 3);
    for (const figure of ['rebalanceKib', 'rebuildKib', 'degradedKib', 'failedKib', 'unreachableUnusedKib'] as const) {
      assert.is(usedOf(40, grown, { [figure]: some })?.toFixed(6), (100 * alike).toFixed(6), figure);
    }
    const testing = {
      ...grown,
      devices: grown.devices.map((device, index) => (index === 3 ? { ...device, deviceState: 'InitialTest' } : device)),
    };
    assert.is(usedOf(40, testing)?.toFixed(6), (100 * alike).toFixed(6));
  });

  it('is past a threshold by that, and says so without what ScaleIO itself would say', () => {
    const statistics = figures(0, { maxKib: gibToKib(400), spareKib: gibToKib(40), inUseKib: gibToKib(280) });
    const health = judged(declared(), { ...nodes(4), statistics: new Map([['sp1', statistics]]) });
    assert.is(verdict(health), 'ready, [PoolCritical, SurvivesNodeLoss]');
    assert.is(
      why(health),
      'what would be left without the largest fault unit, which is more than the spare, is used past the critical threshold of 90 %',
    );
  });
});

describe('a pool of which nobody knows', (it) => {
  it('is unknown, and nothing is said of it', () => {
    const health = scaleioHealth(inputsOf(declared(low)), { ...liveOf(), pools: failure });
    assert.equal([health.ready.get('StoragePool/gold')?.kind, health.findings, health.gauges], ['unknown', [], []]);
  });

  it('is looked at again in a minute when it is degraded', () => {
    assert.is(judged(declared(), filled(100, { degradedKib: some })).findings[0]?.recheckAt, NOON + 60_000);
  });
});
