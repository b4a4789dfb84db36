import { assert, describe } from '../../helpers/suite.ts';
import { makeBench, only, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { addRow, listed } from './rows.ts';

const MINUTE = 60_000;

function kinds(bench: Bench): readonly string[] {
  return listed(bench, 'Alert')
    .map(({ alertType }) => String(alertType))
    .toSorted();
}

describe('simulated alerts', (it) => {
  it('are none while all is well', () => {
    assert.equal(kinds(makeBench()), []);
  });

  it('tell of a host that is gone, and are over when it is back and its copies are up to date', () => {
    const bench = makeBench({ hosts: 4 });
    bench.gateway.fill('default', 30);
    const lost = bench.hosts[3];
    if (!lost) throw new Error('there is no fourth host');
    bench.gateway.hostDied(lost);
    const gone = ['SDC_DISCONNECTED', 'SDS_DISCONNECTED', 'STORAGE_POOL_HAS_DEGRADED_CAPACITY', 'STORAGE_POOL_HAS_UNREACHABLE_CAPACITY'];
    assert.equal(kinds(bench), ['FWD_REBUILD_STUCK', ...gone].toSorted());
    bench.advance(MINUTE);
    assert.equal(kinds(bench), gone);
    bench.gateway.hostReturned(lost);
    bench.advance(60 * MINUTE);
    assert.equal(kinds(bench), []);
  });

  it('keep their id and their beginning for as long as they last, and name their object', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 85);
    const [first] = listed(bench, 'Alert');
    bench.advance(MINUTE);
    const [later] = listed(bench, 'Alert');
    assert.is(first?.['alertType'], 'CAPACITY_UTILIZATION_ABOVE_HIGH_THRESHOLD');
    assert.equal([later?.['id'], later?.['startTime']], [first?.['id'], first?.['startTime']]);
    assert.is.not(later?.['lastObserved'], first?.['lastObserved']);
    const poolId = only(bench, 'StoragePool')['id'];
    assert.equal(first?.['affectedObject'], { type: 'com.emc.ecs.api.model.gen.StoragePool', id: poolId, objectId: poolId });
    bench.gateway.fill('default', 10);
    assert.equal(kinds(bench), []);
    bench.gateway.fill('default', 85);
    assert.is.not(listed(bench, 'Alert')[0]?.['startTime'], first?.['startTime']);
  });

  it('go by the thresholds that the pool has', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 95);
    assert.equal(kinds(bench), ['CAPACITY_UTILIZATION_ABOVE_CRITICAL_THRESHOLD']);
    const path = `/api/instances/StoragePool::${String(only(bench, 'StoragePool')['id'])}/action/setCapacityAlertThresholds`;
    const percents = { capacityAlertHighThresholdPercent: '94', capacityAlertCriticalThresholdPercent: '97' };
    assert.is(rcOf(bench.post(path, percents)), null);
    assert.equal(kinds(bench), ['CAPACITY_UTILIZATION_ABOVE_HIGH_THRESHOLD']);
  });

  it('tell of a spare that is smaller than the largest fault unit, and of a pool that lies on one SDS', () => {
    const bench = makeBench();
    addRow(bench, 'r1', [0]);
    assert.equal(kinds(bench), ['CONFIGURED_SPARE_CAPACITY_SMALLER_THAN_LARGEST_FAULT_UNIT']);
    addRow(bench, 'r2', [0]);
    assert.equal(kinds(bench), ['CONFIGURED_SPARE_CAPACITY_SMALLER_THAN_LARGEST_FAULT_UNIT', 'STORAGE_POOL_EXTREMELY_UNBALANCED']);
  });

  it('tell that two fault units are not enough', () => {
    assert.ok(kinds(makeBench({ hosts: 2 })).includes('NOT_ENOUGH_FAULT_UNITS_IN_SP'));
  });

  it('tell that rebalancing waits below critical', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 100);
    addRow(bench, 'r1', [0]);
    bench.gateway.fill('default', 95);
    assert.ok(kinds(bench).includes('REBALANCE_STUCK'));
    bench.gateway.fill('default', 50);
    assert.not(kinds(bench).includes('REBALANCE_STUCK'));
  });
});
