import { assert, describe } from '../../helpers/suite.ts';
import { act, addPool, codes, figure, idIn, instance, named } from './acting.ts';
import { GIB, makeBench, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { actOnPool, add, addRow, deviceNamed, HOUR, kib, listed, plug, remove, SECOND } from './rows.ts';

const HOST = 'ip-10-0-0-11';

function device(bench: Bench, name: string): string {
  return `Device::${String(deviceNamed(bench, name)?.['id'])}`;
}

function errors(bench: Bench, name: string): readonly unknown[] {
  const { deviceState, errorState } = instance(bench, device(bench, name));
  return [deviceState, errorState];
}

describe('a simulated device', (it) => {
  it('is used at once, after its test, or only when it is activated', () => {
    const bench = makeBench();
    for (const [host, mode] of ['noTest', 'testAndActivate', 'testOnly'].entries()) {
      plug(bench, host, mode);
      add(bench, host, mode, { testMode: mode });
    }
    const states = (): readonly unknown[] =>
      ['noTest', 'testAndActivate', 'testOnly'].map((name) => deviceNamed(bench, name)?.['deviceState']);
    assert.equal(states(), ['Normal', 'InitialTest', 'InitialTest']);
    assert.is(rcOf(act(bench, device(bench, 'testOnly'), 'activateDevice')), 163);
    bench.advance(10 * SECOND);
    assert.equal(states(), ['Normal', 'Normal', 'InitialTestDone']);
    assert.equal(codes(bench, device(bench, 'testOnly'), [['activateDevice', {}]]), [null]);
    assert.equal(codes(bench, device(bench, 'testOnly'), [['activateDevice', {}]]), [160]);
    assert.equal(states(), ['Normal', 'Normal', 'Normal']);
  });

  it('gets another name, but not one of its SDS its own', () => {
    const bench = makeBench();
    addRow(bench, 'r1', [0]);
    const to = (newName: string): readonly [string, object] => ['setDeviceName', { newName }];
    assert.equal(codes(bench, device(bench, 'vol-r1-0'), [to('xvdf'), to('a b'), to('vol-r1-0'), to('d1')]), [206, 227, null, null]);
    assert.ok(deviceNamed(bench, 'd1'));
  });

  it('holds no more than its limit, which is not below what it holds', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 30);
    const subject = device(bench, 'xvdf');
    const limit = (gib: number): number | null => rcOf(act(bench, subject, 'setDeviceCapacityLimit', { capacityLimitInGB: String(gib) }));
    assert.equal([limit(180), limit(20), limit(100)], [64, 64, null]);
    assert.is(instance(bench, subject)['capacityLimitInKb'], 100 * GIB);
    assert.is(kib(bench, 'maxCapacityInKb') - kib(bench, 'capacityLimitInKb'), (180 * 1024 - 1025) * 1024 - 100 * GIB);
  });

  it('of 90 GiB is enough from 3.0 on only', () => {
    const smallest = (version: string, sizeGib: number): number | null => {
      const bench = makeBench({ version });
      plug(bench, 0, 'd1', sizeGib);
      return rcOf(add(bench, 0, 'd1'));
    };
    assert.equal([smallest('2.6', 99), smallest('2.6', 100), smallest('3.6', 89), smallest('3.6', 90)], [207, null, 207, null]);
    assert.equal([smallest('3.6', 14_902), smallest('3.6', 14_903)], [null, 208]);
  });

  it('has the medium of its pool from 3.0 on, and has to say it in a pool that changes', () => {
    const bench = makeBench({ version: '3.6' });
    for (const name of ['d1', 'd2', 'd3']) plug(bench, 0, name);
    assert.is(rcOf(add(bench, 0, 'd1', { mediaType: 'SSD', testMode: 'noTest' })), 820);
    assert.is(rcOf(add(bench, 0, 'd1', { testMode: 'noTest' })), null);
    assert.is(instance(bench, device(bench, 'd1'))['mediaType'], 'HDD');
    act(bench, named(bench, 'StoragePool', 'default'), 'setMediaType', { mediaType: 'Transitional' });
    assert.is(rcOf(add(bench, 0, 'd2', { testMode: 'noTest' })), 980);
    assert.is(rcOf(add(bench, 0, 'd2', { mediaType: 'SSD', testMode: 'noTest' })), null);
    assert.is(rcOf(act(bench, device(bench, 'd1'), 'setMediaType', { mediaType: 'SSD' })), null);
  });

  it('is not added to an SDS in maintenance, being removed or away', () => {
    const bench = makeBench({ hosts: 5 });
    bench.gateway.fill('default', 20);
    for (const host of [0, 1, 2]) plug(bench, host, `d${host}`);
    act(bench, named(bench, 'Sds', 'sds_10.0.0.11'), 'removeSds');
    act(bench, named(bench, 'Sds', 'sds_10.0.0.12'), 'enterMaintenanceMode');
    assert.equal([rcOf(add(bench, 0, 'd0')), rcOf(add(bench, 1, 'd1'))], [135, 633]);
  });

  it('may be kept while it drains', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 40);
    addRow(bench, 'r1', [0, 1, 2]);
    bench.advance(HOUR);
    assert.is(rcOf(act(bench, device(bench, 'vol-r1-0'), 'abortRemoveDevice')), 137);
    remove(bench, 'vol-r1-0');
    bench.advance(20 * SECOND);
    assert.is(act(bench, device(bench, 'vol-r1-0'), 'abortRemoveDevice').effect, 'changed');
    bench.advance(HOUR);
    assert.equal(errors(bench, 'vol-r1-0'), ['Normal', 'None']);
    assert.is(kib(bench, 'protectedCapacityInKb'), kib(bench, 'capacityInUseInKb'));
  });
});

