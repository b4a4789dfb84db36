import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plumbline } from '../helpers/command.ts';
import type { Ended } from '../helpers/command.ts';
import { assert, describe } from '../helpers/suite.ts';
import { folderWith } from './folder-with.ts';

const EXAMPLE = fileURLToPath(new URL('../../examples/cluster-repo/clusters/prod', import.meta.url));

function run(dir: string, output: 'text' | 'json' | 'sarif', ...more: readonly string[]): Promise<Ended> {
  return plumbline(['validate', dir, '-o', output, ...more]);
}

const BROKEN = 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /v }\nspec: { cmd: sleep 1, cpus: many }\n';
const MISTAKE = 'spec.cpus must be a number, not "many".';
const CLUSTER = 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\n';
const MOUNTING = 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /x }\nspec: { cmd: sleep 1, env: { DVDI_VOLUME_NAME: data } }\n';

const SECRET =
  'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /shop/x }\nspec: { cmd: sleep 1, env: { PASSWORD: "${secrets.shop-db}" } }\n';
/** Its secrets are nowhere, and nothing listens at its addresses. */
const CONFIG = `cluster: prod
git: { url: cluster.git, auth: { password: { env: NOT_SET_HERE } } }
systems: { marathon: [{ url: 'http://127.0.0.1:9' }], scaleio: { url: 'http://127.0.0.1:9', username: a, password: { file: nowhere } } }
secrets: { shop-db: { from: { file: nowhere }, for: [/shop/*] } }
`;

