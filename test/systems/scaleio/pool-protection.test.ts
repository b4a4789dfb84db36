import { PlumblineError } from '../../../agent/errors.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import type { Finding, Live } from '../../../agent/model/observed.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import { scaleioHealth } from '../../../agent/systems/scaleio/health/health.ts';
import type { Device, PoolStatistics, ScaleioFacets, StorageNode, StoragePool } from '../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../agent/units.ts';
import type { Kib } from '../../../agent/units.ts';
import { NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, deviceOf, figures, inputsOf, liveOf, NODE, POOL } from './docs.ts';

interface Setup {
  /** GiB of each node, in one device. */
  readonly nodes?: readonly number[];
  readonly spareGiB?: number;
  readonly inUseGiB?: number;
  /** Of each node; null: none. */
  readonly faultSets?: readonly (string | null)[];
  readonly pool?: Partial<StoragePool>;
  readonly statistics?: Partial<PoolStatistics>;
  readonly device?: Partial<Device>;
}

/** Three nodes of 100 GiB, 100 GiB spare, nothing in use; the first device may differ. */
function world(setup: Setup): Live<ScaleioFacets> {
  const sizes = setup.nodes ?? [100, 100, 100];
  const nodes = sizes.map((_, index): StorageNode => ({
    ...NODE,
    id: `s${index + 1}`,
    name: `n${index + 1}`,
    ips: [],
    faultSetId: setup.faultSets?.[index] ?? null,
  }));
  const devices = sizes.map((size, index) =>
    deviceOf(`dev${index + 1}`, `s${index + 1}`, { maxKib: gibToKib(size), ...(index === 0 ? setup.device : {}) }),
  );
  const statistics = figures(0, {
    maxKib: gibToKib(sizes.reduce((sum, size) => sum + size, 0)),
    spareKib: gibToKib(setup.spareGiB ?? 100),
    inUseKib: gibToKib(setup.inUseGiB ?? 0),
    ...setup.statistics,
  });
  return liveOf({ pools: [{ ...POOL, ...setup.pool }], nodes, devices, statistics: new Map([['sp1', statistics]]) });
}

function findings(live: Live<ScaleioFacets>): readonly Finding[] {
  return scaleioHealth(inputsOf(declare()), live).findings.filter(({ ref }) => ref === 'StoragePool/gold');
}

/** Thresholds out of the way. */
const LAX: Partial<StoragePool> = { highPercent: 150, criticalPercent: 200 };

