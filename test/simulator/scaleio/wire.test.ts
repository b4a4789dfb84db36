/** Every recorded body of every version against what the simulator answers: keys and types of objects, refusals word for word. */
import { readdirSync, readFileSync } from 'node:fs';
import { assert, describe } from '../../helpers/suite.ts';
import { basic, create, CREDENTIALS, GIB, makeBench, only, snapshot } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { add, addRow, plug, remove } from './rows.ts';
import { differences } from './shape.ts';

const FIXTURES = new URL('../../fixtures/wire/scaleio/', import.meta.url);
const VERSIONS = ['2.0', '2.6', '3.6', '4.5', '5.0'];

function fixture(version: string, name: string): unknown {
  return (JSON.parse(readFileSync(new URL(`${version}/${name}.json`, FIXTURES), 'utf8')) as { body: unknown }).body;
}

/** As a client would parse it. */
function wire(body: unknown): unknown {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text === '' || text.startsWith('<') ? text : JSON.parse(text);
}

/** One mapped thick volume, one thin one with a snapshot, written to, a fault set, one host gone: every shape that the fixtures hold. */
function livedIn(version: string): Bench {
  const bench = makeBench({ version });
  const thin = create(bench, { name: 'thin' });
  bench.gateway.fill('default', 10);
  snapshot(bench, thin.id, 'nightly');
  const created = create(bench, { name: 'thick', volumeType: 'ThickProvisioned' });
  bench.post(`/api/instances/Volume::${created.id}/action/addMappedSdc`, { sdcId: only(bench, 'Sdc')['id'] });
  bench.post('/api/types/FaultSet/instances', { name: 'rack-1', protectionDomainId: only(bench, 'ProtectionDomain')['id'] });
  const last = bench.hosts[2];
  if (last) bench.gateway.hostDied(last);
  return bench;
}

type Ask = (bench: Bench, version: string) => unknown;

function listOf(type: string): Ask {
  return (bench) => bench.get(`/api/types/${type}/instances`).body;
}

const answers: { readonly [fixture: string]: Ask } = {
  login: (bench) => bench.send('GET', '/api/login', basic(CREDENTIALS.username, CREDENTIALS.password)).body,
  'login-jwt': (bench) => bench.send('POST', '/rest/auth/login', undefined, CREDENTIALS).body,
  logout: (bench) => bench.get('/api/logout').body,
  version: (bench) => bench.get('/api/version').body,
  systems: listOf('System'),
  users: listOf('User'),
  alerts: listOf('Alert'),
  'protection-domains': listOf('ProtectionDomain'),
  'fault-sets': listOf('FaultSet'),
  'storage-pools': listOf('StoragePool'),
  sds: listOf('Sds'),
  sdcs: listOf('Sdc'),
  devices: listOf('Device'),
  volumes: listOf('Volume'),
  vtrees: listOf('VTree'),
  'snapshot-policies': listOf('SnapshotPolicy'),
  everything: (bench) => partsOf(bench.get('/api/instances').body as Record<string, unknown>),
  'mdm-cluster': (bench) => bench.post('/api/instances/System/queryMdmCluster', {}).body,
  'storage-pool-statistics': (bench) =>
    bench.get(`/api/instances/StoragePool::${String(only(bench, 'StoragePool')['id'])}/relationships/Statistics`).body,
  'system-statistics': (bench) => bench.get(`/api/instances/System::${String(only(bench, 'System')['id'])}/relationships/Statistics`).body,
  created: (bench) => create(bench, { name: 'another' }).body,
  'device-created': (bench) => {
    plug(bench, 0, 'vol-1');
    return add(bench, 0, 'vol-1').body;
  },
  action: (bench) => bench.post(`/api/instances/Volume::${volumeId(bench, 'thin')}/action/setVolumeSize`, { sizeInGB: '16' }).body,
  'vtree-migrating': (_, version) => migrating(makeBench({ version })),
  'snapshot-created': (bench) => snapshot(bench, volumeId(bench, 'thin'), 'weekly').body,
  'query-id-by-key': (bench) => bench.post('/api/types/Volume/instances/action/queryIdByKey', { name: 'thin' }).body,
  'selected-statistics': (bench, version) => {
    const query = { allIds: '', properties: ['capacityInUseInKb', 'maxCapacityInKb'] };
    return byFixedId(bench.post('/api/types/StoragePool/instances/action/querySelectedStatistics', query).body, version);
  },
  'system-limits': (bench) => bench.post('/api/instances/System/action/querySystemLimits', {}).body,
};