describe('plumbline validate', (it) => {
  it('finds nothing wrong with the example, not even a doubt', async () => {
    assert.equal(JSON.parse((await run(EXAMPLE, 'json')).out), { errors: [], warnings: [] });
    const { code, out } = await run(EXAMPLE, 'text');
    assert.is(code, 0);
    assert.match(out, /prod: 15 documents, no errors, no warnings\.\n$/);
  });

  it('prints one line for each error, named as it can be opened, then a summary, and gives 1', async (context) => {
    const root = folderWith(context, { 'ops/prod/a/v.yaml': BROKEN, 'ops/other.yaml': 'kind: [' });
    const { code, out } = await run(join(root, 'ops/prod'), 'text');
    assert.is(code, 1);
    assert.is(out, `${root}/ops/prod/a/v.yaml:4:29  ${MISTAKE}  [schema/wrong-type]\n${root}/ops/prod: 1 error, no warnings.\n`);
  });

  it('prints the same as JSON, in the agreed form', async (context) => {
    const { code, out } = await run(folderWith(context, { 'v.yaml': BROKEN }), 'json');
    const error = { code: 'schema/wrong-type', file: 'v.yaml', line: 4, column: 29, message: MISTAKE };
    assert.equal(JSON.parse(out), { errors: [error], warnings: [] });
    assert.is(code, 1);
  });

  it('gives 0 when there are only warnings', async (context) => {
    const { code, out } = await run(folderWith(context, { 'x.yaml': MOUNTING, 'c.yaml': CLUSTER }), 'text');
    assert.is(code, 0);
    assert.match(
      out,
      /^\/.*\/x\.yaml:4:48 {2}No Volume data is declared.*\[desired\/undeclared-volume\] \(warning\)\n.*: 2 documents, no errors, 1 warning\.\n$/,
    );
  });

  it('follows includes up to the root of the repository, and names in a line all files from one folder', async (context) => {
    const cluster = `${CLUSTER}spec: { include: [../shared], vars: { n: many } }\n`;
    const shared = BROKEN.replace('many', '"${vars.n}"');
    const root = folderWith(context, { '.git/HEAD': '', 'prod/c.yaml': cluster, 'shared/v.yaml': shared });
    const { out } = await run(join(root, 'prod'), 'text');
    assert.is(out.split('\n')[0], `${root}/shared/v.yaml:4:29  ${MISTAKE} vars.n is set at ${root}/prod/c.yaml:4:42.  [schema/wrong-type]`);
    const { errors } = JSON.parse((await run(join(root, 'prod'), 'json')).out) as { readonly errors: readonly Found[] };
    assert.equal(
      errors.map(({ file, message }) => [file, message]),
      [['../shared/v.yaml', `${MISTAKE} vars.n is set at c.yaml:4:42.`]],
    );
    const { runs } = JSON.parse((await run(join(root, 'prod'), 'sarif')).out) as { readonly runs: readonly [Run] };
    assert.equal(
      runs[0].results.map(({ message }) => message.text),
      [`${MISTAKE} vars.n is set at prod/c.yaml:4:42.`],
    );
  });

  it('names files from the working directory when the folder is below it', async () => {
    const { out } = await run('examples/cluster-repo/shared', 'text');
    assert.match(out, /^examples\/cluster-repo\/shared\/apps\/postgres\.yaml:\d/m);
  });

  it('says which folder is the repository where a path leads out of it and there is no .git', async (context) => {
    const files = { 'prod/c.yaml': `${CLUSTER}spec: { include: [../shared] }\n`, 'shared/v.yaml': BROKEN };
    const root = folderWith(context, files);
    const { code, out } = await run(join(root, 'prod'), 'text');
    assert.is(code, 1);
    assert.match(out, 'No .git was found, so the folder that was asked for is taken for the whole repository.  [desired/include-outside]');
  });

  it('warns of a folder without a Cluster document, and refuses it as a whole cluster', async (context) => {
    const root = folderWith(context, { 'x.yaml': BROKEN.replace('many', '1') });
    const { code, out } = await run(root, 'text');
    assert.is(code, 0);
    assert.match(
      out,
      /^\/.*:1:1 {2}There is no Cluster document in this folder.*\[desired\/no-cluster\] \(warning\)\n.*: 1 document, no errors, 1 warning\.\n$/,
    );
    const { errors } = JSON.parse((await run(root, 'json', '--cluster')).out) as { readonly errors: readonly Found[] };
    assert.equal(
      errors.map((error) => [error.code, error.file]),
      [['desired/no-cluster', '.']],
    );
    assert.is((await run(root, 'text', '--cluster')).code, 1);
    assert.is((await run(EXAMPLE, 'text', '--cluster')).code, 0);
  });

  it('prints every error of many, none left out', async (context) => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`v${index}.yaml`, BROKEN.replace('name: /v', `name: /v${index}`)]),
    );
    const { out } = await run(folderWith(context, files), 'text');
    assert.is(out.split('\n').length, 302);
    assert.match(out, /: 300 errors, no warnings\.\n$/);
  });

  it('prints SARIF with files named from the root of the repository', async (context) => {
    const root = folderWith(context, { '.git/HEAD': '', 'prod/v.yaml': BROKEN, 'prod/x.yaml': MOUNTING });
    const { code, out } = await run(join(root, 'prod'), 'sarif');
    assert.is(code, 1);
    const [{ automationDetails, results }] = (JSON.parse(out) as { readonly runs: readonly [Run] }).runs;
    assert.is(automationDetails.id, 'plumbline/prod/');
    assert.equal(
      results.map(({ level, locations }) => `${level} ${locations[0].physicalLocation.artifactLocation.uri}`),
      ['error prod/v.yaml', 'warning prod/x.yaml'],
    );
  });

  it('keeps each finding on a line of its own, whatever files and values are called', async (context) => {
    const evil = '::error file=x::y\u001b[2J\n::stop-commands::x ##vso[task.complete]';
    const app = `apiVersion: plumbline/v1\nkind: ${JSON.stringify(evil)}\nmetadata: { name: x }\n`;
    const root = folderWith(context, { [`${evil}.yaml`]: '', 'x.yaml': app });
    const { out } = await run(root, 'text');
    assert.is(out.split('\n').length, 4);
    assert.not.match(out, /(?!\n)\p{Cc}|^\s*::|##(vso)?\[/mu);
    const { errors } = JSON.parse((await run(root, 'json')).out) as { readonly errors: readonly object[] };
    assert.is(errors.length, 2);
  });

  it('reads no configuration that was not named, and of one that was no credentials', async (context) => {
    const root = folderWith(context, { 'prod/x.yaml': SECRET, 'plumbline.yaml': CONFIG, 'bad/plumbline.yaml': 'cluster: [' });
    mkdirSync(join(root, 'prod/more'));
    writeFileSync(join(root, 'prod/more/y.yaml'), SECRET.replace('/shop/x', '/y'));
    assert.is((await run(join(root, 'prod'), 'text')).code, 0);
    const { code, out } = await run(join(root, 'prod'), 'text', '--config', join(root, 'plumbline.yaml'));
    assert.is(code, 1);
    assert.match(out, /^\/.*prod\/more\/y\.yaml:4:\d+ .*\[desired\/secret-not-allowed\]\n.*: 1 error/);
    assert.match(
      (await run(join(root, 'prod'), 'text', '--config', join(root, 'bad/plumbline.yaml'))).err,
      'The configuration is not valid',
    );
  });

  it('goes by the limits of a configuration that was named', async (context) => {
    const root = folderWith(context, {
      'prod/x.yaml': MOUNTING,
      'prod/y.yaml': MOUNTING,
      'plumbline.yaml': `${CONFIG}limits: { files: 1 }\n`,
    });
    const { out } = await run(join(root, 'prod'), 'text', '--config', join(root, 'plumbline.yaml'));
    assert.match(out, '[desired/too-many-files]');
  });

  it('takes a folder or a commit', async () => {
    const { code, err } = await plumbline(['validate', 'here', '--ref', 'main']);
    assert.is(code, 1);
    assert.match(err, 'validate takes a DIR or --ref, not both');
  });

  it('says so when the folder is not there', async () => {
    const { code, err } = await run('/no/such/folder', 'text');
    assert.is(code, 1);
    assert.match(err, 'There is no folder /no/such/folder.');
  });
});

interface Found {
  readonly code: string;
  readonly file: string;
  readonly message: string;
}

interface Run {
  readonly automationDetails: { readonly id: string };
  readonly results: readonly {
    readonly message: { readonly text: string };
    readonly level: string;
    readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
  }[];
}