describe('a pool that loses its largest fault unit', (it) => {
  const rows: readonly [string, Setup, boolean][] = [
    ['survives with a spare as large as it', {}, true],
    ['survives with a spare that ScaleIO rounded down to whole MiB', { statistics: { spareKib: (gibToKib(100) - 1023) as Kib } }, true],
    ['is not safe with a spare just smaller than it', { statistics: { spareKib: (gibToKib(100) - 1024) as Kib } }, false],
    ['is not safe when one node is larger than the spare', { nodes: [101, 100, 100] }, false],
    ['survives with as much in use as stays', { inUseGiB: 200, pool: LAX }, true],
    ['does not survive with more in use than stays', { inUseGiB: 200.1, pool: LAX }, false],
    ['does not survive with two nodes', { nodes: [100, 100] }, false],
    ['survives with a spare as large as its largest fault set', { nodes: [50, 50, 100, 100], faultSets: ['f1', 'f1', null, null] }, true],
    ['is not safe when a fault set is larger', { nodes: [60, 50, 100, 100], faultSets: ['f1', 'f1', null, null] }, false],
    ['does not survive with two fault sets', { nodes: [50, 50, 50, 50], faultSets: ['f1', 'f1', 'f2', 'f2'] }, false],
    ['is given time while it evens a new row out', { nodes: [200, 100, 100], statistics: { rebalanceKib: 1 as Kib } }, true],
    [
      'is given no time when it is not allowed to even out',
      { nodes: [200, 100, 100], statistics: { rebalanceKib: 1 as Kib }, pool: { rebalanceEnabled: false } },
      false,
    ],
    ['is given no time for what does not fit', { inUseGiB: 200.1, pool: LAX, statistics: { rebalanceKib: 1 as Kib } }, false],
    [
      'is not larger by a device that is still being tested',
      { nodes: [200, 100, 100, 100], device: { deviceState: 'InitialTest' }, statistics: { maxKib: gibToKib(300) } },
      true,
    ],
    ['has no device in it', { device: { storagePoolId: 'sp2' }, nodes: [100], statistics: { maxKib: 0 as Kib } }, true],
  ];
  for (const [what, setup, isSafe] of rows) {
    it(what, () => {
      const codes = findings(world(setup)).map(({ code }) => code);
      assert.equal(codes, isSafe ? [] : ['SurvivesNodeLoss']);
    });
  }

  it('says how large the spare is, and how large to declare it', () => {
    const [found] = findings(world({ nodes: [100, 100, 100, 100], spareGiB: 40, pool: { sparePercent: 10 } }));
    assert.is(
      found?.why,
      'the spare of 10 % is 40 GiB, less than the 100 GiB of SDS n1: as the pool fills, its copies could not all be made anew',
    );
    assert.is(found?.remedy, 'Declare spec.sparePercent: 25, or more.');
    assert.is(found?.recheckAt, null);
    const [uneven] = findings(world({ nodes: [101, 100, 100] }));
    assert.match(uneven?.remedy ?? '', /sparePercent: 34,/, '33 % of 301 GiB are less than 101');
  });

  it('says how much would stay when that is too little, and the same while it fills', () => {
    const [found] = findings(world({ inUseGiB: 210, pool: LAX }));
    assert.is(
      found?.why,
      'without SDS n1, which has 100 GiB of 300 GiB, the pool would keep 200 GiB, less than what is in use: lost copies could not all be made anew',
    );
    assert.equal(findings(world({ inUseGiB: 220, pool: LAX })), [found]);
  });

  it('names the fault set, and the fault units that are missing', () => {
    const [set] = findings(world({ nodes: [60, 50, 100, 100], faultSets: ['f1', 'f1', null, null] }));
    assert.match(set?.why ?? '', /less than the 110 GiB of the fault set with id f1:/);
    const [few] = findings(world({ nodes: [100, 100] }));
    assert.is(few?.why, 'the pool has devices in 2 of the 3 fault units it needs to make lost copies anew');
  });

  const lost: readonly (keyof PoolStatistics)[] = ['degradedKib', 'failedKib', 'unreachableUnusedKib'];
  for (const figure of lost) {
    it(`is only reported as degraded while there is ${figure}`, () => {
      const codes = findings(world({ nodes: [200, 100, 100], statistics: { [figure]: 1 as Kib } })).map(({ code }) => code);
      assert.equal(codes, ['PoolDegraded']);
    });
  }

  it('is not judged by what is not known', () => {
    const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));
    const unsafe = world({ nodes: [200, 100, 100] });
    assert.equal(findings({ ...unsafe, devices: failure }), []);
    assert.equal(findings({ ...unsafe, nodes: failure }), []);
    assert.equal(findings({ ...unsafe, nodes: ok([NODE], NOON) }), [], 'a device of an SDS that is not listed');
  });
});

describe('devices of a pool in error', (it) => {
  it('are named, with their SDS and what ScaleIO says', () => {
    const [found, ...others] = findings(world({ device: { errorState: 'Error' } }));
    assert.equal([found?.code, others.length], ['DeviceInError', 0]);
    assert.is(found?.why, 'ScaleIO reports errors of dev1 of SDS n1 (Error)');
  });

  it('are told from devices that are still being added, or already removed', () => {
    for (const deviceState of ['InitialTest', 'RemovePending'])
      assert.equal(findings(world({ nodes: [100, 100, 100, 100], device: { deviceState } })), []);
  });

  it('are those of the pool only', () => {
    assert.equal(findings(world({ nodes: [1, 100, 100, 100], device: { storagePoolId: 'sp2', errorState: 'Error' } })), []);
  });

  it('are named by the id of an SDS that is not read', () => {
    const live = { ...world({ device: { errorState: 'Error' } }), nodes: unknown(new PlumblineError(scaleioErrors.busy, 'not now')) };
    assert.match(findings(live)[0]?.why ?? '', /dev1 of SDS s1/);
  });
});