/** The lists are compared one by one, as those of their types. */
function partsOf(tree: Record<string, unknown>): object {
  const emptied = Object.entries(tree).map(([key, value]) => [key, key === 'System' ? {} : Array.isArray(value) ? [] : value] as const);
  return Object.fromEntries(emptied);
}

/** The keys of this answer are ids: those of the fixture, so that the rest can be compared. */
function byFixedId(body: unknown, version: string): unknown {
  const id = Object.keys(fixture(version, 'selected-statistics') as object)[0] ?? '';
  return { [id]: Object.values(body as object)[0] as unknown };
}

function migrating(bench: Bench): unknown {
  const volume = create(bench, { name: 'thin' });
  bench.gateway.fill('default', 10);
  const target = { name: 'other', protectionDomainId: only(bench, 'ProtectionDomain')['id'], mediaType: 'HDD' };
  const made = bench.post('/api/types/StoragePool/instances', target);
  bench.hosts.forEach((_, index) => {
    plug(bench, index, `vol-m${index}`);
    add(bench, index, `vol-m${index}`, { storagePoolId: made.id });
  });
  bench.advance(60_000);
  bench.post(`/api/instances/Volume::${volume.id}/action/migrateVTree`, { destSPId: made.id });
  const { vtreeId } = bench.get(`/api/instances/Volume::${volume.id}`).body as { vtreeId: string };
  return bench.get(`/api/instances/VTree::${vtreeId}`).body;
}

const refusals: { readonly [fixture: string]: Ask } = {
  'error-unauthorized': (bench) => bench.send('GET', '/api/version', basic('', 'nonsense')).body,
  unauthorized: (bench) => bench.send('GET', '/api/version', basic('', 'nonsense')).body,
  'error-missing-parameter': (bench) => bench.post('/api/types/Volume/instances', { name: 'x', volumeSizeInKb: '1' }).body,
  'error-bad-value': (bench) =>
    bench.post(`/api/instances/Volume::${volumeId(bench, 'thin')}/action/removeVolume`, { removeMode: 'Uknown' }).body,
  'error-not-found': (bench) => bench.post('/api/types/Volume/instances/action/queryIdByKey', { name: 'none' }).body,
  'error-domain-not-found': (bench) => bench.post('/api/types/ProtectionDomain/instances/action/queryIdByKey', { name: 'none' }).body,
  'error-volume-not-found': (bench) => bench.get('/api/instances/Volume::0123456789abcdef').body,
  'error-volume-name-in-use': (bench) => create(bench, { name: 'thin' }).body,
  'error-volume-mapped': (bench) =>
    bench.post(`/api/instances/Volume::${volumeId(bench, 'thick')}/action/removeVolume`, { removeMode: 'ONLY_ME' }).body,
  'error-volume-decrease': (bench) => {
    const { id } = create(bench, { name: 'large', volumeSizeInKb: String(16 * GIB) });
    return bench.post(`/api/instances/Volume::${id}/action/setVolumeSize`, { sizeInGB: '8' }).body;
  },
  'error-too-few-fault-units': (_, version) => create(makeBench({ hosts: 2, version }), { name: 'x' }).body,
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
  'error-device-last-of-sds': (_, version) => remove(makeBench({ version }), 'xvdf').body,
  'error-device-no-spares': (_, version) => {
    const bench = makeBench({ version });
    addRow(bench, 'r1', [0]);
    bench.gateway.fill('default', 100);
    return remove(bench, 'vol-r1-0').body;
  },
  'error-relationship': (bench) => bench.get('/api/instances/StoragePool::0123456789abcdef/relationships/Volume').body,
};

function volumeId(bench: Bench, name: string): string {
  return JSON.parse(String(bench.post('/api/types/Volume/instances/action/queryIdByKey', { name }).body)) as string;
}

for (const version of VERSIONS) {
  describe(`the simulated gateway ${version} on the wire`, (it) => {
    for (const file of readdirSync(new URL(`${version}/`, FIXTURES)).toSorted()) {
      const name = file.replace(/\.json$/, '');
      const [answer, refusal] = [answers[name], refusals[name]];
      if (refusal) {
        it(`refuses word for word as in ${file}`, () => {
          assert.equal(wire(refusal(livedIn(version), version)), fixture(version, name));
        });
      } else {
        it(`answers with the keys and types of ${file}, no more and no fewer`, () => {
          if (!answer) throw new Error(`nothing here answers ${file}`);
          assert.equal(differences(wire(answer(livedIn(version), version)), fixture(version, name)), []);
        });
      }
    }
  });
}
