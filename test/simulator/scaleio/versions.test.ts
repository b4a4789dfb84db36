/** What gateways of different versions have, and how they answer; the sources are named in simulator/scaleio/profile.ts. */
import type { Answer } from '../../../simulator/service.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { basic, create, CREDENTIALS, makeBench, only, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';

function query(bench: Bench, type: string, property: string): number {
  return bench.post(`/api/types/${type}/instances/action/querySelectedStatistics`, { allIds: '', properties: [property] }).status;
}

const lists: readonly (readonly [path: string, from: readonly string[], lacking: readonly string[]])[] = [
  ['/api/types/Alert/instances', ['2.0', '3.6'], ['4.0', '4.5']],
  ['/api/instances', ['2.0', '3.6'], ['4.0', '4.5']],
  ['/api/types/SnapshotPolicy/instances', ['3.0', '4.5'], ['2.0', '2.6']],
];

const figures: readonly (readonly [type: string, property: string, known: readonly string[], unknown: readonly string[]])[] = [
  ['StoragePool', 'thinCapacityAllocatedInKm', ['2.0', '2.6', '3.0', '3.6', '4.5'], ['3.5']],
  ['StoragePool', 'thinCapacityAllocatedInKb', ['2.5', '2.6', '3.5', '4.5'], ['2.0']],
  ['StoragePool', 'pendingNormRebuildCapacityInKb', ['2.5', '4.5'], ['2.0']],
  ['StoragePool', 'netUnusedCapacityInKb', ['3.0', '4.5'], ['2.6']],
  ['StoragePool', 'snapshotCapacityInKb', ['3.5', '4.5'], ['2.6', '3.0']],
  ['StoragePool', 'thinUserDataCapacityInKb', ['3.6', '4.5'], ['2.6', '3.5']],
  ['StoragePool', 'fixedReadErrorCount', ['2.6'], ['3.0']],
  ['System', 'numOfScsiInitiators', ['2.0', '2.6'], ['3.0', '4.5']],
  ['System', 'numOfSds', ['2.0', '4.5'], []],
];

const missing: readonly (readonly [version: string, type: string, rc: number])[] = [
  ['2.6', 'Volume', 3],
  ['3.6', 'ProtectionDomain', 3],
  ['4.0', 'Volume', 79],
  ['4.5', 'ProtectionDomain', 142],
];

const headers: readonly (readonly [version: string, accept: string, status: number])[] = [
  ['2.0', 'application/json;version=2.0', 200],
  ['2.0', 'application/json;version=2.0.1', 406],
  ['2.6', 'application/json;version=2.0', 406],
  ['2.6', 'application/json', 200],
  ['3.6', 'application/json;version=2.0', 200],
];

function login(bench: Bench, accept: string): Answer {
  const call = { method: 'GET', path: '/api/login', query: {}, text: '', json: undefined };
  const authorization = basic(CREDENTIALS.username, CREDENTIALS.password);
  return bench.gateway.service.handle({ ...call, headers: { authorization, accept } });
}

