import { assert, describe } from '../../helpers/suite.ts';
import { create, GIB, makeBench, rcOf, statistics } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';

const MIB = 1024;
const STEP = 8 * GIB;

/** The identities that dumps of real 2.5 and 2.6 systems obey to the KiB. */
function assertIdentities(bench: Bench, when: string): void {
  const s = statistics(bench);
  const is = (left: number | undefined, right: number, name: string): void => assert.is(left, right, `${when}: ${name}`);
  const { maxCapacityInKb: max = 0, spareCapacityInKb: spare = 0, capacityInUseInKb: inUse = 0, unusedCapacityInKb: unused = 0 } = s;
  is(spare, Math.floor((max * 34) / 100 / MIB) * MIB, 'spare is whole MiB of 34 %');
  is(unused, max - spare - inUse, 'unused is what is left');
  const within = unused - (s['unreachableUnusedCapacityInKb'] ?? 0) - (max - (s['capacityLimitInKb'] ?? 0));
  is(s['capacityAvailableForVolumeAllocationInKb'], Math.max(0, Math.floor(within / 2 / STEP) * STEP), 'available is whole 8 GiB');
  is(inUse, (s['thickCapacityInUseInKb'] ?? 0) + (s['thinCapacityInUseInKb'] ?? 0), 'in use is thick and thin');
  const parts = ['protectedCapacityInKb', 'degradedHealthyCapacityInKb', 'degradedFailedCapacityInKb', 'failedCapacityInKb'];
  is(
    parts.reduce((total, key) => total + (s[key] ?? 0), 0),
    inUse,
    'every KiB in use is protected, degraded or failed',
  );
}

function usedPercent(bench: Bench): number {
  const s = statistics(bench);
  return (100 * (s['capacityInUseInKb'] ?? 0)) / ((s['maxCapacityInKb'] ?? 0) - (s['spareCapacityInKb'] ?? 0));
}

describe('a simulated pool', (it) => {
  it('takes 1025 MiB off each device: three of 180 GiB give 563082240 KiB', () => {
    const bench = makeBench();
    assert.is(statistics(bench)['maxCapacityInKb'], 563_082_240);
    assert.is(statistics(bench)['spareCapacityInKb'], 191_447_040);
    assertIdentities(bench, 'at start');
  });

  it('counts a thick volume twice at once, a thin one only as it is written', () => {
    const bench = makeBench();
    create(bench, { name: 'thick', volumeType: 'ThickProvisioned' });
    create(bench, { name: 'thin', volumeSizeInKb: String(16 * GIB) });
    const s = statistics(bench);
    assert.is(s['thickCapacityInUseInKb'], 16 * GIB);
    assert.is(s['thinCapacityInUseInKb'], 0);
    assert.is(s['thinCapacityAllocatedInKb'], 32 * GIB);
    assertIdentities(bench, 'with volumes');
  });

  it('fills to what was asked, up and down, never a KiB under', () => {
    const bench = makeBench();
    create(bench, { name: 'thin', volumeSizeInKb: String(16 * GIB) });
    for (const percent of [10, 79.9, 80, 90, 100, 33.3, 0]) {
      bench.gateway.fill('default', percent);
      const used = usedPercent(bench);
      assert.ok(used >= percent && used < percent + 0.000_001, `asked for ${percent}, got ${used}`);
      assertIdentities(bench, `at ${percent} %`);
    }
  });

  it('says what is wrong with a fill', () => {
    const bench = makeBench();
    assert.throws(() => bench.gateway.fill('gold', 10), /no pool "gold"; there is default/);
    assert.throws(() => bench.gateway.fill('default', 101), /from 0 to 100/);
  });

  it('refuses a thick volume that does not fit, and takes the largest that does', () => {
    const bench = makeBench();
    const roomKib = statistics(bench)['capacityAvailableForVolumeAllocationInKb'] ?? 0;
    const thick = { volumeType: 'ThickProvisioned' };
    assert.is(rcOf(create(bench, { ...thick, name: 'too-large', volumeSizeInKb: String(roomKib + STEP) })), 67);
    assert.is(rcOf(create(bench, { ...thick, name: 'largest', volumeSizeInKb: String(roomKib) })), null);
    assertIdentities(bench, 'full of thick volumes');
  });

  it('makes no thin volume at or above critical, nor one beyond ten times its capacity', () => {
    const bench = makeBench();
    assert.is(rcOf(create(bench, { name: 'huge', volumeSizeInKb: String(2000 * GIB) })), 309);
    bench.gateway.fill('default', 89.9);
    assert.is(rcOf(create(bench, { name: 'under' })), null);
    bench.gateway.fill('default', 90);
    assert.is(rcOf(create(bench, { name: 'at' })), 337);
  });
});

