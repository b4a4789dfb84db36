import { readFileSync } from 'node:fs';
import type { Loaded } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';

/** Of the cluster `prod`, with these lines more in its spec. */
function clusterWith(lines = ''): string {
  return `apiVersion: plumbline/v1
kind: Cluster
metadata: { name: prod }
spec:
  include: [../shared]
  sources: [{ files: apps/**/*.json, as: App }]
${lines}`;
}

async function load(files: MemoryFiles, lines = ''): Promise<Loaded> {
  return await loadFiles({ ...VALID, 'prod/cluster.yaml': clusterWith(lines), ...files });
}

/** `file:line:column code message` of each, errors before warnings. */
async function findings(files: MemoryFiles, lines = ''): Promise<readonly string[]> {
  const loaded = await load(files, lines);
  const errors = loaded.kind === 'refused' ? loaded.errors : [];
  return [...errors, ...loaded.warnings].map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`);
}

const SHOP = `{
\t"id": "/shop",
\t"dependencies": ["/web"],
\t"apps": [
\t\t{ "id": "cart", "cmd": "sleep 1", "mem": 64 },
\t\t{ "id": "search", "cmd": "sleep 1", "labels": { "a": "b" } }
\t]
}`;

describe('bare apps', (it) => {
  it('are documents like any other', async () => {
    const loaded = await load({ 'prod/apps/shop.json': SHOP });
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
    const { docs } = loaded.desired;
    assert.equal([...docs.App.keys()], ['/shop/cart', '/shop/search', '/web']);
    const cart = docs.App.get('/shop/cart');
    assert.equal(cart?.spec, { cmd: 'sleep 1', mem: 64, dependencies: ['/web'] });
    assert.equal(cart?.links, ['App//web']);
    assert.equal({ ...cart?.origin, blob: '' }, { file: 'prod/apps/shop.json', blob: '', index: 0, bare: ['apps', 0] });
  });

  it('count among the inputs', async () => {
    const inputsOf = async (text: string): Promise<string> => {
      const loaded = await load({ 'prod/apps/web.json': text });
      return loaded.kind === 'ok' ? loaded.desired.inputs : loaded.kind;
    };
    const one = await inputsOf('{"id": "/a", "cmd": "sleep 1"}');
    assert.is(await inputsOf('{"id": "/a", "cmd": "sleep 1"}'), one);
    assert.is.not(await inputsOf('{"id": "/a", "cmd": "sleep 2"}'), one);
  });

  it('take variables and patches', async () => {
    const lines = `  vars: { n: 3, domain: example.com }
  patches: [{ target: { kind: App, name: /shop/* }, merge: { metadata: { labels: { a: b } }, spec: { mem: 32 } } }]
`;
    const app = '{"id": "/shop/a", "cmd": "echo ${vars.domain} $HOME", "instances": "${vars.n}", "mem": 64}';
    const loaded = await load({ 'prod/apps/a.json': app }, lines);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
    const doc = loaded.desired.docs.App.get('/shop/a');
    assert.equal(doc?.spec, { cmd: 'echo example.com $HOME', instances: 3, mem: 32 });
    assert.equal(doc?.labels, { a: 'b' });
  });
});

describe('a mistake in a bare app', (it) => {
  const shop = (from: string, to: string): MemoryFiles => {
    assert.is(SHOP.split(from).length, 2, from);
    return { 'prod/apps/shop.json': SHOP.replace(from, to) };
  };
  const rows: readonly (readonly [name: string, files: MemoryFiles, lines: string, expected: readonly string[]])[] = [
    [
      'a wrong type',
      shop('64', '"64"'),
      '',
      ['prod/apps/shop.json:5:44 schema/wrong-type spec.mem must be a number, not "64"; write it without quotes.'],
    ],
    [
      'an unknown field',
      shop('"labels"', '"lables"'),
      '',
      ['prod/apps/shop.json:6:39 schema/unknown-field There is no field spec.lables; did you mean labels?'],
    ],
    [
      'a field that the schema explains',
      shop('"mem": 64', '"container": { "docker": { "image": "x", "credential": {} } }'),
      '',
      ['prod/apps/shop.json:5:78 schema/unknown-field spec.container.docker.credential is not taken: write `pullConfig: { secret: ... }`.'],
    ],
    [
      'a name that Marathon does not take',
      shop('"cart"', '"Cart"'),
      '',
      [
        'prod/apps/shop.json:5:11 schema/wrong-value metadata.name cannot be "/shop/Cart": the app\'s absolute path in Marathon: lower-case names with digits, dashes and dots; the last one not restart, tasks or versions.',
      ],
    ],
    [
      'a rule of Marathon',
      shop('"cmd": "sleep 1", "mem": 64', '"mem": 64'),
      '',
      ['prod/apps/shop.json:5:3 desired/app-command The app runs nothing: it needs cmd, args or container.docker.image.'],
    ],
    [
      'a variable of the wrong type',
      shop('64', '"${vars.size}"'),
      '  vars: { size: large }\n',
      ['prod/apps/shop.json:5:44 schema/wrong-type spec.mem must be a number, not "large". vars.size is set at prod/cluster.yaml:7:17.'],
    ],
    [
      'an unknown variable',
      shop('64', '"${vars.sise}"'),
      '  vars: { size: 64 }\n',
      ['prod/apps/shop.json:5:44 desired/unknown-variable There is no variable sise; did you mean size?'],
    ],
    [
      'a patch of the wrong type',
      { 'prod/apps/shop.json': SHOP },
      '  patches: [{ target: { kind: App, name: /shop/cart }, merge: { spec: { mem: x } } }]\n',
      [
        'prod/cluster.yaml:7:78 schema/wrong-type spec.mem must be a number, not "x". It is patched into App//shop/cart of prod/apps/shop.json:5:3.',
      ],
    ],
    [
      'the id of a YAML document',
      { 'prod/apps/a.json': '[{ "id": "/a", "cmd": "sleep 1" },\n { "id": "web", "cmd": "sleep 1" }]' },
      '',
      ['shared/web.yaml:3:19 desired/duplicate-name There are two of App//web. The other one is at prod/apps/a.json:2:10.'],
    ],
    [
      'the id of another bare app',
      { 'prod/apps/a.json': '[{ "id": "/shop/cart", "cmd": "sleep 1" }]', 'prod/apps/shop.json': SHOP },
      '',
      ['prod/apps/shop.json:5:11 desired/duplicate-name There are two of App//shop/cart. The other one is at prod/apps/a.json:1:10.'],
    ],
    [
      'the id of another app of its file',
      shop('"search"', '"cart"'),
      '',
      ['prod/apps/shop.json:6:11 desired/duplicate-name There are two of App//shop/cart. The other one is at prod/apps/shop.json:5:11.'],
    ],
    [
      'an undeclared app that its group needs',
      shop('"/web"', '"/wob"'),
      '',
      ['prod/apps/shop.json:3:19 desired/undeclared-dependency No app /wob is declared, so nothing waits for it; did you mean /web?'],
    ],
    [
      'no JSON, which leaves open what is declared',
      { ...shop('"/web"', '"/db"'), 'prod/apps/db.json': '{ "id": "/db",\n  // later\n}' },
      '',
      ['prod/apps/db.json:2:3 schema/syntax JSON has no comments; remove it.'],
    ],
    [
      'several at once, in several files',
      { ...shop('64', '-1'), 'prod/apps/a.json': '[{ "id": "/a", "cmd": "x" },\n { "cmd": "y" }]', 'prod/x.yaml': appOf('cmd: x', '/y') },
      '',
      [
        'prod/apps/a.json:1:23 schema/wrong-value spec.cmd must have at least 2 characters.',
        'prod/apps/a.json:2:2 schema/missing-field id is missing: its path in Marathon, such as /shop/web.',
        'prod/apps/shop.json:5:44 schema/wrong-value spec.mem must be at least 0, not -1.',
        'prod/x.yaml:5:8 schema/wrong-value spec.cmd must have at least 2 characters.',
      ],
    ],
  ];
  for (const [name, files, lines, expected] of rows) {
    it(`is told at its place: ${name}`, async () => assert.equal(await findings(files, lines), expected));
  }
});

describe('bare apps in what is shown to people', (it) => {
  const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

  it('are right in the page about the Cluster', async () => {
    const [, sources = ''] = textOf('docs/kinds/cluster.md').split('## Sources');
    const [, , group = ''] = /```yaml([^]+?)```[^]+?```json([^]+?)```/.exec(sources) ?? [];
    const db = appOf('cmd: sleep 1', '/db');
    const loaded = await load({ 'prod/apps/shop.json': group, 'prod/db.yaml': db });
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
    const linksOf = (name: string): unknown => loaded.desired.docs.App.get(name)?.links;
    assert.equal(linksOf('/shop/cart'), ['App//db']);
    assert.equal(linksOf('/shop/search'), ['App//shop/cart', 'App//db']);
  });

  it('are right in the example', async () => {
    const paths = ['clusters/staging/cluster.yaml', 'clusters/staging/apps/shop.json'];
    const files = Object.fromEntries(paths.map((path) => [path, textOf(`examples/cluster-repo/${path}`)]));
    const loaded = await loadFiles(files, { path: 'clusters/staging', cluster: 'staging' });
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
    assert.equal(loaded.warnings, []);
    const web = loaded.desired.docs.App.get('/shop/web');
    assert.equal([web?.spec.instances, web?.spec.env], [1, { PUBLIC_URL: 'https://staging.example.com' }]);
  });
});

describe('circles of bare apps', (it) => {
  it('are told at the dependency of the group that closes them', async () => {
    const text =
      '{\n"id": "/g",\n"dependencies": ["h"],\n"groups": [{ "id": "h", "apps": [\n{ "id": "x", "cmd": "xx", "dependencies": ["/web"] },\n{ "id": "y", "cmd": "xx" }] }]\n}';
    const found = await findings({ 'prod/apps/g.json': text });
    assert.equal(found, [
      'prod/apps/g.json:3:18 desired/dependency-cycle These apps depend on each other: /g/h/x -> /g/h/y -> /g/h/x. The other one is at prod/apps/g.json:3:18.',
    ]);
  });
});
