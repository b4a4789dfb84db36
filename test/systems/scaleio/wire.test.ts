import { readFileSync } from 'node:fs';
import { bareText, refusal } from '../../../agent/systems/scaleio/client/answers.ts';
import { decodeDeviceCount, decodeStatistics } from '../../../agent/systems/scaleio/client/decode-statistics.ts';
import {
  decodeDevice,
  decodeDomain,
  decodeId,
  decodeList,
  decodeNode,
  decodeOne,
  decodePool,
  decodeSystem,
  decodeVolume,
} from '../../../agent/systems/scaleio/client/decode.ts';
import type { PoolStatistics } from '../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../agent/units.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';

function bodyOf(name: string): object {
  const file = new URL(`../../fixtures/wire/scaleio/${name}.json`, import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { body: object }).body;
}

function fixture(name: string): Buffer {
  return Buffer.from(JSON.stringify(bodyOf(name)));
}

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
    };
    assert.equal(decodeList(decodePool)(fixture('storage-pools'), 'read'), [pool]);
  });

  it('reads volumes, mapped or not, and snapshots', () => {
    const rest = { storagePoolId: 'c98eaac600000000', ancestorVolumeId: null, mappedTo: [] };
    const [id, thin] = ['a2b7cc6300000000', 'ThinProvisioned'];
    assert.equal(decodeList(decodeVolume)(fixture('volumes'), 'read'), [
      { ...rest, id, name: 'elasticsearch0data', sizeKib: gibToKib(16), volumeType: thin },
      { ...rest, id: 'a2b7cc6400000001', name: 'ledger', sizeKib: gibToKib(8), volumeType: 'ThickProvisioned', mappedTo: ['10.0.0.11'] },
      {
        ...rest,
        id: 'a2b7cc6500000002',
        name: 'elasticsearch0nightly',
        sizeKib: gibToKib(16),
        volumeType: 'Snapshot',
        ancestorVolumeId: id,
      },
    ]);
  });

  it('reads to whom a volume is mapped, and never takes a field that is not there for nobody', async () => {
    const volume = { id: 'v', name: 'pg', sizeInKb: 8, storagePoolId: 'p', volumeType: 'ThinProvisioned', ancestorVolumeId: null };
    const mappedTo = (fields: object): readonly string[] =>
      decodeOne(decodeVolume)(Buffer.from(JSON.stringify({ ...volume, ...fields })), 'read').mappedTo;
    assert.equal(mappedTo({ mappedSdcInfo: null }), []);
    assert.equal(mappedTo({ mappedSdcInfo: [] }), []);
    assert.equal(
      mappedTo({
        mappedSdcInfo: [
          { sdcId: 's2', sdcIp: '10.0.0.12' },
          { sdcId: 's1', sdcIp: null },
        ],
      }),
      ['10.0.0.12', 's1'],
    );
    assert.equal(mappedTo({ mappedSdcInfo: null, mappingToAllSdcsEnabled: true }), ['every SDC']);
    await rejects(() => mappedTo({}), 'scaleio/unexpected-answer');
    await rejects(() => mappedTo({ mappedSdcInfo: [{}] }), 'scaleio/unexpected-answer');
  });

  it('reads nodes, connected or not', () => {
    const [up, down] = decodeList(decodeNode)(fixture('sds'), 'read');
    assert.equal(up?.ips, ['10.0.0.11']);
    assert.equal([up?.states.mdmConnectionState, down?.states.mdmConnectionState], ['Connected', 'Disconnected']);
  });

  it('reads the figures of a pool', () => {
    assert.equal(decodeOne(decodeStatistics)(fixture('storage-pool-statistics'), 'read'), {
      maxKib: 563_082_240,
      spareKib: 191_447_040,
      inUseKib: 18_874_368,
      degradedKib: 0,
      failedKib: 0,
      unreachableUnusedKib: 0,
      rebuildKib: 0,
      rebalanceKib: 0,
      availableKib: 176_160_768,
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
      [decodeDevice, device, ['sdsId', 'storagePoolId', 'deviceCurrentPathName', 'deviceState', 'errorState', 'maxCapacityInKb']],
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
      ['[{"id": "a"}]', /field name is no text/],
      ['[{"id": "a", "name": null, "sizeInKb": "8"}]', /field sizeInKb is no number/],
    ];
    for (const [body, why] of rows) {
      const error = await rejects(() => read(body), 'scaleio/unexpected-answer');
      assert.match(error.message, why);
    }
  });
});