describe('a simulated pool that loses a host', (it) => {
  const lost = (count: number): Bench => {
    const bench = makeBench();
    create(bench, { name: 'thin', volumeSizeInKb: String(96 * GIB) });
    bench.gateway.fill('default', 30);
    for (const host of bench.hosts.slice(0, count)) bench.gateway.hostDied(host);
    return bench;
  };

  it('is degraded by that host share, rebuilds on virtual time, and is whole again', () => {
    const bench = lost(1);
    const inUse = statistics(bench)['capacityInUseInKb'] ?? 0;
    assert.is(statistics(bench)['degradedHealthyCapacityInKb'], Math.floor(inUse / 3));
    assert.is(statistics(bench)['pendingFwdRebuildCapacityInKb'], Math.floor(inUse / 3));
    assertIdentities(bench, 'just lost');
    bench.advance(60_000);
    const half = statistics(bench);
    assert.ok((half['activeFwdRebuildCapacityInKb'] ?? 0) > 0 && (half['degradedHealthyCapacityInKb'] ?? 0) < Math.floor(inUse / 3));
    assertIdentities(bench, 'rebuilding');
    bench.advance(3_600_000);
    assert.is(statistics(bench)['degradedHealthyCapacityInKb'], 0);
    assert.is(statistics(bench)['unreachableUnusedCapacityInKb'], 187_694_080);
    assertIdentities(bench, 'rebuilt');
  });

  it('catches up backwards when the host returns early', () => {
    const bench = lost(1);
    bench.advance(40_000);
    const [host] = bench.hosts;
    if (host) bench.gateway.hostReturned(host);
    assert.ok((statistics(bench)['bckRebuildCapacityInKb'] ?? 0) > 0);
    assert.is(statistics(bench)['unreachableUnusedCapacityInKb'], 0);
    assertIdentities(bench, 'catching up');
    bench.advance(3_600_000);
    assert.is(statistics(bench)['degradedFailedCapacityInKb'], 0);
  });

  it('has its copies where they were when the host returns before anything was rebuilt', () => {
    const bench = lost(1);
    bench.advance(20_000);
    const [host] = bench.hosts;
    if (host) bench.gateway.hostReturned(host);
    for (let passed = 0; passed < 300; passed += 50) {
      bench.advance(50_000);
      assert.is(statistics(bench)['rebalanceCapacityInKb'], 0);
    }
    assert.is(statistics(bench)['degradedFailedCapacityInKb'], 0);
  });

  it('forgets what had failed of data that is erased', () => {
    const bench = lost(2);
    bench.gateway.fill('default', 0);
    const s = statistics(bench);
    assert.equal([s['capacityInUseInKb'], s['failedCapacityInKb'], s['degradedFailedCapacityInKb']], [0, 0, 0]);
  });

  it('has failed where both copies are gone, until a host returns', () => {
    const bench = lost(2);
    const inUse = statistics(bench)['capacityInUseInKb'] ?? 0;
    const failed = statistics(bench)['failedCapacityInKb'] ?? 0;
    const degraded = statistics(bench)['degradedHealthyCapacityInKb'] ?? 0;
    assert.ok(degraded > 0);
    assert.ok(Math.abs(failed - inUse / 3) < 4, `${failed} of ${inUse}`);
    assertIdentities(bench, 'two lost');
    bench.advance(3_600_000);
    assert.is(statistics(bench)['failedCapacityInKb'], failed, 'nothing rebuilds what is gone');
    assert.is(statistics(bench)['degradedHealthyCapacityInKb'], degraded, 'and one SDS has no place for a second copy');
    const [, second] = bench.hosts;
    if (second) bench.gateway.hostReturned(second);
    assert.is(statistics(bench)['failedCapacityInKb'], 0);
    assertIdentities(bench, 'one back');
    bench.advance(3_600_000);
    assert.is(statistics(bench)['degradedHealthyCapacityInKb'], 0);
  });
});
