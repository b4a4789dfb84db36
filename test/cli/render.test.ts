import { INVISIBLE } from '../../agent/model/printable.ts';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plumbline } from '../helpers/command.ts';
import { openSite } from '../helpers/site.ts';
import { LONGEST_KEY } from '../../agent/schema/syntax.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { folderWith } from './folder-with.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/cluster-repo/clusters/prod', import.meta.url));

const FILES = {
  '.git/HEAD': '',
  'clusters/prod/cluster.yaml': `apiVersion: plumbline/v1
kind: Cluster
metadata: { name: prod }
spec:
  include: [../../shared]
  vars: { domain: prod.example.com, web: 5 }
  patches:
    - target: { kind: App, name: /shop/web }
      merge: { metadata: { labels: { tier: gold } }, spec: { mem: 256 } }
  sources: [{ files: legacy/*.json, as: App }]
  sync: { mode: apply }
`,
  'clusters/prod/legacy/old.json': '{\n  "id": "/old",\n  "cmd": "serve"\n}\n',
  'shared/gone.yaml': 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /gone, annotations: { why: moved } }\nstate: absent\n',
  'shared/web.yaml': `# The shop
---
apiVersion: plumbline/v1
kind: App
metadata: { name: /shop/web }
spec:
  cmd: "serve --port $PORT0"
  instances: \${vars.web}
  env: { URL: "https://\${vars.domain}/", PASSWORD: "\${secrets.shop-db}" }
`,
};

const RENDERED = `# from shared/gone.yaml:1:1
apiVersion: plumbline/v1
kind: App
metadata:
  name: /gone
  annotations:
    why: moved
state: absent
spec: {}
---
# from clusters/prod/legacy/old.json:1:1
apiVersion: plumbline/v1
kind: App
metadata:
  name: /old
spec:
  cmd: serve
---
# from shared/web.yaml:3:1
apiVersion: plumbline/v1
kind: App
metadata:
  name: /shop/web
  labels:
    tier: gold
spec:
  cmd: serve --port $PORT0
  instances: 5
  env:
    URL: https://prod.example.com/
    PASSWORD: \${secrets.shop-db}
  mem: 256
---
# from clusters/prod/cluster.yaml:1:1
apiVersion: plumbline/v1
kind: Cluster
metadata:
  name: prod
spec:
  sync:
    mode: apply
`;

interface Rendered {
  readonly inputs: string;
  readonly documents: readonly ({
    readonly origin: object;
    readonly kind: string;
    readonly metadata: { readonly name: string };
  } & object)[];
}

/** What a tree results in, without where it stands. */
async function documentsOf(dir: string): Promise<readonly object[]> {
  const { code, out, err } = await plumbline(['render', dir, '-o', 'json']);
  assert.is(code, 0, out + err);
  return (JSON.parse(out) as Rendered).documents.map((document) => ({ ...document, origin: null }));
}

