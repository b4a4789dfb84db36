import { assert, describe } from '../../helpers/suite.ts';
import { act, addPool, codes, idIn, instance, made, named, refusedToMake } from './acting.ts';
import { create, makeBench, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { listed } from './rows.ts';

const DEFAULT = 'ProtectionDomain::';

function domain(bench: Bench): string {
  return named(bench, 'ProtectionDomain', 'default');
}

describe('simulated protection domains', (it) => {
  it('are made, named and removed', () => {
    const bench = makeBench();
    const id = made(bench, 'ProtectionDomain', { name: 'west' });
    assert.equal(codes(bench, DEFAULT + id, [['setProtectionDomainName', { name: 'east' }]]), [null]);
    assert.equal([instance(bench, DEFAULT + id)['name'], instance(bench, DEFAULT + id)['protectionDomainState']], ['east', 'Active']);
    assert.is(act(bench, DEFAULT + id, 'removeProtectionDomain').effect, 'destroyed');
    assert.is(rcOf(act(bench, DEFAULT + id, 'removeProtectionDomain')), 142);
  });

  const names: readonly [string, number | null][] = [
    ['default', 141],
    ['a b', 227],
    ['n'.repeat(32), 226],
    ['n'.repeat(31), null],
  ];
  for (const [name, rc] of names) {
    it(`answer ${rc ?? 'an id'} to the name "${name}"`, () => {
      assert.is(refusedToMake(makeBench(), 'ProtectionDomain', { name }), rc);
    });
  }

  it('are not removed while an SDS, a pool or a fault set is in them', () => {
    const bench = makeBench();
    assert.is(rcOf(act(bench, domain(bench), 'removeProtectionDomain')), 143);
    const protectionDomainId = made(bench, 'ProtectionDomain', { name: 'west' });
    const west = DEFAULT + protectionDomainId;
    const pool = made(bench, 'StoragePool', { name: 'gold', protectionDomainId });
    const faultSet = made(bench, 'FaultSet', { name: 'rack1', protectionDomainId });
    assert.is(rcOf(act(bench, west, 'removeProtectionDomain')), 176);
    act(bench, `StoragePool::${pool}`, 'removeStoragePool');
    assert.is(rcOf(act(bench, west, 'removeProtectionDomain')), 269);
    act(bench, `FaultSet::${faultSet}`, 'removeFaultSet');
    assert.is(rcOf(act(bench, west, 'removeProtectionDomain')), null);
  });

  it('limit what their SDSs copy, the whole above each part, and nothing below 5 MiB a second', () => {
    const bench = makeBench();
    const limits = (rebuild: string, overall: string): number | null =>
      rcOf(act(bench, domain(bench), 'setSdsNetworkLimits', { rebuildLimitInKbps: rebuild, overallLimitInKbps: overall }));
    assert.equal([limits('5119', '0'), limits('6000', '6000'), limits('6000', '7000')], [307, 307, null]);
    const keys = ['rebuildNetworkThrottlingInKbps', 'overallIoNetworkThrottlingInKbps', 'rebalanceNetworkThrottlingEnabled'];
    assert.equal(
      keys.map((key) => instance(bench, domain(bench))[key]),
      [6000, 7000, false],
    );
    assert.is(limits('0', '0'), null);
    assert.is(instance(bench, domain(bench))['rebuildNetworkThrottlingInKbps'], null);
  });
});

describe('a simulated domain that is inactive', (it) => {
  it('takes no volumes until it is activated again', () => {
    const bench = makeBench();
    const make = (name: string): number | null => rcOf(create(bench, { name }));
    act(bench, domain(bench), 'inactivateProtectionDomain', { forceShutdown: 'FALSE' });
    assert.is(instance(bench, domain(bench))['protectionDomainState'], 'Inactive');
    assert.is(make('a'), 213);
    act(bench, domain(bench), 'activateProtectionDomain', { forceActivate: 'FALSE' });
    assert.is(make('a'), null);
  });
});

describe('simulated fault sets', (it) => {
  it('are made in a domain, named, listed there and removed when they are empty', () => {
    const bench = makeBench();
    const protectionDomainId = idIn(domain(bench));
    const id = made(bench, 'FaultSet', { name: 'rack1', protectionDomainId });
    assert.is(refusedToMake(bench, 'FaultSet', { name: 'rack1', protectionDomainId }), 266);
    assert.is(refusedToMake(bench, 'FaultSet', { name: 'rack2', protectionDomainId: 'feed' }), 142);
    assert.is(rcOf(act(bench, `FaultSet::${id}`, 'setFaultSetName', { newName: 'rack9' })), null);
    const ofDomain = bench.get(`/api/instances/${domain(bench)}/relationships/FaultSet`).body as { name: string }[];
    assert.equal(
      ofDomain.map(({ name }) => name),
      ['rack9'],
    );
    assert.is(act(bench, `FaultSet::${id}`, 'removeFaultSet').effect, 'destroyed');
    assert.is(listed(bench, 'FaultSet').length, 0);
  });
});

describe('simulated pools', (it) => {
  it('are made with settings, listed in their domain, and removed only when they are empty', () => {
    const bench = makeBench();
    const protectionDomainId = idIn(domain(bench));
    const settings = {
      sparePercentage: '20',
      rebuildEnabled: 'FALSE',
      zeroPaddingEnabled: 'FALSE',
      useRmcache: 'TRUE',
      rmcacheWriteHandlingMode: 'Passthrough',
    };
    const id = made(bench, 'StoragePool', { name: 'gold', protectionDomainId, ...settings });
    const pool = instance(bench, `StoragePool::${id}`);
    const keys = ['sparePercentage', 'zeroPaddingEnabled', 'useRmcache', 'rmcacheWriteHandlingMode', 'useRfcache', 'rebuildEnabled'];
    assert.equal(
      keys.map((key) => pool[key]),
      [20, false, true, 'Passthrough', false, false],
    );
    assert.is(refusedToMake(bench, 'StoragePool', { name: 'gold', protectionDomainId }), 173);
    assert.is(act(bench, `StoragePool::${id}`, 'removeStoragePool').effect, 'destroyed');
    assert.is(rcOf(act(bench, named(bench, 'StoragePool', 'default'), 'removeStoragePool')), 172);
    bench.gateway.fill('default', 10);
    assert.is(rcOf(act(bench, named(bench, 'StoragePool', 'default'), 'removeStoragePool')), 196);
  });

  it('may have the name of a pool in another domain', () => {
    const bench = makeBench();
    const protectionDomainId = made(bench, 'ProtectionDomain', { name: 'west' });
    assert.is(refusedToMake(bench, 'StoragePool', { name: 'default', protectionDomainId }), null);
  });

  it('want a medium from 3.0 on, and none that is for a time', () => {
    const make = (version: string, mediaType?: string): number | null => {
      const bench = makeBench({ version });
      return refusedToMake(bench, 'StoragePool', { name: 'gold', protectionDomainId: idIn(domain(bench)), mediaType });
    };
    assert.equal([make('2.6'), make('3.6'), make('3.6', 'Transitional'), make('3.6', 'SSD')], [null, 0, 0, null]);
  });

  const settings: readonly [string, object, string, unknown][] = [
    ['setStoragePoolName', { name: 'gold' }, 'name', 'gold'],
    ['setSparePercentage', { sparePercentage: '40' }, 'sparePercentage', 40],
    ['setRebuildEnabled', { rebuildEnabled: 'FALSE' }, 'rebuildEnabled', false],
    ['setRebalanceEnabled', { rebalanceEnabled: 'false' }, 'rebalanceEnabled', false],
    ['setRebuildRebalanceParallelism', { limit: '5' }, 'numOfParallelRebuildRebalanceJobsPerDevice', 5],
    ['setRebuildIoPriorityPolicy', { policy: 'unlimited' }, 'rebuildIoPriorityPolicy', 'unlimited'],
    [
      'setRebalanceIoPriorityPolicy',
      { policy: 'favorAppIos', bwLimitPerDeviceInKbps: '20480' },
      'rebalanceIoPriorityBwLimitPerDeviceInKbps',
      20_480,
    ],
    [
      'setRebalanceIoPriorityPolicy',
      { policy: 'limitNumOfConcurrentIos', numOfConcurrentIosPerDevice: '7' },
      'rebalanceIoPriorityNumOfConcurrentIosPerDevice',
      7,
    ],
    ['setChecksumEnabled', { checksumEnabled: 'TRUE' }, 'checksumEnabled', true],
    ['setUseRmcache', { useRmcache: 'TRUE' }, 'useRmcache', true],
    ['setRmcacheWriteHandlingMode', { rmcacheWriteHandlingMode: 'Passthrough' }, 'rmcacheWriteHandlingMode', 'Passthrough'],
    ['enableRfcache', {}, 'useRfcache', true],
  ];
  for (const [action, params, key, value] of settings) {
    it(`take ${action} ${JSON.stringify(params)}`, () => {
      const bench = makeBench();
      const pool = named(bench, 'StoragePool', 'default');
      assert.is(act(bench, pool, action, params).effect, 'changed');
      assert.is(instance(bench, pool)[key], value);
    });
  }

  const refusals: readonly [string, object, number][] = [
    ['setSparePercentage', { sparePercentage: '100' }, 325],
    ['setRebuildIoPriorityPolicy', { policy: 'soon' }, 0],
    ['setRebuildIoPriorityPolicy', { policy: 'favorAppIos', numOfConcurrentIosPerDevice: '21' }, 64],
    ['setRebuildIoPriorityPolicy', { policy: 'favorAppIos', bwLimitPerDeviceInKbps: '1023' }, 64],
    ['setRebuildEnabled', {}, 0],
    ['setZeroPaddingPolicy', { zeroPadEnabled: 'FALSE' }, 262],
    ['setMediaType', { mediaType: 'SSD' }, 0],
  ];
  for (const [action, params, rc] of refusals) {
    it(`refuse ${action} ${JSON.stringify(params)}`, () => {
      const bench = makeBench();
      const pool = named(bench, 'StoragePool', 'default');
      const before = instance(bench, pool);
      assert.is(rcOf(act(bench, pool, action, params)), rc);
      assert.equal(instance(bench, pool), before);
    });
  }

  it('change zero padding only while they have no devices', () => {
    const bench = makeBench();
    const [empty, used] = [addPool(bench, 'gold', []), addPool(bench, 'iron', [0])];
    const off = (id: string): number | null => rcOf(act(bench, `StoragePool::${id}`, 'setZeroPaddingPolicy', { zeroPadEnabled: 'FALSE' }));
    assert.equal([off(empty), off(used)], [null, 262]);
    assert.is(instance(bench, `StoragePool::${empty}`)['zeroPaddingEnabled'], false);
  });

  it('change their medium to what their devices are, or to one for a time', () => {
    const bench = makeBench({ version: '3.6' });
    const pool = named(bench, 'StoragePool', 'default');
    const media = (mediaType: string): number | null => rcOf(act(bench, pool, 'setMediaType', { mediaType }));
    assert.equal([media('SSD'), media('Transitional'), media('HDD')], [820, null, null]);
  });
});
