import { assert, describe } from '../../helpers/suite.ts';
import { makeBench, only, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { actOnPool, add, addRow, deviceNamed, HOUR, kib, listed, plug, sdsId, SECOND } from './rows.ts';

const DEVICE_KIB = 187_694_080;

/** Four equal nodes with 10 % spare, so full, and the last of them dead. */
function fallen(percent: number): Bench {
  const bench = makeBench({ hosts: 4 });
  actOnPool(bench, 'setSparePercentage', { sparePercentage: '10' });
  bench.gateway.fill('default', percent);
  const [, , , last] = bench.hosts;
  if (last) bench.gateway.hostDied(last);
  return bench;
}

function rebuild(bench: Bench): { active: number; pending: number; degraded: number; failed: number } {
  return {
    active: kib(bench, 'activeFwdRebuildCapacityInKb'),
    pending: kib(bench, 'pendingFwdRebuildCapacityInKb'),
    degraded: kib(bench, 'degradedFailedCapacityInKb'),
    failed: kib(bench, 'failedCapacityInKb'),
  };
}

/** What is not taken on the nodes that are up. */
function roomKib(bench: Bench): number {
  return kib(bench, 'maxCapacityInKb') - kib(bench, 'capacityInUseInKb') - kib(bench, 'unreachableUnusedCapacityInKb');
}

describe('a simulated pool that loses one of four nodes', (it) => {
  it('takes the spare and what is unused for the rebuild, and is whole', () => {
    const bench = fallen(80);
    assert.ok(roomKib(bench) > rebuild(bench).degraded);
    bench.advance(HOUR);
    assert.equal(rebuild(bench), { active: 0, pending: 0, degraded: 0, failed: 0 });
    assert.is(kib(bench, 'unreachableUnusedCapacityInKb'), DEVICE_KIB);
    assert.is(kib(bench, 'capacityAvailableForVolumeAllocationInKb'), 0, 'what a dead node had is no place for volumes');
  });

  it('comes to a stop when 76.5 % of its raw capacity has to go into the 75 % that are left', () => {
    const bench = fallen(85);
    const [need, room] = [rebuild(bench).degraded, roomKib(bench)];
    assert.ok(need > room);
    bench.advance(24 * HOUR);
    assert.equal(rebuild(bench), { active: 0, pending: need - room, degraded: need - room, failed: 0 });
    assert.is(roomKib(bench), 0);
    assert.is(bench.gateway.view().pools[0]?.pendingRebuildKib, need - room);
    assert.ok(Math.abs(need - room - 4 * DEVICE_KIB * (0.765 - 0.75)) < 4096, 'the difference is 1.5 % of raw');
  });

  it('is saved without loss by a row on the nodes that are left', () => {
    const bench = fallen(85);
    const used = kib(bench, 'capacityInUseInKb');
    bench.advance(HOUR);
    addRow(bench, 'r1', [0, 1, 2]);
    assert.ok(rebuild(bench).active > 0, 'it goes on at once');
    bench.advance(HOUR);
    assert.equal(rebuild(bench), { active: 0, pending: 0, degraded: 0, failed: 0 });
    assert.equal([kib(bench, 'protectedCapacityInKb'), kib(bench, 'capacityInUseInKb')], [used, used]);
    assert.is(kib(bench, 'pendingRebalanceCapacityInKb'), 0);
  });

  it('takes no more data when the nodes that are left are full', () => {
    const bench = fallen(85);
    bench.advance(HOUR);
    const used = kib(bench, 'capacityInUseInKb');
    bench.gateway.write('default', 10);
    bench.advance(HOUR);
    assert.is(kib(bench, 'capacityInUseInKb'), used);
    assert.throws(() => bench.gateway.fill('default', 90), /that are up have no room for that/);
  });

  it('rebalances only after the rebuild', () => {
    const bench = fallen(50);
    addRow(bench, 'r1', [0, 1, 2]);
    const uneven = kib(bench, 'pendingRebalanceCapacityInKb');
    bench.advance(19 * SECOND);
    assert.is(kib(bench, 'pendingRebalanceCapacityInKb'), uneven, 'nor before it');
    bench.advance(40 * SECOND);
    assert.ok(rebuild(bench).active > 0);
    assert.is(kib(bench, 'activeRebalanceCapacityInKb'), 0);
    assert.ok(kib(bench, 'pendingRebalanceCapacityInKb') > 0);
    bench.advance(HOUR);
    assert.is(kib(bench, 'pendingRebalanceCapacityInKb'), 0);
  });
});

describe('a simulated host that is replaced by another machine with its address', (it) => {
  const replaced = (): Bench => {
    const bench = makeBench({ hosts: 4 });
    bench.gateway.fill('default', 40);
    addRow(bench, 'r1', [0, 1, 2, 3]);
    bench.advance(HOUR);
    const [first] = bench.hosts;
    if (first) bench.gateway.hostReplaced(first);
    return bench;
  };
  const old = (bench: Bench): string => String(listed(bench, 'Sds').find((sds) => sds['mdmConnectionState'] === 'Disconnected')?.['id']);
  const removeSds = (bench: Bench): number | null => rcOf(bench.post(`/api/instances/Sds::${old(bench)}/action/removeSds`, {}));

  it('has a new SDS under the old name and no device, and a new SDC; the old ones are away, their devices failed', () => {
    const bench = replaced();
    assert.is.not(sdsId(bench, 0), old(bench));
    const names = new Map(listed(bench, 'Sds').map(({ id, name }) => [id, name]));
    assert.equal([names.get(sdsId(bench, 0)), names.get(old(bench))], ['sds_10.0.0.11', 'sds_10.0.0.11_old1']);
    const states = listed(bench, 'Sdc').flatMap((sdc) => (sdc['sdcIp'] === '10.0.0.11' ? [String(sdc['mdmConnectionState'])] : []));
    assert.equal(states.toSorted(), ['Connected', 'Disconnected']);
    const devices = listed(bench, 'Device').filter(({ sdsId: owner }) => owner === old(bench));
    assert.equal(
      devices.map(({ errorState }) => errorState),
      ['Error', 'Error'],
    );
    assert.is((only(bench, 'System')['mdmCluster'] as { clusterState: string }).clusterState, 'ClusteredNormal');
  });

  it('gives its old SDS up only when the others hold all of its data', () => {
    const bench = replaced();
    assert.is(removeSds(bench), 540);
    bench.advance(HOUR);
    assert.is(kib(bench, 'degradedFailedCapacityInKb'), 0);
    const max = kib(bench, 'maxCapacityInKb');
    assert.is(removeSds(bench), null);
    assert.is(kib(bench, 'maxCapacityInKb'), max - 2 * DEVICE_KIB);
    assert.is(kib(bench, 'unreachableUnusedCapacityInKb'), 0);
    assert.is(listed(bench, 'Sds').length, 4);
  });

  it('keeps its old SDS while data of it has failed', () => {
    const bench = replaced();
    const [, second] = bench.hosts;
    const first = old(bench);
    if (second) bench.gateway.hostDied(second);
    bench.advance(HOUR);
    assert.is(kib(bench, 'degradedFailedCapacityInKb'), 0);
    assert.ok(kib(bench, 'failedCapacityInKb') > 0);
    assert.is(rcOf(bench.post(`/api/instances/Sds::${first}/action/removeSds`, {})), 540);
  });

  it('gives up no SDS that the others have no room for', () => {
    const bench = replaced();
    bench.advance(HOUR);
    assert.is(rcOf(bench.post(`/api/instances/Sds::${sdsId(bench, 1)}/action/removeSds`, {})), 315);
  });

  it('takes devices of its own, and a disk of the old machine only by force', () => {
    const bench = replaced();
    bench.advance(HOUR);
    plug(bench, 0, 'vol-r1-0');
    assert.is(rcOf(add(bench, 0, 'vol-r1-0')), 626);
    addRow(bench, 'r2', [0]);
    assert.is(deviceNamed(bench, 'vol-r2-0')?.['sdsId'], sdsId(bench, 0));
  });

  it('mounts volumes through its new SDC', () => {
    const bench = replaced();
    const [first] = bench.hosts;
    if (!first) throw new Error('no hosts');
    assert.is(bench.gateway.storage.attach('simulator-fill', first).kind, 'attached');
    assert.equal(bench.gateway.view().volumes[0]?.mappedTo, ['10.0.0.11']);
  });

  it('may be replaced again', () => {
    const bench = replaced();
    const [first] = bench.hosts;
    if (first) bench.gateway.hostReplaced(first);
    assert.equal(
      listed(bench, 'Sds')
        .map(({ name }) => String(name))
        .toSorted()
        .slice(0, 3),
      ['sds_10.0.0.11', 'sds_10.0.0.11_old1', 'sds_10.0.0.11_old2'],
    );
  });
});
