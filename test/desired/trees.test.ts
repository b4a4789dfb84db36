import { readdirSync, readFileSync } from 'node:fs';
import { desiredErrors } from '../../agent/desired/errors.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { Limits } from '../../agent/model/desired.ts';
import { schemaErrors } from '../../agent/schema/errors.ts';
import { assert, describe } from '../helpers/suite.ts';
import { CLUSTER, VALID } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';
import { ERROR_TABLES } from './rows/all.ts';
import { WARNING_ROWS } from './rows/warnings.ts';

interface TreeRow {
  readonly name: string;
  /** `file:line:column code` of every error. */
  readonly errors: readonly string[];
  readonly files: MemoryFiles;
  readonly path?: string;
  readonly cluster?: string | null;
  readonly limits?: Partial<Limits>;
}

const link = (mode: string, target = '../elsewhere') => ({ mode, bytes: Buffer.from(target) });
const include = (folder: string) => ({ ...VALID, 'prod/cluster.yaml': CLUSTER.replace('../shared', folder) });

const ROWS: readonly TreeRow[] = [
  { name: 'a folder that is not there', path: 'produ', files: VALID, errors: ['produ:1:1 desired/no-folder'] },
  { name: 'an emptied folder', files: { 'prod/README.md': '' }, errors: ['prod:1:1 desired/no-cluster'] },
  { name: 'an emptied repository', path: '', files: {}, errors: ['.:1:1 desired/no-cluster'] },
  { name: "another cluster's folder", cluster: 'test', files: VALID, errors: ['prod/cluster.yaml:3:19 desired/no-cluster'] },
  {
    name: 'two clusters read as one',
    path: '',
    cluster: null,
    files: { ...VALID, 'test/cluster.yaml': CLUSTER.replace('name: prod', 'name: test') },
    errors: ['test/cluster.yaml:3:19 desired/two-clusters'],
  },
  {
    name: 'a cluster among the shared documents',
    files: { ...VALID, 'shared/c.yaml': CLUSTER.replace('name: prod', 'name: x') },
    errors: ['shared/c.yaml:3:19 desired/two-clusters'],
  },
  { name: 'an include that leads out', files: include('../../x'), errors: ['prod/cluster.yaml:4:19 desired/include-outside'] },
  { name: 'an absolute include', files: include('/etc'), errors: ['prod/cluster.yaml:4:19 desired/include-outside'] },
  { name: 'an include of nothing', files: include('../sharde'), errors: ['prod/cluster.yaml:4:19 desired/include-missing'] },
  { name: 'an include of an empty path', files: include('""'), errors: ['prod/cluster.yaml:4:19 schema/wrong-value'] },
  {
    name: 'an include of a symlink',
    files: { ...include('../link'), link: link('120000') },
    errors: ['prod/cluster.yaml:4:19 desired/include-missing'],
  },
  {
    name: 'an include through a submodule',
    files: { ...include('../sub/a'), sub: link('160000') },
    errors: ['prod/cluster.yaml:4:19 desired/include-missing'],
  },
  {
    name: 'another cluster beside it in a folder that is included whole',
    files: { ...include('..'), 'test/cluster.yaml': CLUSTER.replace('name: prod', 'name: test') },
    errors: ['test/cluster.yaml:3:19 desired/two-clusters'],
  },
  { name: 'an include of a file', files: include('../shared/web.yaml'), errors: ['prod/cluster.yaml:4:19 desired/include-missing'] },
  { name: 'a symlinked document', files: { ...VALID, 'prod/x.yaml': link('120000') }, errors: ['prod/x.yaml:1:1 desired/not-a-file'] },
  { name: 'a symlinked folder', files: { ...VALID, 'shared/apps': link('120000') }, errors: ['shared/apps:1:1 desired/not-a-file'] },
  { name: 'a name that hides something', files: { ...VALID, 'prod/a\\b.yaml': '' }, errors: ['prod/a\\b.yaml:1:1 desired/odd-name'] },
  { name: 'a submodule', files: { ...VALID, 'prod/apps': link('160000') }, errors: ['prod/apps:1:1 desired/not-a-file'] },
  {
    name: 'bytes that are no text',
    files: { ...VALID, 'prod/x.yaml': { mode: '100644', bytes: Buffer.from([0xff, 0xfe]) } },
    errors: ['prod/x.yaml:1:1 desired/not-text'],
  },
];

describe('a tree that cannot be right', (it) => {
  for (const row of ROWS) {
    it(`is refused: ${row.name}`, async () => {
      const { files, errors, path = 'prod', cluster = 'prod', limits = {} } = row;
      const loaded = await loadFiles(files, { path, cluster, limits: { ...DEFAULT_LIMITS, ...limits } });
      assert.equal(loaded.kind === 'refused' ? loaded.errors.map(placed) : [], errors, JSON.stringify(loaded));
    });
  }

  it('names the nearest folder for one that is not there', async () => {
    for (const folder of ['../sharde', '../Shared']) {
      const loaded = await loadFiles(include(folder));
      const [error] = loaded.kind === 'refused' ? loaded.errors : [];
      assert.is(error?.message, `There is no folder ${folder.slice(3)} in the repository; did you mean shared?`);
    }
  });

  it('is not one with a symlinked README', async () => {
    assert.is((await loadFiles({ ...VALID, 'README.md': '', 'prod/README.md': link('120000', '../README.md') })).kind, 'ok');
  });

  it('needs no Cluster document when none is asked for', async () => {
    assert.is((await loadFiles({ 'a/README.md': '' }, { path: 'a', cluster: null })).kind, 'ok');
  });
});

describe('every error code of loading', (it) => {
  it('is reached by some mistake in these tables, or looked for in another test beside this one', () => {
    const rows = [...Object.values(ERROR_TABLES).flat(), ...WARNING_ROWS];
    const reached = new Set([...rows.map(({ code }) => code), ...ROWS.flatMap(({ errors }) => errors.map((error) => error.split(' ')[1]))]);
    const declared = [...Object.values(desiredErrors), ...Object.values(schemaErrors)].map(({ code }) => code);
    const folder = new URL('.', import.meta.url);
    const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && !import.meta.url.endsWith(name));
    const texts = tests.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const isLookedFor = (code: string): boolean => texts.includes(code.replace('desired/', ''));
    assert.equal(
      declared.filter((code) => !reached.has(code) && !isLookedFor(code)),
      [],
    );
  });
});