describe('a simulated device that cannot be read', (it) => {
  const failed = (forGood: boolean): Bench => {
    const bench = makeBench({ hosts: 4 });
    bench.gateway.fill('default', 40);
    bench.gateway.arrange({ failDevice: { host: HOST, device: 'xvdf', forGood } });
    return bench;
  };
  const own = (bench: Bench): string => {
    const sdsId = idIn(named(bench, 'Sds', 'sds_10.0.0.11'));
    return `Device::${String(listed(bench, 'Device').find((one) => one['sdsId'] === sdsId)?.['id'])}`;
  };

  it('has its data made anew elsewhere, and is used again once its error is cleared', () => {
    const bench = failed(false);
    assert.is(instance(bench, own(bench))['errorState'], 'Error');
    assert.ok(kib(bench, 'degradedFailedCapacityInKb') > 0);
    bench.advance(HOUR);
    assert.is(kib(bench, 'degradedFailedCapacityInKb'), 0);
    assert.is(act(bench, own(bench), 'clearDeviceError').effect, 'changed');
    assert.is(instance(bench, own(bench))['errorState'], 'None');
    assert.ok(kib(bench, 'rebalanceCapacityInKb') > 0);
  });

  it('is not replaced while rebuild is off', () => {
    const bench = failed(false);
    actOnPool(bench, 'setRebuildEnabled', { rebuildEnabled: 'FALSE' });
    const lost = kib(bench, 'degradedFailedCapacityInKb');
    bench.advance(HOUR);
    assert.equal([kib(bench, 'degradedFailedCapacityInKb'), kib(bench, 'pendingFwdRebuildCapacityInKb')], [lost, lost]);
    actOnPool(bench, 'setRebuildEnabled', { rebuildEnabled: 'TRUE' });
    bench.advance(HOUR);
    assert.is(kib(bench, 'degradedFailedCapacityInKb'), 0);
  });

  it('has the same error again when it is broken', () => {
    const bench = failed(true);
    bench.advance(HOUR);
    assert.is(rcOf(act(bench, own(bench), 'clearDeviceError')), null);
    assert.is(instance(bench, own(bench))['errorState'], 'Error');
  });

  it('is not cleared where its SDS is away', () => {
    const bench = failed(false);
    bench.gateway.arrange({ disconnect: HOST });
    assert.is(rcOf(act(bench, own(bench), 'clearDeviceError')), 1042);
  });

  it('shows how fast its data is made anew', () => {
    const bench = failed(false);
    bench.advance(40 * SECOND);
    const statistics = bench.get(`/api/instances/${named(bench, 'StoragePool', 'default')}/relationships/Statistics`).body as Record<
      string,
      { totalWeightInKb: number; numOccured: number; numSeconds: number }
    >;
    assert.equal(statistics['fwdRebuildWriteBwc'], { totalWeightInKb: 1_024_000, numOccured: 1000, numSeconds: 5 });
    assert.equal(statistics['bckRebuildWriteBwc'], { totalWeightInKb: 0, numOccured: 0, numSeconds: 0 });
  });
});

