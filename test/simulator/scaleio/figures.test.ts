/** The figures that came with 3.0, against two pools of a real 3.6 system (ansible-powerflex storagepool.py and its unit tests). */
import type { Capacity } from '../../../simulator/scaleio/capacity.ts';
import { netFigures } from '../../../simulator/scaleio/net-figures.ts';
import { newPool } from '../../../simulator/scaleio/pool-state.ts';
import type { ScaleioState } from '../../../simulator/scaleio/state.ts';
import { makeIds } from '../../../simulator/scaleio/ids.ts';
import { initialState } from '../../../simulator/scaleio/start.ts';
import { makeVolume } from '../../../simulator/scaleio/volumes.ts';
import { makeRandom } from '../../../simulator/random.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { create, makeBench, rcOf, statistics } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { addRow } from './rows.ts';

/** Three devices of 281927680 KiB each, 10 % spare. */
const REAL = { maxKib: 845_783_040, spareKib: 84_578_304 };
const STEP_KIB = 8 * 1024 * 1024;
const POOL = newPool({ id: 'e0d8f6c900000000', name: 'pool1', domainId: '9300c1f900000000' });

/** As many thin volumes of 8 GiB, with so much written to all of them together, both copies. */
function figuresOf(volumes: number, inUseKib: number): Record<string, unknown> {
  const ids = makeIds(makeRandom(1, 'ids'));
  const state: ScaleioState = initialState({ nowMs: 0, version: '3.6', hosts: [], ids, disks: { find: () => null } });
  for (let made = 0; made < volumes; made += 1) {
    makeVolume(state, { name: `v${made}`, poolId: POOL.id, type: 'ThinProvisioned', sizeKib: STEP_KIB });
  }
  const none = { thickKib: 0, snapshotKib: 0, availableKib: 0, degradedKib: 0, failedKib: 0, maintenanceKib: 0, unreachableUnusedKib: 0 };
  const thin = { thinUsedKib: inUseKib, thinAllocatedKib: 2 * volumes * STEP_KIB, inUseKib };
  const unusedKib = REAL.maxKib - REAL.spareKib - inUseKib;
  const capacity: Capacity = { ...none, ...REAL, ...thin, unusedKib, decreasedKib: 0 };
  return netFigures(state, POOL, capacity);
}

function assertFigures(actual: Record<string, unknown>, expected: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(expected)) assert.is(actual[key], value, key);
}

describe('the figures of a simulated pool from 3.0 on', (it) => {
  it('are those of a real pool with one volume and nothing written', () => {
    assertFigures(figuresOf(1, 0), {
      maxUserDataCapacityInKb: 761_204_736,
      netMaxUserDataCapacityInKb: 380_602_368,
      netUnusedCapacityInKb: 380_602_368,
      overallUsageRatio: 'Infinity',
      thinAndSnapshotRatio: 'Infinity',
      volumeAllocationLimitInKb: 452 * STEP_KIB,
    });
  });

  it('are those of a real pool with eleven volumes and 2496512 KiB written', () => {
    assertFigures(figuresOf(11, 2_496_512), {
      atRestCapacityInKb: 1_248_256,
      netCapacityInUseInKb: 1_248_256,
      capacityInUseNoOverheadInKb: 2_496_512,
      userDataCapacityInKb: 2_496_512,
      provisionedAddressesInKb: 2_496_512,
      overallUsageRatio: 73.92289,
      thinAndSnapshotRatio: 73.92289,
      vtreeAddresSpaceInKb: 92_274_688,
      volumeAllocationLimitInKb: 442 * STEP_KIB,
    });
  });

  it('say how much more may be promised: exactly that much is, and no step more', () => {
    const bench = makeBench({ version: '3.6' });
    const limitKib = statistics(bench)['volumeAllocationLimitInKb'] ?? 0;
    assert.is(rcOf(create(bench, { name: 'more', volumeSizeInKb: String(limitKib + STEP_KIB) })), 309);
    assert.is(rcOf(create(bench, { name: 'all', volumeSizeInKb: String(limitKib) })), null);
    assert.is(statistics(bench)['volumeAllocationLimitInKb'], 0);
  });

  it('count what is written to thin volumes under another name in 3.6', () => {
    const written = (version: string): readonly (number | undefined)[] => {
      const bench = makeBench({ version });
      create(bench, { name: 'thin' });
      bench.gateway.fill('default', 1);
      const { thinCapacityInUseInKb, thinUserDataCapacityInKb, capacityInUseInKb } = statistics(bench);
      return [thinCapacityInUseInKb, thinUserDataCapacityInKb].map((kib) => (kib === capacityInUseInKb ? 1 : kib));
    };
    assert.equal(written('3.5'), [1, undefined]);
    assert.equal(written('3.6'), [0, 1]);
  });
});

function kibps(bench: Bench, counter: string): number {
  const { totalWeightInKb, numSeconds } = (statistics(bench) as unknown as Record<string, { totalWeightInKb: number; numSeconds: number }>)[
    counter
  ] ?? { totalWeightInKb: 0, numSeconds: 0 };
  return numSeconds === 0 ? 0 : totalWeightInKb / numSeconds;
}

describe('the bandwidths of a simulated pool', (it) => {
  it('are those of what is moved just then, and 0 when it is done', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 60);
    assert.is(kibps(bench, 'rebalanceWriteBwc'), 0);
    addRow(bench, 'r1', [0, 1, 2]);
    const left = statistics(bench)['rebalanceCapacityInKb'] ?? 0;
    assert.is(kibps(bench, 'rebalanceWriteBwc'), 200 * 1024);
    assert.is(kibps(bench, 'totalWriteBwc'), 200 * 1024);
    assert.is(kibps(bench, 'fwdRebuildWriteBwc'), 0);
    bench.advance(10_000);
    assert.is(left - (statistics(bench)['rebalanceCapacityInKb'] ?? 0), 10 * 200 * 1024);
    bench.advance(3_600_000);
    assert.is(kibps(bench, 'rebalanceWriteBwc'), 0);
  });

  it('tell a rebuild from a rebalance', () => {
    const bench = makeBench({ hosts: 4 });
    bench.gateway.fill('default', 50);
    const [lost] = bench.hosts;
    if (lost) bench.gateway.hostDied(lost);
    assert.is(kibps(bench, 'fwdRebuildWriteBwc'), 0);
    bench.advance(31_000);
    assert.is(kibps(bench, 'fwdRebuildWriteBwc'), 200 * 1024);
    assert.is(kibps(bench, 'rebalanceWriteBwc'), 0);
    assert.is(kibps(bench, 'totalWriteBwc'), 200 * 1024);
  });
});