describe('a simulated gateway', (it) => {
  for (const [path, having, lacking] of lists) {
    it(`has ${path} in ${having.join(', ')}, and not in ${lacking.join(', ')}`, () => {
      for (const version of having) assert.is(makeBench({ version }).get(path).status, 200, version);
      for (const version of lacking) assert.is(makeBench({ version }).get(path).status, 404, version);
    });
  }

  for (const [type, property, known, unknown] of figures) {
    it(`counts ${property} of a ${type} where the version does, and refuses it elsewhere`, () => {
      for (const version of known) assert.is(query(makeBench({ version }), type, property), 200, version);
      for (const version of unknown) assert.is(query(makeBench({ version }), type, property), 400, version);
    });
  }

  for (const [version, type, rc] of missing) {
    it(`of ${version} says ${rc} when there is no ${type} of a name`, () => {
      assert.is(rcOf(makeBench({ version }).post(`/api/types/${type}/instances/action/queryIdByKey`, { name: 'none' })), rc);
    });
  }

  for (const [version, accept, status] of headers) {
    it(`of ${version} answers ${status} to one who accepts ${accept}`, () => {
      assert.is(login(makeBench({ version }), accept).status, status);
    });
  }

  it('says the first two numbers of its version', () => {
    assert.is(makeBench({ version: '3.6.0.1' }).get('/api/version').body, '"3.6"');
  });

  it('answers an action with nothing up to 2.6, with an empty object from 3.0 on', () => {
    const renamed = (version: string): unknown => {
      const bench = makeBench({ version });
      return bench.post(`/api/instances/Volume::${create(bench, { name: 'a' }).id}/action/setVolumeName`, { newName: 'b' }).body;
    };
    assert.is(renamed('2.6'), '');
    assert.equal(renamed('3.0'), {});
  });

  it('has one address of an SDC up to 2.6, a list from 3.0 on, and none there once it is disconnected', () => {
    const sdc = (version: string, isAlive: boolean): Record<string, unknown> => {
      const bench = makeBench({ version, hosts: 1 });
      for (const host of bench.hosts) if (!isAlive) bench.gateway.hostDied(host);
      return only(bench, 'Sdc');
    };
    assert.is(sdc('2.6', false)['sdcIp'], '10.0.0.11');
    assert.is(sdc('2.6', true)['sdcIps'], undefined);
    assert.equal(sdc('3.6', true)['sdcIps'], ['10.0.0.11']);
    assert.is(sdc('3.6', false)['sdcIps'], null);
    assert.is(sdc('3.6', false)['sdcIp'], 'N/A');
  });

  it('says its own verdict on how full a pool is from 3.5 on', () => {
    const bench = makeBench({ version: '3.5' });
    const states = [79, 80, 90].map((percent) => {
      bench.gateway.fill('default', percent);
      return only(bench, 'StoragePool')['capacityUsageState'];
    });
    assert.equal(states, ['Normal', 'High', 'Critical']);
    assert.is(only(makeBench({ version: '3.0' }), 'StoragePool')['capacityUsageState'], undefined);
  });

  it('of 5.0 has domains of the second generation, erasure-coded', () => {
    assert.is(only(makeBench({ version: '5.0' }), 'ProtectionDomain')['genType'], 'EC');
    assert.is(only(makeBench({ version: '4.5' }), 'ProtectionDomain')['genType'], undefined);
  });
});

describe('queries of the simulated gateway', (it) => {
  it('give the objects of some ids, and refuse an id that nothing has', () => {
    const bench = makeBench({ version: '3.6' });
    const { id } = create(bench, { name: 'a' });
    create(bench, { name: 'b' });
    const selected = (ids: readonly (string | null)[]): Answer =>
      bench.post('/api/types/Volume/instances/action/queryBySelectedIds', { ids });
    assert.equal(
      (selected([id]).body as readonly { name: string }[]).map(({ name }) => name),
      ['a'],
    );
    assert.is(rcOf(selected(['0123456789abcdef'])), 79);
  });

  it('find domains and pools by name in an address', () => {
    const bench = makeBench();
    const domainId = only(bench, 'ProtectionDomain')['id'];
    assert.is(bench.get('/api/types/Domain/instances/getByName::default').body, JSON.stringify(domainId));
    const poolId = only(bench, 'StoragePool')['id'];
    assert.is(bench.get(`/api/types/Pool/instances/getByName::${String(domainId)},default`).body, JSON.stringify(poolId));
    assert.is(rcOf(bench.get('/api/types/Domain/instances/getByName::none')), 3);
  });

  it('give figures of several types at once, those of the system without its id', () => {
    const bench = makeBench();
    create(bench, { name: 'a', volumeType: 'ThickProvisioned' });
    const selectedStatisticsList = [
      { type: 'System', properties: ['numOfVolumes', 'thickCapacityInUseInKb'] },
      { type: 'Sdc', allIds: [], properties: ['numOfMappedVolumes'] },
    ];
    const body = bench.post('/api/instances/querySelectedStatistics', { selectedStatisticsList }).body as Record<string, object>;
    assert.equal(body['System'], { numOfVolumes: 1, thickCapacityInUseInKb: 16 * 1024 * 1024 });
    assert.equal(
      Object.values(body['Sdc'] ?? {}),
      Array.from({ length: 3 }, () => ({ numOfMappedVolumes: 0 })),
    );
  });

  it('name the reason of a batch in its details', () => {
    const bench = makeBench();
    const path = `/api/instances/System::${String(only(bench, 'System')['id'])}/action/snapshotVolumes`;
    const refusal = bench.post(path, { snapshotDefs: [{ volumeId: '0123456789abcdef', snapshotName: 's' }] });
    assert.is(refusal.status, 500);
    const details = [{ error: 'VOL_NOT_FOUND', rc: 79, errorMessage: 'Could not find the volume' }];
    assert.equal(refusal.body, { message: 'Error with details', httpStatusCode: 500, errorCode: 0, details });
  });
});