describe('a refusal of a ScaleIO gateway', (it) => {
  const answer = (body: string | Buffer, status: number): Parameters<typeof refusal>[1] => ({
    status,
    headers: {},
    body: Buffer.from(body),
  });
  const recorded: readonly [string, number, string][] = [
    ['error-volume-name-in-use', 500, 'scaleio/changed-meanwhile'],
    ['error-volume-not-found', 500, 'scaleio/changed-meanwhile'],
    ['error-volume-decrease', 500, 'scaleio/changed-meanwhile'],
    ['error-volume-size-illegal', 500, 'scaleio/refused'],
    ['error-long-name', 500, 'scaleio/refused'],
    ['error-too-few-fault-units', 500, 'scaleio/refused'],
    ['error-volume-mapped', 500, 'scaleio/not-yet'],
    ['error-missing-parameter', 400, 'scaleio/refused'],
    ['error-relationship', 500, 'scaleio/busy'],
  ];
  for (const [name, status, code] of recorded) {
    it(`${name} is ${code}`, () => assert.is(refusal('create volume pg', answer(fixture(name), status)).code.code, code));
  }

  const made = (errorCode: number, status = 500): string => JSON.stringify({ message: 'Words', httpStatusCode: status, errorCode });
  const classes: readonly [readonly number[], string][] = [
    [[32, 68, 69, 70, 164], 'transient'],
    [[78, 99, 100, 103, 104, 126, 135, 138, 145, 163, 206, 212, 218, 219, 220], 'waiting'],
    [[61, 67, 71, 72, 73, 125, 136, 144, 165, 184, 195, 207, 208, 225, 226, 309, 9999], 'stalled'],
  ];
  for (const [codes, expected] of classes) {
    it(`is ${expected} for the return codes ${codes.join(', ')}`, () => {
      assert.equal(
        codes.map((rc) => refusal('act', answer(made(rc), 500)).code.class),
        codes.map(() => expected),
      );
    });
  }

  it('goes by the code, not by the status or the words', () => {
    assert.is(refusal('act', answer(made(99, 400), 400)).code.code, 'scaleio/changed-meanwhile');
  });

  it('says what was asked, what ScaleIO says and the code by number and name', () => {
    const { message } = refusal('create volume pg', answer(fixture('error-volume-name-in-use'), 500));
    assert.is(
      message,
      'ScaleIO refused to create volume pg: Volume name already in use. Please use a different name. (rc 99 VOL_NAME_IN_USE)',
    );
  });

  it('looks into the first detail of a batch', () => {
    const body = {
      message: 'Error with details',
      httpStatusCode: 500,
      errorCode: 1,
      details: [{ error: 'X', rc: 182, errorMessage: 'Too many' }],
    };
    assert.match(refusal('act', answer(JSON.stringify(body), 500)).message, /Too many/);
  });

  it('copes with no body and with HTML', () => {
    assert.is(refusal('act', answer('', 503)).code.code, 'scaleio/busy');
    assert.is(refusal('act', answer('<html>', 500)).code.code, 'scaleio/busy');
    assert.is(refusal('act', answer('<html>', 404)).code.code, 'scaleio/unexpected-answer');
    assert.is(refusal('act', answer('', 302)).code.code, 'scaleio/redirected');
  });
});
