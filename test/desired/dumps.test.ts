/** Answers of Marathon as sources: people begin with what is running. */
import { readFileSync } from 'node:fs';
import type { Json } from '../../agent/model/ref.ts';
import { assert, describe } from '../helpers/suite.ts';
import { simulate } from '../simulator/simulated.ts';
import { documentOf } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';

const CLUSTER = documentOf('Cluster', 'prod', 'spec: { sources: [{ files: "*.json", as: App }] }');

type Fields = { readonly [field: string]: Json };

/** The spec of each app in a file that holds this; anything wrong fails. */
async function specsIn(answer: unknown): Promise<{ readonly [name: string]: unknown }> {
  const loaded = await loadFiles({ 'prod/cluster.yaml': CLUSTER, 'prod/a.json': JSON.stringify(answer) });
  assert.equal(loaded.kind === 'refused' ? loaded.errors : [], []);
  return loaded.kind === 'refused' ? {} : Object.fromEntries([...loaded.desired.docs.App].map(([name, { spec }]) => [name, spec]));
}

async function mistakesIn(app: Fields): Promise<readonly string[]> {
  const loaded = await loadFiles({ 'prod/cluster.yaml': CLUSTER, 'prod/a.json': JSON.stringify({ id: '/a', cmd: 'sleep 1', ...app }) });
  return loaded.kind === 'refused' ? loaded.errors.map(placed) : [];
}

async function exampleApps(): Promise<readonly (readonly [string, object])[]> {
  const paths = [
    'clusters/prod/cluster.yaml',
    ...['nodes', 'pool', 'protection-domain', 'volumes'].map((name) => `clusters/prod/storage/${name}.yaml`),
  ];
  const all = [
    ...paths,
    ...['elasticsearch', 'postgres', 'web'].map((name) => `shared/apps/${name}.yaml`),
    'shared/frameworks/elasticsearch.yaml',
  ];
  const textOf = (path: string): string => readFileSync(new URL(`../../examples/cluster-repo/${path}`, import.meta.url), 'utf8');
  const loaded = await loadFiles(Object.fromEntries(all.map((path) => [path, textOf(path)])), { path: 'clusters/prod' });
  return loaded.kind === 'refused' ? [] : [...loaded.desired.docs.App].map(([name, { spec }]) => [name, spec]);
}

/** Health checks of every kind: Marathon adds to each what belongs to its protocol. */
const CHECKED = {
  cmd: 'sleep 1',
  portDefinitions: [{ port: 0, name: 'http' }],
  healthChecks: [
    {},
    { protocol: 'HTTPS' },
    { protocol: 'TCP' },
    { protocol: 'MESOS_HTTP' },
    { protocol: 'COMMAND', command: { value: 'true' } },
  ],
  readinessChecks: [{ portName: 'http' }],
  check: { http: { path: '/' } },
  executorResources: {},
  resourceLimits: { cpus: 'unlimited' },
};

/** 1.4 writes nulls for what is not set, and the ports and files to fetch in two ways (v1.4.13 api/v2/json/Formats.scala). */
const OLD: Fields = {
  id: '/old/web',
  cmd: 'sleep 1',
  args: null,
  user: null,
  env: {},
  uris: ['https://example.com/a.tgz'],
  fetch: [{ uri: 'https://example.com/a.tgz', extract: true, executable: false, cache: false }],
  storeUrls: [],
  container: {
    type: 'DOCKER',
    volumes: [],
    docker: { image: 'nginx', network: 'HOST', portMappings: [], privileged: false, parameters: [], forcePullImage: false },
  },
  healthChecks: [{ protocol: 'HTTP', path: '/', portIndex: 0, command: null, ignoreHttp1xx: false, maxConsecutiveFailures: 3 }],
  ipAddress: null,
  residency: null,
  acceptedResourceRoles: null,
  taskKillGracePeriodSeconds: null,
  ports: [10000],
  portDefinitions: [{ port: 10000, protocol: 'tcp', labels: {} }],
};

describe('a file of what Marathon answers', (it) => {
  it('declares the apps of the example, with whatever Marathon fills in', async (context) => {
    const { put, marathon } = await simulate(context);
    const apps = [...(await exampleApps()), ['/checked/all', CHECKED] as const];
    for (const [name, spec] of apps) await put(name, spec);
    const declaredBy = async (path: string): Promise<readonly string[]> =>
      Object.keys(await specsIn((await marathon('GET', path)).json)).toSorted();
    const names = apps.map(([name]) => name).toSorted();
    assert.ok(names.length > 2);
    assert.equal(await declaredBy('/v2/apps'), names);
    assert.equal(await declaredBy('/v2/groups'), names);
    for (const name of names) assert.equal(await declaredBy(`/v2/apps/${name}`), [name]);
  });

  it('declares whatever Marathon writes, but no credential: it has another form now', async () => {
    const { body } = JSON.parse(readFileSync(new URL('../fixtures/wire/marathon/apps.json', import.meta.url), 'utf8')) as { body: unknown };
    const specs = await specsIn(JSON.parse(JSON.stringify(body), (field, value: unknown) => (field === 'credential' ? undefined : value)));
    assert.ok(Object.keys(specs).length > 3);
    for (const spec of Object.values(specs)) assert.not.match(JSON.stringify(spec), /ignoreHttp1xx|residency|"plumbline"/);
  });

  it('may be one of Marathon 1.4', async () => {
    assert.equal(await specsIn({ apps: [OLD] }), {
      '/old/web': {
        cmd: 'sleep 1',
        env: {},
        fetch: OLD['fetch'],
        container: {
          type: 'DOCKER',
          volumes: [],
          docker: { image: 'nginx', privileged: false, parameters: [], forcePullImage: false },
        },
        healthChecks: [{ protocol: 'HTTP', path: '/', portIndex: 0, maxConsecutiveFailures: 3 }],
        portDefinitions: OLD['portDefinitions'],
      },
    });
  });

  const said: readonly (readonly [string, Fields, string])[] = [
    ['other ports than those of portDefinitions', { ports: [1], portDefinitions: [{ port: 2 }] }, 'desired/app-old-words'],
    ['other files to fetch', { uris: ['a'], fetch: [{ uri: 'b' }] }, 'desired/app-old-words'],
    [
      'networks in both ways',
      { networks: [{ mode: 'host' }], container: { docker: { image: 'x', network: 'HOST' } } },
      'desired/app-old-words',
    ],
    ['no value of a variable', { env: { A: null } }, 'schema/wrong-type'],
    ['a label like the mark', { labels: { plumbline: 'yes' } }, 'desired/app-mark'],
  ];
  for (const [name, app, code] of said) {
    it(`is refused where something is said that would be lost: ${name}`, async () => {
      const codes = (await mistakesIn(app)).map((one) => one.split(' ')[1]);
      assert.equal(codes, [code]);
    });
  }
});