describe('simulated disks that have other paths after a reboot', (it) => {
  it('are found again; the device shows both paths until it is told', () => {
    const bench = makeBench();
    bench.gateway.arrange({ plugDisk: { host: HOST, path: '/dev/xvdg', sizeGiB: 200 } });
    add(bench, 0, 'd1', { deviceCurrentPathname: '/dev/xvdg' });
    bench.advance(10 * SECOND);
    bench.gateway.arrange({ renameDisks: { host: HOST, paths: { '/dev/xvdf': '/dev/xvdg', '/dev/xvdg': '/dev/xvdf' } } });
    const paths = (): readonly unknown[] => {
      const { deviceCurrentPathName, deviceOriginalPathName } = instance(bench, device(bench, 'd1'));
      return [deviceCurrentPathName, deviceOriginalPathName];
    };
    assert.equal(paths(), ['/dev/xvdf', '/dev/xvdg']);
    assert.equal(errors(bench, 'd1'), ['Normal', 'None']);
    assert.is(act(bench, device(bench, 'd1'), 'updateDeviceOriginalPathname').effect, 'changed');
    assert.equal(paths(), ['/dev/xvdf', '/dev/xvdf']);
  });

  it('are nothing under the old ones, and come back with the next reboot', () => {
    const bench = makeBench();
    const rename = (paths: Record<string, string>): void => bench.gateway.arrange({ renameDisks: { host: HOST, paths } });
    rename({ '/dev/xvdf': '/dev/xvdz' });
    assert.is(rcOf(add(bench, 0, 'd1', { deviceCurrentPathname: '/dev/xvdf' })), 71);
    assert.is(rcOf(add(bench, 0, 'd1', { deviceCurrentPathname: '/dev/xvdz' })), 673);
    rename({ '/dev/xvdz': '/dev/xvdf' });
    assert.equal(errors(bench, 'xvdf'), ['Normal', 'None']);
    assert.is(rcOf(add(bench, 0, 'd1', { deviceCurrentPathname: '/dev/xvdf' })), 673);
  });

  it('have to be there, and the new paths have to be free', () => {
    const bench = makeBench();
    bench.gateway.arrange({ plugDisk: { host: HOST, path: '/dev/xvdg', sizeGiB: 200 } });
    const rename = (paths: Record<string, string>) => () => bench.gateway.arrange({ renameDisks: { host: HOST, paths } });
    assert.throws(rename({ '/dev/xvdh': '/dev/xvdi' }), /no disk at \/dev\/xvdh/);
    assert.throws(rename({ '/dev/xvdf': '/dev/xvdg' }), /a disk at \/dev\/xvdg already/);
    assert.throws(() => bench.gateway.arrange({ plugDisk: { host: HOST, path: '/dev/xvdg', sizeGiB: 1 } }), /already/);
    assert.throws(() => bench.gateway.arrange({ failDevice: { host: HOST, device: 'none' } }), /no device "none"/);
    assert.throws(() => bench.gateway.arrange({ writeVolume: { volume: 'none', gib: 1 } }), /no volume "none"/);
  });
});

describe('several simulated pools', (it) => {
  it('each count what is theirs', () => {
    const bench = makeBench();
    const gold = addPool(bench, 'gold', [0, 1, 2]);
    bench.gateway.fill('gold', 50);
    const silver = idIn(named(bench, 'StoragePool', 'default'));
    assert.is(figure(bench, silver, 'capacityInUseInKb'), 0);
    assert.ok(figure(bench, gold, 'capacityInUseInKb') > 0);
    bench.gateway.fill('default', 20);
    assert.is(
      bench.gateway
        .view()
        .pools.map(({ usedPercent }) => Math.round(usedPercent))
        .join(),
      '20,50',
    );
  });
});