/** Puts what is rendered of a folder into a folder of its own; what that results in must be the same. */
async function roundTrip(context: TestContext, dir: string): Promise<void> {
  const before = await documentsOf(dir);
  const { out } = await plumbline(['render', dir]);
  const again = folderWith(context, { 'all.yaml': out });
  assert.equal(await documentsOf(again), before);
  assert.is((await plumbline(['render', again])).out.replaceAll(/^#.*\n/gm, ''), out.replaceAll(/^#.*\n/gm, ''));
}

/** Texts that a careless writer or reader of YAML takes for something else. */
const ODD = [
  ['012', '1e3', '0x1F', '0o17', '1_000', '12:30:45', '.5', '+1', '-0', '.inf', '.NaN', '~', 'null', 'yes', 'No', 'on', 'TRUE', 'y'],
  ['2026-01-01', '2026-01-01T00:00:00Z', '<<', '=', '-', '- a', '? a', ': a', 'a: b', 'a #b', '#a', '%a', '@a', '`a', '!a', '&a', '*a'],
  ['---', '...', 'a\n---\nb', '---\n', '[', '{', ']', ',', '|', '>', '"', "'", '\\', '\\n', '', ' ', ' a', 'a ', '\ta', 'a\t'],
  ['a\nb', 'a\nb\n', 'a\n\n\n', '\n', '\na', ' a\n b', 'a\r\nb', 'a\n  b\n', 'a\n ', 'if true; then\n\techo $X\nfi\n'],
  ['größe', '日本', '😀', '👩‍👩‍👧', 'e\u0301', 'x'.repeat(3000), 'a b '.repeat(1000), '$PORT0', '${PORT0}', '${HOME:-x}', '$$'],
  ['\u0000', '\u001b[2J', '\u007f', '\u0085', '\u009b2J', '\u2028', '\u202e', '\ufeff', '\ud83d\ude00', '\u{e0041}'],
  ['::error::x', 'a\n::error::x\n', '  ::error::x', '##vso[task.complete]x', '##[error]x'],
].flat();

describe('plumbline render', (it) => {
  it('prints every document as it results, by kind and name, with the place it is from', async (context) => {
    const { code, out, err } = await plumbline(['render', join(folderWith(context, FILES), 'clusters/prod')]);
    assert.equal([code, err], [0, '']);
    const [inputs] = /[0-9a-f]{64}/.exec(out) ?? [];
    assert.is(out, `${RENDERED}# 4 documents of commit worktree, inputs ${inputs}\n`);
  });

  it('prints the same for programs', async (context) => {
    const { code, out } = await plumbline(['render', join(folderWith(context, FILES), 'clusters/prod'), '-o', 'json']);
    assert.is(code, 0);
    const { inputs, documents, ...rest } = JSON.parse(out) as Rendered;
    assert.match(inputs, /^[0-9a-f]{64}$/);
    assert.equal(rest, {});
    assert.equal(documents[1], {
      origin: { file: 'clusters/prod/legacy/old.json', line: 1, column: 1 },
      apiVersion: 'plumbline/v1',
      kind: 'App',
      metadata: { name: '/old' },
      spec: { cmd: 'serve' },
    });
    assert.equal(
      documents.map(({ kind, metadata }) => `${kind}/${metadata.name}`),
      ['App//gone', 'App//old', 'App//shop/web', 'Cluster/prod'],
    );
  });

  it('has another id of its inputs when a file changes that is only included', async (context) => {
    const idOf = async (files: { readonly [path: string]: string }): Promise<string> =>
      (JSON.parse((await plumbline(['render', join(folderWith(context, files), 'clusters/prod'), '-o', 'json'])).out) as Rendered).inputs;
    assert.is(await idOf(FILES), await idOf(FILES));
    assert.is.not(await idOf(FILES), await idOf({ ...FILES, 'shared/web.yaml': `${FILES['shared/web.yaml']}# changed\n` }));
  });

  it('prints only what --only names', async (context) => {
    const dir = join(folderWith(context, FILES), 'clusters/prod');
    const { out } = await plumbline(['render', dir, '--only', 'App/shop/web', '--only', 'Cluster/prod']);
    assert.match(out, /^# from shared\/web\.yaml:3:1\n/);
    assert.match(out, '\n# 2 of 4 documents of commit worktree');
    assert.not.match(out, '/old');
    const { code, err } = await plumbline(['render', dir, '--only', 'App/shop/wbe']);
    assert.is(code, 1);
    assert.match(err, '--only App//shop/wbe: the repository declares no such object.');
  });

  for (const output of ['text', 'json']) {
    it(`prints a refused tree as validate does, as ${output}, and gives 1`, async (context) => {
      const broken = { ...FILES, 'shared/a.yaml': FILES['shared/web.yaml'].replace('instances', 'instnaces').replace('spec', 'spce') };
      const dir = join(folderWith(context, broken), 'clusters/prod');
      const rendered = await plumbline(['render', dir, '-o', output]);
      assert.is(rendered.code, 1);
      assert.equal(rendered, await plumbline(['validate', dir, '-o', output]));
    });
  }

  it('tells of warnings beside what it prints', async (context) => {
    const app = 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /x }\nspec: { cmd: sleep 1, env: { DVDI_VOLUME_NAME: data } }\n';
    const { code, out, err } = await plumbline(['render', folderWith(context, { 'x.yaml': app })]);
    assert.is(code, 0);
    assert.match(out, /^# from x\.yaml:1:1\n/);
    assert.match(err, /^\/.*\/x\.yaml:4:\d+ {2}.*\(warning\)\n$/);
  });

  it('prints nothing but the count of an empty folder', async (context) => {
    const { code, out } = await plumbline(['render', folderWith(context, { 'notes.txt': '' })]);
    assert.is(code, 0);
    assert.match(out, /^# no documents of commit worktree, inputs [0-9a-f]{64}\n$/);
  });

  it('prints of a commit what the configuration says, with its id', async (context) => {
    const site = await openSite(context);
    const commit = await site.push({ 'more.yaml': 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /more }\nspec: { cmd: run }\n' });
    const { code, out } = await site.command(['render', '--ref', 'main', '--only', 'App/more']);
    assert.is(code, 0);
    assert.match(out, /^# from more\.yaml:1:1\napiVersion: plumbline\/v1\nkind: App\nmetadata:\n {2}name: \/more\nspec:\n {2}cmd: run\n/);
    assert.match(out, `\n# 1 of 6 documents of commit ${commit}, inputs `);
    assert.match((await site.command(['render', 'here', '--ref', 'main'])).err, 'render takes a DIR or --ref, not both');
  });
});

describe('what render prints, put in place of the files,', (it) => {
  it('is the same for the example repository', (context) => roundTrip(context, EXAMPLE));

  it('is the same with everything put together', (context) => roundTrip(context, join(folderWith(context, FILES), 'clusters/prod')));

  it('is the same whatever texts look like, and shows a terminal and a CI system nothing but text', async (context) => {
    const env = Object.fromEntries(ODD.map((text, index) => [`V${index}`, text]));
    const isKey = (text: string): boolean => text !== '' && text !== '<<' && text.length <= LONGEST_KEY && !INVISIBLE.test(text);
    const labels = Object.fromEntries(ODD.filter(isKey).map((text) => [text, text]));
    const app = {
      apiVersion: 'plumbline/v1',
      kind: 'App',
      metadata: { name: '/odd', annotations: env },
      spec: { cmd: 'run', cpus: 0.001, mem: 9007199254740991, env, labels },
    };
    // JSON is YAML: written by a writer that is not the one under test, and with escapes, for a file may not hold every character itself.
    const text = JSON.stringify(app).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
    const dir = folderWith(context, { 'odd.yaml': text });
    await roundTrip(context, dir);
    const { out } = await plumbline(['render', dir]);
    for (const line of out.split('\n')) assert.not.match(line, /(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^\s*::|##(vso)?\[/u);
  });

  it('repeats what files share by an alias', async (context) => {
    const app =
      'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /a, labels: &x { a: b } }\nspec: { cmd: run, labels: *x, env: *x }\n';
    const dir = folderWith(context, { 'a.yaml': app });
    await roundTrip(context, dir);
    assert.not.match((await plumbline(['render', dir])).out, /[&*]/);
  });
});
