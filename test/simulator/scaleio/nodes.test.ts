import { assert, describe } from '../../helpers/suite.ts';
import { act, addPool, codes, figure, idIn, instance, made, named, refusedToMake } from './acting.ts';
import { GIB, makeBench, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { deviceNamed, HOUR, kib, listed, plug, SECOND } from './rows.ts';

const FIRST = 'sds_10.0.0.11';

function sds(bench: Bench, name = FIRST): string {
  return named(bench, 'Sds', name);
}

/** A cluster whose first host has no SDS. */
function withoutFirst(options: Parameters<typeof makeBench>[0] = {}): Bench {
  const bench = makeBench({ hosts: 4, ...options });
  act(bench, sds(bench), 'removeSds');
  return bench;
}

function request(bench: Bench, fields: object = {}): object {
  const protectionDomainId = idIn(named(bench, 'ProtectionDomain', 'default'));
  return { name: 'n1', protectionDomainId, sdsIpList: [{ SdsIp: { ip: '10.0.0.11', role: 'all' } }], ...fields };
}

describe('adding a simulated SDS', (it) => {
  it('takes addresses as goscaleio and as PyPowerFlex write them', () => {
    for (const sdsIpList of [
      [{ SdsIp: { ip: '10.0.0.11', role: 'all' } }],
      [{ SdsIp: { ip: '10.0.0.11' } }],
      [{ ip: '10.0.0.11', role: 'all' }],
    ]) {
      const bench = withoutFirst();
      const id = made(bench, 'Sds', request(bench, { sdsIpList, sdsPort: '7073', drlMode: 'NonVolatile', rmcacheEnabled: 'FALSE' }));
      const body = instance(bench, `Sds::${id}`);
      assert.equal(body['ipList'], [{ ip: '10.0.0.11', role: 'all' }]);
      assert.equal([body['port'], body['drlMode'], body['rmcacheEnabled']], [7073, 'NonVolatile', false]);
      assert.equal([body['sdsState'], body['membershipState'], body['maintenanceState']], ['Normal', 'Joined', 'NoMaintenance']);
    }
  });

  it('puts it into a fault set of its domain', () => {
    const bench = withoutFirst();
    const domainId = idIn(named(bench, 'ProtectionDomain', 'default'));
    const [own, other] = [domainId, made(bench, 'ProtectionDomain', { name: 'west' })].map((protectionDomainId, index) =>
      made(bench, 'FaultSet', { name: `rack${index}`, protectionDomainId }),
    );
    assert.is(refusedToMake(bench, 'Sds', request(bench, { faultSetId: other })), 272);
    assert.is(refusedToMake(bench, 'Sds', request(bench, { faultSetId: 'feed' })), 265);
    const id = made(bench, 'Sds', request(bench, { faultSetId: own }));
    assert.is(instance(bench, `Sds::${id}`)['faultSetId'], own);
    assert.is(rcOf(act(bench, `FaultSet::${own}`, 'removeFaultSet')), 268);
  });

  it('brings its devices along, or neither them nor itself', () => {
    const bench = withoutFirst();
    const storagePoolId = idIn(named(bench, 'StoragePool', 'default'));
    const info = (disk: string): object => ({ devicePath: `/dev/disk/by-id/${disk}`, storagePoolId, deviceName: disk });
    plug(bench, 0, 'd1');
    assert.is(refusedToMake(bench, 'Sds', request(bench, { deviceInfoList: [info('d1'), info('d2')] })), 71);
    assert.equal([listed(bench, 'Sds').length, listed(bench, 'Device').length], [3, 3]);
    plug(bench, 0, 'd2');
    made(bench, 'Sds', request(bench, { deviceInfoList: [info('d1'), info('d2')], deviceTestMode: 'noTest' }));
    assert.is(deviceNamed(bench, 'd2')?.['deviceState'], 'Normal');
    assert.equal([listed(bench, 'Sds').length, listed(bench, 'Device').length], [4, 5]);
  });

  const refusals: readonly [string, object, number][] = [
    ['no address', { sdsIpList: [] }, 0],
    ['a role that is none', { sdsIpList: [{ ip: '10.0.0.11', role: 'both' }] }, 0],
    ['one address for SDSs only', { sdsIpList: [{ ip: '10.0.0.11', role: 'sdsOnly' }] }, 275],
    ['one address for SDCs only', { sdsIpList: [{ ip: '10.0.0.11', role: 'sdcOnly' }] }, 199],
    ['an address that is another one its own', { sdsIpList: [{ ip: '10.0.0.12', role: 'all' }] }, 93],
    ['an address where no machine is', { sdsIpList: [{ ip: '10.9.9.9', role: 'all' }] }, 69],
    ['a name that is taken', { name: 'sds_10.0.0.12' }, 98],
    ['a name with a space', { name: 'n 1' }, 227],
    ['a port past the last', { sdsPort: '65536' }, 194],
    ['a domain that does not exist', { protectionDomainId: 'feed' }, 142],
  ];
  for (const [what, fields, rc] of refusals) {
    it(`refuses ${what}`, () => {
      const bench = withoutFirst();
      assert.is(refusedToMake(bench, 'Sds', request(bench, fields)), rc);
      assert.is(listed(bench, 'Sds').length, 3);
    });
  }
});

describe('a simulated SDS', (it) => {
  it('has addresses added, given roles and removed, never the last of a role', () => {
    const bench = makeBench();
    const calls: readonly (readonly [string, object, number | null])[] = [
      ['addSdsIp', { ip: '10.1.0.11', role: 'sdsOnly' }, null],
      ['addSdsIp', { ip: '10.1.0.11', role: 'all' }, 200],
      ['addSdsIp', { ip: '10.0.0.12', role: 'all' }, 192],
      ['setSdsIpRole', { sdsIpToSet: '10.0.0.11', newRole: 'sdsOnly' }, 275],
      ['setSdsIpRole', { sdsIpToSet: '10.0.0.11', newRole: 'all' }, 201],
      ['setSdsIpRole', { sdsIpToSet: '10.9.9.9', newRole: 'all' }, 193],
      ['setSdsIpRole', { sdsIpToSet: '10.0.0.11', newRole: 'sdcOnly' }, null],
      ['removeSdsIp', { ip: '10.1.0.11' }, 199],
      ['removeSdsIp', { ip: '10.0.0.11' }, 275],
      ['setSdsIpRole', { sdsIpToSet: '10.1.0.11', newRole: 'all' }, null],
      ['removeSdsIp', { ip: '10.0.0.11' }, null],
      ['removeSdsIp', { ip: '10.0.0.11' }, 193],
    ];
    const wanted = calls.map(([, , rc]) => rc);
    assert.equal(
      codes(
        bench,
        sds(bench),
        calls.map(([action, params]) => [action, params]),
      ),
      wanted,
    );
    assert.equal(instance(bench, sds(bench))['ipList'], [{ ip: '10.1.0.11', role: 'all' }]);
  });

  const settings: readonly [string, object, string, unknown][] = [
    ['setSdsPort', { sdsPort: '7099' }, 'port', 7099],
    ['setDrlMode', { drlMode: 'NonVolatile' }, 'drlMode', 'NonVolatile'],
    ['setSdsRmcacheEnabled', { rmcacheEnabled: 'FALSE' }, 'rmcacheEnabled', false],
    ['setSdsRmcacheSize', { rmcacheSizeInMB: '256' }, 'rmcacheSizeInKb', 262_144],
    ['setSdsPerformanceParameters', { perfProfile: 'HighPerformance' }, 'perfProfile', 'HighPerformance'],
    ['disableRfcache', {}, 'rfcacheEnabled', false],
  ];
  for (const [action, params, key, value] of settings) {
    it(`takes ${action} ${JSON.stringify(params)}`, () => {
      const bench = makeBench();
      assert.is(act(bench, sds(bench), action, params).effect, 'changed');
      assert.is(instance(bench, sds(bench))[key], value);
    });
  }

  it('gets another name, but not one that is taken', () => {
    const bench = makeBench();
    const subject = sds(bench);
    const to = (name: string): readonly [string, object] => ['setSdsName', { name }];
    assert.equal(codes(bench, subject, [to('sds_10.0.0.12'), to(FIRST), to('n1')]), [98, null, null]);
    assert.is(instance(bench, subject)['name'], 'n1');
  });
});

describe('removing a simulated SDS', (it) => {
  const full = (): Bench => {
    const bench = makeBench({ hosts: 5 });
    bench.gateway.fill('default', 60);
    return bench;
  };
  const pool = (bench: Bench): string => idIn(named(bench, 'StoragePool', 'default'));

  it('moves its data off first, and is no degradation', () => {
    const bench = full();
    const subject = sds(bench);
    assert.is(act(bench, subject, 'removeSds').effect, 'destroyed');
    assert.is(instance(bench, subject)['sdsState'], 'RemovePending');
    assert.equal(codes(bench, subject, [['removeSds', {}]]), [103]);
    bench.advance(10 * SECOND);
    assert.is(figure(bench, pool(bench), 'degradedFailedCapacityInKb'), 0);
    assert.ok(figure(bench, pool(bench), 'activeRebalanceCapacityInKb') > 0);
    const used = kib(bench, 'capacityInUseInKb');
    bench.advance(HOUR);
    assert.equal([listed(bench, 'Sds').length, listed(bench, 'Device').length], [4, 4]);
    assert.equal([kib(bench, 'capacityInUseInKb'), kib(bench, 'protectedCapacityInKb')], [used, used]);
  });

  it('can be taken back while data moves; what has moved comes back', () => {
    const bench = full();
    const subject = sds(bench);
    assert.is(rcOf(act(bench, subject, 'abortRemoveSds')), 102);
    act(bench, subject, 'removeSds');
    bench.advance(30 * SECOND);
    assert.is(act(bench, subject, 'abortRemoveSds').effect, 'changed');
    bench.advance(HOUR);
    assert.is(instance(bench, subject)['sdsState'], 'Normal');
    assert.is(kib(bench, 'rebalanceCapacityInKb'), 0);
    assert.is(listed(bench, 'Device').length, 5);
  });

  it('is refused where three nodes, or the room, would not be left', () => {
    const three = makeBench();
    three.gateway.fill('default', 10);
    assert.is(rcOf(act(three, sds(three), 'removeSds')), 315);
    const four = makeBench({ hosts: 4 });
    four.gateway.fill('default', 90);
    assert.is(rcOf(act(four, sds(four), 'removeSds')), 61);
  });

  it('is refused while a copy is missing, and in maintenance', () => {
    const bench = full();
    bench.gateway.arrange({ failDevice: { host: 'ip-10-0-0-12', device: 'xvdf' } });
    assert.is(rcOf(act(bench, sds(bench), 'removeSds')), 540);
    const other = full();
    act(other, sds(other), 'enterMaintenanceMode');
    assert.is(rcOf(act(other, sds(other), 'removeSds')), 633);
  });

  it('is at once when nothing is in its pools', () => {
    const bench = makeBench();
    act(bench, sds(bench), 'removeSds');
    assert.equal([listed(bench, 'Sds').length, listed(bench, 'Device').length], [2, 2]);
  });

  it('counts fault sets as one node each', () => {
    const bench = makeBench({ hosts: 4 });
    const protectionDomainId = idIn(named(bench, 'ProtectionDomain', 'default'));
    const faultSetId = made(bench, 'FaultSet', { name: 'rack1', protectionDomainId });
    for (const host of [0, 1]) {
      const ip = bench.hosts[host]?.ip ?? '';
      act(bench, sds(bench, `sds_${ip}`), 'removeSds');
      made(bench, 'Sds', { name: `sds_${ip}`, protectionDomainId, faultSetId, sdsIpList: [{ ip, role: 'all' }] });
    }
    const gold = addPool(bench, 'gold', [0, 1, 2]);
    const volume = { name: 'v', storagePoolId: gold, volumeType: 'ThickProvisioned', volumeSizeInGb: '8' };
    assert.is(refusedToMake(bench, 'Volume', volume), 287);
    const deviceCurrentPathname = plug(bench, 3, 'gold-3');
    made(bench, 'Device', { sdsId: idIn(sds(bench, 'sds_10.0.0.14')), storagePoolId: gold, deviceCurrentPathname });
    bench.advance(10 * SECOND);
    assert.is(refusedToMake(bench, 'Volume', volume), null);
    const [first] = bench.hosts;
    if (first) bench.gateway.hostDied(first);
    bench.advance(HOUR);
    const second = bench.hosts[1];
    if (second) bench.gateway.hostDied(second);
    assert.equal([figure(bench, gold, 'failedCapacityInKb'), figure(bench, gold, 'capacityInUseInKb')], [0, 16 * GIB]);
    assert.ok(deviceNamed(bench, 'gold-0'));
  });
});
