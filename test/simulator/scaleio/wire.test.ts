import { readdirSync, readFileSync } from 'node:fs';
import { assert, describe } from '../../helpers/suite.ts';
import { basic, create, CREDENTIALS, GIB, makeBench, only, snapshot } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { add, addRow, plug, remove } from './rows.ts';
import { differences } from './shape.ts';

const FIXTURES = new URL('../../fixtures/wire/scaleio/2.6/', import.meta.url);

function fixture(name: string): unknown {
  return (JSON.parse(readFileSync(new URL(`${name}.json`, FIXTURES), 'utf8')) as { body: unknown }).body;
}

/** As a client would parse it. */
function wire(body: unknown): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text === '' ? '' : JSON.parse(text);
}

/** One mapped thick volume, one unmapped thin one with a snapshot, one host gone: every shape that the fixtures hold. */
function livedIn(): Bench {
  const bench = makeBench();
  const thin = create(bench, { name: 'thin' });
  snapshot(bench, thin.id, 'nightly');
  const created = create(bench, { name: 'thick', volumeType: 'ThickProvisioned' });
  bench.post(`/api/instances/Volume::${created.id}/action/addMappedSdc`, { sdcId: only(bench, 'Sdc')['id'] });
  const last = bench.hosts[2];
  if (last) bench.gateway.hostDied(last);
  return bench;
}

const answers: { readonly [fixture: string]: (bench: Bench) => unknown } = {
  login: (bench) => bench.send('GET', '/api/login', basic(CREDENTIALS.username, CREDENTIALS.password)).body,
  logout: (bench) => bench.get('/api/logout').body,
  version: (bench) => bench.get('/api/version').body,
  systems: (bench) => bench.get('/api/types/System/instances').body,
  'protection-domains': (bench) => bench.get('/api/types/ProtectionDomain/instances').body,
  'storage-pools': (bench) => bench.get('/api/types/StoragePool/instances').body,
  'storage-pool-statistics': (bench) =>
    bench.get(`/api/instances/StoragePool::${String(only(bench, 'StoragePool')['id'])}/relationships/Statistics`).body,
  sds: (bench) => bench.get('/api/types/Sds/instances').body,
  sdcs: (bench) => bench.get('/api/types/Sdc/instances').body,
  devices: (bench) => bench.get('/api/types/Device/instances').body,
  volumes: (bench) => bench.get('/api/types/Volume/instances').body,
  created: (bench) => create(bench, { name: 'another' }).body,
  'device-created': (bench) => {
    plug(bench, 0, 'vol-1');
    return add(bench, 0, 'vol-1').body;
  },
  action: (bench) =>
    bench.post(`/api/instances/Volume::${String(only(bench, 'Volume')['id'])}/action/setVolumeSize`, { sizeInGB: '16' }).body,
  'snapshot-created': (bench) => snapshot(bench, volumeId(bench, 'thin'), 'weekly').body,
  'query-id-by-key': (bench) => bench.post('/api/types/Volume/instances/action/queryIdByKey', { name: 'thin' }).body,
  'selected-statistics': (bench) => {
    const query = { allIds: '', properties: ['capacityInUseInKb', 'maxCapacityInKb'] };
    return byFixedId(bench.post('/api/types/StoragePool/instances/action/querySelectedStatistics', query).body);
  },
  'system-limits': (bench) => bench.post('/api/instances/System/action/querySystemLimits', {}).body,
};

/** The keys of this answer are ids: those of the fixture, so that the rest can be compared. */
function byFixedId(body: unknown): unknown {
  const id = Object.keys(fixture('selected-statistics') as object)[0] ?? '';
  return { [id]: Object.values(body as object)[0] as unknown };
}

const refusals: { readonly [fixture: string]: (bench: Bench) => unknown } = {
  'error-unauthorized': (bench) => bench.send('GET', '/api/version', basic('', 'nonsense')).body,
  'error-missing-parameter': (bench) => bench.post('/api/types/Volume/instances', { name: 'x', volumeSizeInKb: '1' }).body,
  'error-bad-value': (bench) =>
    bench.post(`/api/instances/Volume::${volumeId(bench, 'thin')}/action/removeVolume`, { removeMode: 'Uknown' }).body,
  'error-not-found': (bench) => bench.post('/api/types/Volume/instances/action/queryIdByKey', { name: 'none' }).body,
  'error-volume-not-found': (bench) => bench.get('/api/instances/Volume::0123456789abcdef').body,
  'error-volume-name-in-use': (bench) => create(bench, { name: 'thin' }).body,
  'error-volume-mapped': (bench) =>
    bench.post(`/api/instances/Volume::${volumeId(bench, 'thick')}/action/removeVolume`, { removeMode: 'ONLY_ME' }).body,
  'error-volume-decrease': (bench) => {
    const { id } = create(bench, { name: 'large', volumeSizeInKb: String(16 * GIB) });
    return bench.post(`/api/instances/Volume::${id}/action/setVolumeSize`, { sizeInGB: '8' }).body;
  },
  'error-too-few-fault-units': () => create(makeBench({ hosts: 2 }), { name: 'x' }).body,
  'error-volume-size-illegal': (bench) =>
    bench.post(`/api/instances/Volume::${volumeId(bench, 'thin')}/action/setVolumeSize`, { sizeInGB: '9' }).body,
  'error-long-name': (bench) => create(bench, { name: 'a'.repeat(32) }).body,
  'error-device-not-opened': (bench) => add(bench, 0, 'vol-1').body,
  'error-device-name-in-use': (bench) => add(bench, 0, 'vol-1', { name: 'xvdf' }).body,
  'error-device-adding': (bench) => {
    for (const disk of ['vol-1', 'vol-2']) plug(bench, 0, disk);
    add(bench, 0, 'vol-1');
    return add(bench, 0, 'vol-2').body;
  },
  'error-device-last-of-sds': () => remove(makeBench(), 'xvdf').body,
  'error-device-no-spares': () => {
    const bench = makeBench();
    addRow(bench, 'r1', [0]);
    bench.gateway.fill('default', 100);
    return remove(bench, 'vol-r1-0').body;
  },
  'error-relationship': (bench) => bench.get('/api/instances/StoragePool::0123456789abcdef/relationships/Volume').body,
};

function volumeId(bench: Bench, name: string): string {
  return JSON.parse(String(bench.post('/api/types/Volume/instances/action/queryIdByKey', { name }).body)) as string;
}

describe('the simulated gateway on the wire', (it) => {
  for (const [name, answer] of Object.entries(answers)) {
    it(`answers with the keys and types of ${name}.json, no more and no fewer`, () => {
      assert.equal(differences(wire(answer(livedIn())), fixture(name)), []);
    });
  }
  for (const [name, refusal] of Object.entries(refusals)) {
    it(`refuses word for word as in ${name}.json`, () => {
      assert.equal(wire(refusal(livedIn())), fixture(name));
    });
  }
  it('has an answer for every fixture', () => {
    const played = [...Object.keys(answers), ...Object.keys(refusals)].map((name) => `${name}.json`);
    assert.equal(readdirSync(FIXTURES).toSorted(), played.toSorted());
  });
});
