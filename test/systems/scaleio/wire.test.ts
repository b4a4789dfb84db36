import { bareText } from '../../../agent/systems/scaleio/client/answers.ts';
import { decodeDeviceCount, decodeStatistics } from '../../../agent/systems/scaleio/client/decode-statistics.ts';
import { decodeDevice, decodeDomain, decodeNode, decodePool, decodeSystem } from '../../../agent/systems/scaleio/client/decode-layout.ts';
import { decodeVolume } from '../../../agent/systems/scaleio/client/decode-volume.ts';
import { decodeId, decodeList, decodeOne } from '../../../agent/systems/scaleio/client/decode.ts';
import type { PoolStatistics, Volume } from '../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../agent/units.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { bodyOf, fixture } from './fixtures.ts';

describe('decoding a ScaleIO 2.6 gateway', (it) => {
  it('reads the system, the domain and the pool', () => {
    assert.equal(decodeList(decodeSystem)(fixture('systems'), 'read'), [
      { id: '4d2989c17f7ec52c', name: 'scaleio', mdmState: 'ClusteredNormal' },
    ]);
    const domain = { id: 'a1f6c0de00000000', name: 'default', protectionDomainState: 'Active' };
    assert.equal(decodeList(decodeDomain)(fixture('protection-domains'), 'read'), [domain]);
    const pool = {
      id: 'c98eaac600000000',
      name: 'default',
      protectionDomainId: domain.id,
      highPercent: 80,
      criticalPercent: 90,
      sparePercent: 34,
      rebalanceEnabled: true,
      rebuild: { enabled: true, policy: 'limitNumOfConcurrentIos', concurrentIosPerDevice: 1, bandwidthKibpsPerDevice: 10_240 },
      rebalance: { enabled: true, policy: 'favorAppIos', concurrentIosPerDevice: 1, bandwidthKibpsPerDevice: 10_240 },
      parallelJobsPerDevice: 2,
      zeroPadding: true,
      useRmcache: false,
      useRfcache: false,
      rmcacheWriteHandling: 'Cached',
      mediaType: null,
    };
    assert.equal(decodeList(decodePool)(fixture('storage-pools'), 'read'), [pool]);
  });

  it('reads volumes, mapped or not, and snapshots', () => {
    const rest = { storagePoolId: 'c98eaac600000000', ancestorVolumeId: null, mappings: [], createdAtSeconds: 1_574_882_772 };
    const [id, vtreeId, thin] = ['a2b7cc6300000000', '252fd6e400000000', 'ThinProvisioned'];
    const mapping = { sdcId: '6076fd1100000000', host: '10.0.0.11', limitIops: 0, limitMibps: 0 };
    const ledger = { ...rest, id: 'a2b7cc6400000001', name: 'ledger', vtreeId: '252fd6e500000001', sizeKib: gibToKib(8) };
    const nightly = { ...rest, id: 'a2b7cc6500000002', name: 'elasticsearch0nightly', vtreeId, sizeKib: gibToKib(16) };
    assert.equal(decodeList(decodeVolume)(fixture('volumes'), 'read'), [
      { ...rest, id, name: 'elasticsearch0data', vtreeId, sizeKib: gibToKib(16), volumeType: thin },
      { ...ledger, volumeType: 'ThickProvisioned', mappings: [mapping] },
      { ...nightly, volumeType: 'Snapshot', ancestorVolumeId: id, createdAtSeconds: 1_574_969_172 },
    ]);
  });

  it('reads to whom a volume is mapped, and never takes a field that is not there for nobody', async () => {
    const [volume] = bodyOf('volumes') as readonly object[];
    const mappings = (fields: object): Volume['mappings'] =>
      decodeOne(decodeVolume)(Buffer.from(JSON.stringify({ ...volume, ...fields })), 'read').mappings;
    const limits = { limitIops: 11, limitBwInMbps: 10 };
    const decoded = { limitIops: 11, limitMibps: 10 };
    assert.equal(mappings({ mappedSdcInfo: null }), []);
    assert.equal(mappings({ mappedSdcInfo: [] }), []);
    const mappedSdcInfo = [
      { sdcId: 's2', sdcIp: '10.0.0.12', ...limits },
      { sdcId: 's1', sdcIp: null, ...limits },
    ];
    assert.equal(mappings({ mappedSdcInfo }), [
      { sdcId: 's1', host: 's1', ...decoded },
      { sdcId: 's2', host: '10.0.0.12', ...decoded },
    ]);
    const everyone = { sdcId: '*', host: 'every SDC', limitIops: 0, limitMibps: 0 };
    assert.equal(mappings({ mappedSdcInfo: null, mappingToAllSdcsEnabled: true }), [everyone]);
    await rejects(() => mappings({ mappedSdcInfo: undefined }), 'scaleio/unexpected-answer');
    await rejects(() => mappings({ mappedSdcInfo: [{}] }), 'scaleio/unexpected-answer');
  });

  it('reads nodes, connected or not', () => {
    const [up, down] = decodeList(decodeNode)(fixture('sds'), 'read');
    assert.equal([up?.ips, up?.roles, up?.port], [['10.0.0.11'], ['all'], 7072]);
    assert.equal([up?.states.mdmConnectionState, down?.states.mdmConnectionState], ['Connected', 'Disconnected']);
  });

  it('reads the figures of a pool', () => {
    assert.equal(decodeOne(decodeStatistics)(fixture('storage-pool-statistics'), 'read'), {
      deviceCount: 3,
      maxKib: 563_082_240,
      spareKib: 191_447_040,
      inUseKib: 18_874_368,
      degradedKib: 0,
      failedKib: 0,
      unreachableUnusedKib: 0,
      rebuildKib: 0,
      rebalanceKib: 0,
      availableKib: 176_160_768,
      thickKib: 16_777_216,
      thinAllocatedKib: 33_554_432,
      rebuildKibps: 0,
      rebalanceKibps: 0,
    });
    assert.is(decodeOne(decodeDeviceCount)(fixture('storage-pool-statistics'), 'read'), 3);
  });

  const recorded = bodyOf('storage-pool-statistics');
  const statistics = (over: object): PoolStatistics =>
    decodeOne(decodeStatistics)(Buffer.from(JSON.stringify({ ...recorded, ...over })), 'read');
  const moving: readonly (readonly [string, 'rebuildKib' | 'rebalanceKib'])[] = [
    ['activeFwdRebuildCapacityInKb', 'rebuildKib'],
    ['pendingFwdRebuildCapacityInKb', 'rebuildKib'],
    ['activeBckRebuildCapacityInKb', 'rebuildKib'],
    ['pendingBckRebuildCapacityInKb', 'rebuildKib'],
    ['activeNormRebuildCapacityInKb', 'rebuildKib'],
    ['pendingNormRebuildCapacityInKb', 'rebuildKib'],
    ['activeRebalanceCapacityInKb', 'rebalanceKib'],
    ['pendingRebalanceCapacityInKb', 'rebalanceKib'],
  ];
  for (const [field, figure] of moving) {
    it(`adds ${field} to ${figure}, once`, async () => {
      const total = figure === 'rebuildKib' ? 'fwdRebuildCapacityInKb' : 'rebalanceCapacityInKb';
      const { rebuildKib, rebalanceKib } = statistics({ [field]: 4096, [total]: 4096 });
      assert.equal({ rebuildKib, rebalanceKib }, { rebuildKib: 0, rebalanceKib: 0, [figure]: 4096 });
      await rejects(() => statistics({ [field]: undefined }), 'scaleio/unexpected-answer');
    });
  }

  it('sums all rebuilds, and knows that 2.0 has no norm rebuild', () => {
    const each = Object.fromEntries(moving.map(([field], index) => [field, 2 ** index]));
    assert.is(statistics(each).rebuildKib, 63);
    assert.is(statistics({ ...each, activeNormRebuildCapacityInKb: undefined, pendingNormRebuildCapacityInKb: undefined }).rebuildKib, 15);
  });

  it('reads devices, their path by the name that answers have', () => {
    assert.equal(decodeList(decodeDevice)(fixture('devices'), 'read'), [
      {
        id: 'ebbfc47200000000',
        name: 'xvdf',
        sdsId: '9b4c8f3200000000',
        storagePoolId: 'c98eaac600000000',
        path: '/dev/xvdf',
        originalPath: '/dev/xvdf',
        deviceState: 'Normal',
        errorState: 'None',
        maxKib: 187_694_080,
      },
    ]);
  });

  it('takes a field that is not there for no value, wherever one is needed', async () => {
    const [system] = bodyOf('systems') as readonly object[];
    const [pool] = bodyOf('storage-pools') as readonly object[];
    const [node] = bodyOf('sds') as readonly object[];
    const [device] = bodyOf('devices') as readonly object[];
    const rows: readonly [Parameters<typeof decodeOne>[0], object | undefined, readonly string[]][] = [
      [decodePool, pool, ['sparePercentage', 'rebalanceEnabled']],
      [decodeNode, node, ['faultSetId']],
      [decodeDevice, device, ['sdsId', 'storagePoolId', 'deviceState', 'errorState', 'maxCapacityInKb']],
      [decodeStatistics, recorded, ['capacityAvailableForVolumeAllocationInKb']],
      [decodeDeviceCount, recorded, ['numOfDevices']],
    ];
    for (const [decode, body, fields] of rows) {
      for (const field of fields) {
        const error = await rejects(
          () => decodeOne(decode)(Buffer.from(JSON.stringify({ ...body, [field]: undefined })), 'read'),
          'scaleio/unexpected-answer',
        );
        assert.match(error.message, new RegExp(`field ${field} is no`));
      }
    }
    const mdmState = (over: object): string | null =>
      decodeOne(decodeSystem)(Buffer.from(JSON.stringify({ ...system, ...over })), 'read').mdmState;
    assert.is(mdmState({ mdmCluster: undefined }), null, 'a gateway that does not have it');
    for (const mdmCluster of [null, {}, { clusterState: null }]) await rejects(() => mdmState({ mdmCluster }), 'scaleio/unexpected-answer');
  });

  it('reads a device that speeds up others as one of no storage pool', () => {
    const [device] = bodyOf('devices') as readonly object[];
    assert.is(decodeOne(decodeDevice)(Buffer.from(JSON.stringify({ ...device, storagePoolId: null })), 'read').storagePoolId, null);
  });

  it('reads an id, alone and in an object, with quotes and without', () => {
    assert.is(decodeId(fixture('created'), 'create'), 'a2b7cc6300000000');
    assert.is(bareText(fixture('query-id-by-key')), 'a2b7cc6300000000');
    assert.is(bareText(Buffer.from('a2b7cc6300000000\n')), 'a2b7cc6300000000');
    assert.is(bareText(fixture('version')), '2.6');
  });

  it('takes nothing else for a bare text', () => {
    for (const body of ['', '{}', '[]', '<html></html>', 'two words']) assert.is(bareText(Buffer.from(body)), null, body);
  });

  it('names what is wrong with an answer, and never takes it for an empty list', async () => {
    const read = (body: string): unknown => decodeList(decodeVolume)(Buffer.from(body), 'read volumes');
    const rows: readonly [string, RegExp][] = [
      ['', /no list/],
      ['<html>', /no list/],
      ['{}', /no list/],
      ['[1]', /no object/],
      ['[{"id": 1}]', /field id is no text/],
      ['[{"id": "a", "name": 1}]', /field name is no text/],
      ['[{"id": "a", "name": null, "sizeInKb": "8"}]', /field sizeInKb is no number/],
    ];
    for (const [body, why] of rows) {
      const error = await rejects(() => read(body), 'scaleio/unexpected-answer');
      assert.match(error.message, why);
    }
  });
});
