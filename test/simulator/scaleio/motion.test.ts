import { assert, describe } from '../../helpers/suite.ts';
import { makeBench } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { actOnPool, addRow, HOUR, kib, SECOND, usedPercent } from './rows.ts';

const ALL = [0, 1, 2];
const PACE_KIB = 200 * 1024;

function full(percent: number): Bench {
  const bench = makeBench();
  bench.gateway.fill('default', percent);
  return bench;
}

function advanceAndLook(bench: Bench, ms: number): void {
  bench.advance(ms);
  kib(bench, 'capacityInUseInKb');
}

function rebalance(bench: Bench): { active: number; pending: number; moving: number } {
  const [active, pending] = [kib(bench, 'activeRebalanceCapacityInKb'), kib(bench, 'pendingRebalanceCapacityInKb')];
  return { active, pending, moving: kib(bench, 'movingCapacityInKb') };
}

describe('a simulated pool that grows', (it) => {
  it('is at half the percentage as soon as the new devices are in, though no data has moved', () => {
    const bench = full(85);
    assert.is(Math.round(usedPercent(bench)), 85);
    const used = kib(bench, 'capacityInUseInKb');
    addRow(bench, 'r1', ALL);
    assert.ok(Math.abs(usedPercent(bench) - 42.5) < 0.001, String(usedPercent(bench)));
    assert.is(kib(bench, 'capacityInUseInKb'), used);
  });

  it('moves half of its data to them, 200 MiB a second', () => {
    const bench = full(80);
    addRow(bench, 'r1', ALL);
    const half = kib(bench, 'capacityInUseInKb') / 2;
    const first = rebalance(bench);
    assert.ok(Math.abs(first.active - half) <= PACE_KIB + 8, `${first.active} of ${half}`);
    assert.equal([first.pending, first.moving], [0, first.active]);
    bench.advance(100 * SECOND);
    assert.is(rebalance(bench).active, first.active - 100 * PACE_KIB);
    bench.advance(Math.ceil(half / PACE_KIB) * SECOND);
    assert.equal(rebalance(bench), { active: 0, pending: 0, moving: 0 });
  });

  it('comes out the same, however often somebody looks', () => {
    const moved = (stepMs: number): readonly number[] => {
      const bench = full(80);
      addRow(bench, 'r1', [0, 1]);
      for (let passed = 0; passed < 300 * SECOND; passed += stepMs) advanceAndLook(bench, stepMs);
      return [rebalance(bench).active, kib(bench, 'capacityInUseInKb')];
    };
    assert.equal(moved(300 * SECOND), moved(500));
  });

  it('moves nothing at its critical threshold, and goes on below it', () => {
    const bench = full(90);
    addRow(bench, 'r1', ALL);
    bench.gateway.fill('default', 90);
    const stuck = rebalance(bench);
    assert.ok(stuck.pending > 0 && stuck.active === 0);
    bench.advance(HOUR);
    assert.equal(rebalance(bench), stuck);
    actOnPool(bench, 'setCapacityAlertThresholds', {
      capacityAlertHighThresholdPercent: '80',
      capacityAlertCriticalThresholdPercent: '91',
    });
    assert.is(rebalance(bench).active, stuck.pending);
    bench.advance(HOUR);
    assert.equal(rebalance(bench), { active: 0, pending: 0, moving: 0 });
  });

  it('moves nothing while rebalance is switched off', () => {
    const bench = full(50);
    actOnPool(bench, 'setRebalanceEnabled', { rebalanceEnabled: 'FALSE' });
    addRow(bench, 'r1', ALL);
    bench.advance(HOUR);
    assert.ok(rebalance(bench).pending > 0);
    actOnPool(bench, 'setRebalanceEnabled', { rebalanceEnabled: 'true' });
    bench.advance(HOUR);
    assert.is(rebalance(bench).moving, 0);
  });
});

describe('a simulated pool that is written to', (it) => {
  const usedGib = (bench: Bench): number => kib(bench, 'capacityInUseInKb') / (2 * 1024 * 1024);

  it('fills at that pace, the same for one long look and many short ones', () => {
    const after = (looks: number): number => {
      const bench = full(0);
      bench.gateway.write('default', 3);
      for (let look = 0; look < looks; look += 1) advanceAndLook(bench, (8 * HOUR) / looks);
      return usedGib(bench);
    };
    assert.is(Math.round(after(1)), 24);
    assert.is(after(1), after(480));
  });

  it('is even enough after crumbs', () => {
    const bench = full(30);
    addRow(bench, 'r1', [0, 1]);
    bench.advance(HOUR);
    bench.gateway.write('default', 0.001);
    for (let look = 0; look < 20; look += 1) {
      bench.advance(SECOND / 2);
      assert.is(kib(bench, 'rebalanceCapacityInKb'), 0);
    }
  });

  it('stops when it is told to, and when the pool is full', () => {
    const bench = full(50);
    bench.gateway.write('default', 1);
    bench.advance(2 * HOUR);
    bench.gateway.write('default', 0);
    const stopped = usedGib(bench);
    bench.advance(HOUR);
    assert.is(usedGib(bench), stopped);
    bench.gateway.write('default', 100);
    bench.advance(10 * 365 * 24 * HOUR);
    assert.ok(Math.abs(100 - usedPercent(bench)) < 0.001);
    assert.is(kib(bench, 'degradedFailedCapacityInKb'), 0);
  });

  it('goes on where it stopped for lack of room, when the pool has grown', () => {
    const bench = full(99);
    bench.gateway.write('default', 10);
    bench.advance(24 * HOUR);
    addRow(bench, 'r1', ALL);
    const grown = usedGib(bench);
    bench.advance(HOUR);
    assert.ok(Math.abs(usedGib(bench) - grown - 10) < 0.1, `${usedGib(bench)} after ${grown}`);
  });

  it('says what is wrong with the order', () => {
    assert.throws(() => full(0).gateway.write('gold', 1), /no pool "gold"; there is default/);
    assert.throws(() => full(0).gateway.write('default', -1), /from 0 to/);
  });
});
