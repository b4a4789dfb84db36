import { readSources } from '../../agent/desired/sources.ts';
import type { SourceFiles } from '../../agent/desired/sources.ts';
import type { Source } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

const LINK = { mode: '120000', bytes: Buffer.from('../elsewhere') };
const SUBMODULE = { mode: '160000', bytes: Buffer.from('c0ffee') };

const FILES: MemoryFiles = {
  'clusters/prod/cluster.yaml': '',
  'clusters/prod/apps/web.json': '{}',
  'clusters/prod/apps/shop/cart.json': '[]',
  'clusters/prod/apps/readme.md': '',
  'shared/bare/db.json': '1',
  'top.json': '2',
  'upper/A.JSON': '3',
  'upper/b.Json': '4',
  'upper/c.jsonx': '5',
};

async function read(
  patterns: readonly string[],
  files: MemoryFiles = FILES,
  file = 'clusters/prod/cluster.yaml',
): Promise<SourceFiles & { readonly listed: readonly string[] }> {
  const sources = patterns.map((pattern) => ({ files: pattern, as: 'App' as const }));
  const source = memorySource(files);
  const listed: string[] = [];
  const folder: Source['folder'] = (path) => {
    listed.push(path);
    return source.folder(path);
  };
  return { ...(await readSources({ origin: { file, blob: 'b', index: 0 }, sources }, { ...source, folder })), listed };
}

async function pathsOf(...args: Parameters<typeof read>): Promise<readonly string[]> {
  const { files, faults } = await read(...args);
  assert.equal(faults, []);
  return files.map(({ path }) => path);
}

describe('the files of sources', (it) => {
  const rows: readonly (readonly [patterns: readonly string[], paths: readonly string[]])[] = [
    [['apps/*.json'], ['clusters/prod/apps/web.json']],
    [['./apps/web.json'], ['clusters/prod/apps/web.json']],
    [['apps/*.JSON'], ['clusters/prod/apps/web.json']],
    [['../../upper/*.json'], ['upper/A.JSON', 'upper/b.Json']],
    [['apps/**/*.json'], ['clusters/prod/apps/shop/cart.json', 'clusters/prod/apps/web.json']],
    [['../../shared/**/*.json'], ['shared/bare/db.json']],
    [['../../*.json'], ['top.json']],
    [
      ['**/*.json', 'apps/web.json'],
      ['clusters/prod/apps/shop/cart.json', 'clusters/prod/apps/web.json'],
    ],
    [
      ['../../top.json', 'apps/web.json'],
      ['clusters/prod/apps/web.json', 'top.json'],
    ],
    [[], []],
  ];
  for (const [patterns, paths] of rows) {
    it(`that are ${patterns.join(' and ') || 'none'} are ${paths.join(', ') || 'none'}`, async () =>
      assert.equal(await pathsOf(patterns), paths));
  }

  it('start at the repository when the Cluster document stands there', async () => {
    assert.equal(await pathsOf(['*.json', 'shared/bare/*.json'], FILES, 'cluster.yaml'), ['shared/bare/db.json', 'top.json']);
  });

  it('are read from folders, each of which is listed and counts among the inputs once', async () => {
    const { trees, listed } = await read(['apps/*.json', 'apps/web.json', 'apps/shop/cart.json', '../../top.json']);
    assert.equal(
      trees.map(([path]) => path),
      ['clusters/prod/apps', 'clusters/prod/apps/shop', ''],
    );
    assert.equal(listed, ['clusters/prod/apps', 'clusters/prod/apps/shop', '']);
    const changed = await read(['apps/web.json'], { ...FILES, 'clusters/prod/apps/web.json': '[]' });
    assert.is.not(changed.trees[0]?.[1], trees[0]?.[1]);
  });
});

describe('a source', (it) => {
  const rows: readonly (readonly [name: string, pattern: string, more: MemoryFiles, fault: string])[] = [
    ['fits no file', 'apps/*/x.json', {}, 'desired/source-empty There is no file clusters/prod/apps/*/x.json in the repository.'],
    [
      'is misspelt',
      'apps/wep.json',
      {},
      'desired/source-empty There is no file clusters/prod/apps/wep.json in the repository; did you mean clusters/prod/apps/web.json?',
    ],
    ['is in no folder', 'none/*.json', {}, 'desired/source-empty There is no file clusters/prod/none/*.json in the repository.'],
    [
      'leads out',
      '../../../x/*.json',
      {},
      'desired/source-outside ../../../x/*.json leads out of the repository; name files of it, with `..` only at the beginning.',
    ],
    [
      'goes back after a star',
      'apps/**/../web.json',
      {},
      'desired/source-outside apps/**/../web.json leads out of the repository; name files of it, with `..` only at the beginning.',
    ],
    [
      'is a link',
      'apps/*.json',
      { 'clusters/prod/apps/a.json': LINK },
      'desired/not-a-file clusters/prod/apps/a.json is a symbolic link; Plumbline reads only files of this repository.',
    ],
    [
      'is a submodule',
      'apps/*.json',
      { 'clusters/prod/apps/a.json': SUBMODULE },
      'desired/not-a-file clusters/prod/apps/a.json is a submodule; Plumbline reads only files of this repository.',
    ],
    [
      'may be in a submodule',
      'apps/**/*.json',
      { 'clusters/prod/apps/x/v1.2': SUBMODULE },
      'desired/not-a-file clusters/prod/apps/x/v1.2 is a submodule; Plumbline reads only files of this repository.',
    ],
    [
      'may be behind a link',
      'apps/*/x.json',
      { 'clusters/prod/apps/y/x.json': '', 'clusters/prod/apps/x': LINK },
      'desired/not-a-file clusters/prod/apps/x is a symbolic link; Plumbline reads only files of this repository.',
    ],
    [
      'hides something in its name',
      'apps/*.json',
      { 'clusters/prod/apps/a\u202e.json': '' },
      'desired/odd-name This leads to clusters/prod/apps/a\\u202e.json. Its name has something that cannot be seen or that systems take for different things; rename it.',
    ],
    [
      'only looks as if it fitted',
      'apps/*.json',
      { 'clusters/prod/apps/a.json\u3164': '' },
      'desired/odd-name This leads to clusters/prod/apps/a.json\\u3164. Its name has something that cannot be seen or that systems take for different things; rename it.',
    ],
    [
      'is only a link',
      'l.json',
      { 'clusters/prod/l.json': LINK },
      'desired/not-a-file clusters/prod/l.json is a symbolic link; Plumbline reads only files of this repository.',
    ],
  ];
  for (const [name, pattern, more, fault] of rows) {
    it(`that ${name} is an error at its line`, async () => {
      const { files, faults } = await read(['../../top.json', pattern], { ...FILES, ...more });
      assert.equal(
        files.filter(({ mode }) => mode !== '100644'),
        [],
      );
      assert.equal(
        faults.map(({ code, message }) => `${code.code} ${message}`),
        [fault],
      );
      assert.equal(
        faults.map(({ origin, path, at }) => [origin.file, path, at]),
        [['clusters/prod/cluster.yaml', ['spec', 'sources', 1, 'files'], 'value']],
      );
    });
  }

  it('minds no link to something else, nor what is hidden', async () => {
    const more = { 'clusters/prod/apps/x.md': LINK, 'clusters/prod/apps/.git': SUBMODULE, 'clusters/prod/apps/.a.json': LINK };
    assert.equal(await pathsOf(['apps/**/w*.json'], { ...FILES, ...more }), ['clusters/prod/apps/web.json']);
  });
});
