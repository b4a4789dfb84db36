import { assert, describe } from '../../helpers/suite.ts';
import { act, codes, idIn, instance, made, named } from './acting.ts';
import { create, GIB, makeBench, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { HOUR, kib, SECOND } from './rows.ts';

const FIRST = 'sds_10.0.0.11';

function sds(bench: Bench, name = FIRST): string {
  return named(bench, 'Sds', name);
}

/** Four nodes with data; the first one is in maintenance. */
function resting(): Bench {
  const bench = makeBench({ hosts: 4 });
  create(bench, { name: 'pg', volumeSizeInKb: String(64 * GIB) });
  bench.gateway.arrange({ writeVolume: { volume: 'pg', gib: 32 } });
  act(bench, sds(bench), 'enterMaintenanceMode');
  bench.advance(5 * SECOND);
  return bench;
}

function state(bench: Bench): unknown {
  return instance(bench, sds(bench))['maintenanceState'];
}

function lost(bench: Bench): readonly number[] {
  return ['degradedFailedCapacityInKb', 'failedCapacityInKb', 'fwdRebuildCapacityInKb', 'bckRebuildCapacityInKb'].map((key) =>
    kib(bench, key),
  );
}

describe('a simulated SDS in maintenance', (it) => {
  it('takes a while to get there, and to get back', () => {
    const bench = makeBench({ hosts: 4 });
    const states = [act(bench, sds(bench), 'enterMaintenanceMode').effect, state(bench)];
    bench.advance(5 * SECOND);
    states.push(state(bench) as string, act(bench, sds(bench), 'exitMaintenanceMode').effect, state(bench));
    bench.advance(5 * SECOND);
    states.push(state(bench) as string);
    assert.equal(states, ['changed', 'SetMaintenanceInProgress', 'InMaintenance', 'changed', 'ExitMaintenanceInProgress', 'NoMaintenance']);
  });

  it('may be switched off: nothing is lost, and nothing is made anew', () => {
    const bench = resting();
    assert.ok(kib(bench, 'inMaintenanceCapacityInKb') > 0);
    const [first] = bench.hosts;
    if (first) bench.gateway.hostDied(first);
    bench.advance(HOUR);
    assert.equal(lost(bench), [0, 0, 0, 0]);
    assert.is(rcOf(act(bench, sds(bench), 'exitMaintenanceMode')), 1042);
    if (first) bench.gateway.hostReturned(first);
    assert.is(rcOf(act(bench, sds(bench), 'exitMaintenanceMode')), null);
    bench.advance(5 * SECOND);
    assert.equal([state(bench), ...lost(bench)], ['NoMaintenance', 0, 0, 0, 0]);
    assert.equal([kib(bench, 'inMaintenanceCapacityInKb'), kib(bench, 'protectedCapacityInKb')], [0, kib(bench, 'capacityInUseInKb')]);
  });

  it('is brought up to date at the end with what was written meanwhile', () => {
    const bench = resting();
    const kept = kib(bench, 'inMaintenanceCapacityInKb');
    bench.gateway.arrange({ writeVolume: { volume: 'pg', gib: 24 } });
    bench.advance(HOUR);
    assert.is(kib(bench, 'inMaintenanceCapacityInKb'), kept);
    const [degraded = 0, failed, forward, backward] = lost(bench);
    assert.ok(degraded > 0);
    assert.equal([failed, forward, backward], [0, 0, degraded]);
    assert.equal([kib(bench, 'pendingBckRebuildCapacityInKb'), kib(bench, 'activeBckRebuildCapacityInKb')], [degraded, 0]);
    act(bench, sds(bench), 'exitMaintenanceMode');
    assert.is(kib(bench, 'activeBckRebuildCapacityInKb'), degraded);
    bench.advance(6 * SECOND);
    assert.is(state(bench), 'ExitMaintenanceInProgress');
    bench.advance(HOUR);
    assert.equal([state(bench), ...lost(bench)], ['NoMaintenance', 0, 0, 0, 0]);
  });

  it('has what is written over brought up to date, too', () => {
    const bench = resting();
    bench.gateway.arrange({ writeVolume: { volume: 'pg', gib: 32 } });
    const [once = 0] = lost(bench);
    bench.gateway.arrange({ writeVolume: { volume: 'pg', gib: 16 } });
    const [twice = 0] = lost(bench);
    assert.ok(twice > once && once > 0, `${once} then ${twice}`);
    assert.is(kib(bench, 'capacityInUseInKb'), 128 * GIB);
  });

  it('has lost all that it held when another machine takes its place', () => {
    const bench = resting();
    const [first] = bench.hosts;
    if (first) bench.gateway.hostReplaced(first);
    const [degraded = 0] = lost(bench);
    assert.ok(degraded > 0);
    bench.advance(HOUR);
    assert.equal(lost(bench), [0, 0, 0, 0]);
    assert.is(kib(bench, 'protectedCapacityInKb'), 64 * GIB);
  });

  const second = 'sds_10.0.0.12';
  const refusals: readonly [string, (bench: Bench) => void, string, string, number][] = [
    ['twice', () => {}, FIRST, 'enterMaintenanceMode', 537],
    ['beside another one that shares a pool', () => {}, second, 'enterMaintenanceMode', 539],
    ['to its end where it is not', () => {}, second, 'exitMaintenanceMode', 538],
    ['back to its end', (bench) => void act(bench, sds(bench), 'exitMaintenanceMode'), FIRST, 'exitMaintenanceMode', 627],
  ];
  for (const [what, before, name, action, rc] of refusals) {
    it(`is not asked ${what}`, () => {
      const bench = resting();
      before(bench);
      assert.is(rcOf(act(bench, sds(bench, name), action)), rc);
    });
  }

  it('is not asked for while a copy is missing, the SDS is away or being removed, or few others are well', () => {
    const broken = makeBench({ hosts: 4 });
    broken.gateway.fill('default', 20);
    broken.gateway.arrange({ failDevice: { host: 'ip-10-0-0-12', device: 'xvdf' } });
    const away = makeBench({ hosts: 4 });
    away.gateway.arrange({ disconnect: 'ip-10-0-0-11' });
    const leaving = makeBench({ hosts: 5 });
    leaving.gateway.fill('default', 20);
    act(leaving, sds(leaving), 'removeSds');
    const few = makeBench({ hosts: 2 });
    const asked = [broken, away, leaving, few].map((bench) => rcOf(act(bench, sds(bench), 'enterMaintenanceMode')));
    assert.equal(asked, [540, 1042, 103, 697]);
  });

  it('may be two of one fault set at a time', () => {
    const bench = makeBench({ hosts: 5 });
    const protectionDomainId = idIn(named(bench, 'ProtectionDomain', 'default'));
    const faultSetId = made(bench, 'FaultSet', { name: 'rack1', protectionDomainId });
    const storagePoolId = idIn(named(bench, 'StoragePool', 'default'));
    for (const host of [0, 1]) {
      const ip = bench.hosts[host]?.ip ?? '';
      act(bench, sds(bench, `sds_${ip}`), 'removeSds');
      const deviceInfoList = [{ devicePath: '/dev/xvdf', storagePoolId }];
      made(bench, 'Sds', { name: `sds_${ip}`, protectionDomainId, faultSetId, sdsIpList: [{ ip, role: 'all' }], deviceInfoList });
    }
    bench.advance(10 * SECOND);
    const enter: readonly [string, object] = ['enterMaintenanceMode', {}];
    assert.equal(
      [FIRST, second, 'sds_10.0.0.13'].flatMap((name) => codes(bench, sds(bench, name), [enter])),
      [null, null, 539],
    );
  });
});
