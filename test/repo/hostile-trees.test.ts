import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readFolder } from '../../agent/desired/files.ts';
import type { Source } from '../../agent/model/desired.ts';
import { git, gitWithInput, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { looseFile } from './odd-objects.ts';
import { open } from './opening.ts';

const needs = ['git'];

/** Mode, name (a character for each byte) and id, written as they are: git itself refuses to write most of these. */
type Entry = readonly [mode: string, name: string, id: string];

interface Bare {
  readonly bare: string;
  readonly blob: string;
}

async function makeHostile(test: TestContext): Promise<Bare> {
  const bare = await makeBare(await temporaryFolder(test));
  return { bare, blob: await gitWithInput(bare, 'a: 1\n', 'hash-object', '-w', '--stdin') };
}

async function writeTree(bare: string, entries: readonly Entry[]): Promise<string> {
  const parts = entries.map(([mode, name, id]) => Buffer.concat([Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex')]));
  await writeFile(path.join(bare, 'tree'), Buffer.concat(parts));
  return git(bare, 'hash-object', '-t', 'tree', '-w', '--literally', 'tree');
}

async function sourceOf(test: TestContext, bare: string, tree: string): Promise<Source> {
  const commit = await gitWithInput(
    bare,
    `tree ${tree}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nm\n`,
    'hash-object',
    '-t',
    'commit',
    '-w',
    '--stdin',
    '--literally',
  );
  return (await open(test, { url: bare })).repo.source(commit);
}

interface Row {
  readonly what: string;
  readonly entries: (blob: string) => readonly Entry[];
  readonly error: string;
}

const FILE = '100644';

const refused: readonly Row[] = [
  ...['', '.', '..', '.git', '.GIT', 'a/b', '../up', '/'].map((name): Row => ({
    what: `a file named "${name}"`,
    entries: (blob) => [[FILE, name, blob]],
    error: 'repo/unsafe-path',
  })),
  {
    what: 'a name twice',
    entries: (blob) => [
      [FILE, 'a', blob],
      [FILE, 'a', blob],
    ],
    error: 'repo/corrupt',
  },
  {
    what: 'a file and a folder of one name',
    entries: (blob) => [
      [FILE, 'a', blob],
      [FILE, 'a.b', blob],
      ['40000', 'a', blob],
    ],
    error: 'repo/corrupt',
  },
  {
    what: 'names out of order',
    entries: (blob) => [
      [FILE, 'b', blob],
      [FILE, 'a', blob],
    ],
    error: 'repo/corrupt',
  },
  {
    what: 'a folder that is sorted as a file',
    entries: (blob) => [
      ['40000', 'a', blob],
      [FILE, 'a.b', blob],
    ],
    error: 'repo/corrupt',
  },
  { what: 'a mode that git does not write', entries: (blob) => [['100664', 'a', blob]], error: 'repo/corrupt' },
  { what: 'a device', entries: (blob) => [['60000', 'a', blob]], error: 'repo/corrupt' },
  { what: 'no mode', entries: (blob) => [['', 'a', blob]], error: 'repo/corrupt' },
  { what: 'an id cut short', entries: (blob) => [[FILE, 'a', blob.slice(0, 38)]], error: 'repo/corrupt' },
  { what: 'a folder that is a file', entries: (blob) => [['40000', 'a', blob]], error: 'repo/corrupt' },
  { what: 'a folder that is missing', entries: () => [['40000', 'a', 'f'.repeat(40)]], error: 'repo/corrupt' },
];

describe('a commit whose tree has', (it) => {
  for (const { what, entries, error } of refused) {
    it(`${what} is not read`, { needs }, async (test) => {
      const { bare, blob } = await makeHostile(test);
      const inner = await writeTree(bare, entries(blob));
      const source = await sourceOf(
        test,
        bare,
        await writeTree(bare, [
          [FILE, 'fine.yaml', blob],
          ['40000', 'sub', inner],
        ]),
      );
      await rejects(() => source.folder(''), error);
      await rejects(() => source.folder('sub'), error);
      assert.is(await source.file('fine.yaml'), blob, 'what stands elsewhere is read');
    });
  }

  it('a folder that is a commit or a tag of a tree is not read', { needs }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const tree = await writeTree(bare, [[FILE, 'a.yaml', blob]]);
    const commit = await git(bare, 'commit-tree', '-m', 'm', tree);
    await git(bare, 'tag', '-a', '-m', 'm', 'of-a-tree', tree);
    for (const odd of [commit, await git(bare, 'rev-parse', 'of-a-tree')]) {
      const source = await sourceOf(test, bare, await writeTree(bare, [['40000', 'sub', odd]]));
      await rejects(() => source.folder(''), 'repo/corrupt');
    }
  });

  it('a file that is a folder lists it, and gives no bytes', { needs }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const tree = await writeTree(bare, [[FILE, 'x.yaml', blob]]);
    const source = await sourceOf(test, bare, await writeTree(bare, [[FILE, 'a.yaml', tree]]));
    assert.equal((await source.folder(''))?.files, [{ path: 'a.yaml', blob: tree, mode: FILE }]);
    await rejects(() => source.blobs([tree], 1000), 'repo/corrupt');
    await rejects(() => source.blob(tree), 'repo/corrupt');
  });

  it('the zeros before a mode that some tools write is read as any other', { needs }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const inner = await writeTree(bare, [[FILE, 'a.yaml', blob]]);
    const source = await sourceOf(test, bare, await writeTree(bare, [['040000', 'sub', inner]]));
    assert.is(await source.file('sub/a.yaml'), blob);
  });
});

describe('a name of a file that', (it) => {
  it('is not UTF-8 stays apart from every other, and is an error only where it would be a document', { needs }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const other = await gitWithInput(bare, 'b: 2\n', 'hash-object', '-w', '--stdin');
    const names = ['a\\134.txt', 'a\\b.yaml', 'caf\xc3\xa9.yaml', 'caf\xe8.yaml', 'caf\xe9.txt', 'caf\xe9.yaml', 'caf\xef\xbf\xbd.yaml'];
    const source = await sourceOf(
      test,
      bare,
      await writeTree(
        bare,
        names.map((name): Entry => [FILE, name, name.includes('\xe9') ? other : blob]),
      ),
    );
    const paths = (await source.folder(''))?.files.map((file) => file.path);
    assert.equal(paths, ['a\\134134.txt', 'a\\134b.yaml', 'café.yaml', 'caf\\350.yaml', 'caf\\351.txt', 'caf\\351.yaml', 'caf\ufffd.yaml']);
    for (const file of paths ?? []) assert.is(await source.file(file), file.includes('351') ? other : blob);
    const folder = await readFolder(source, '');
    assert.equal(
      folder?.errors.map(({ code }) => code),
      Array(4).fill('desired/odd-name'),
    );
    assert.equal(
      folder?.files.map((file) => file.path),
      ['café.yaml'],
    );
  });

  it('is not UTF-8 is never renamed by a commit of ours', { needs }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const inner = await writeTree(bare, [[FILE, 'caf\xe9.txt', blob]]);
    const parent = await git(
      bare,
      'commit-tree',
      '-m',
      'm',
      await writeTree(bare, [
        ['40000', 'docs', inner],
        [FILE, 'z.yaml', blob],
      ]),
    );
    const { repo } = await open(test, { url: bare });
    const change = (file: string) => repo.commit({ parent, files: new Map([[file, 'x']]), message: 'm', timestampS: 1 });
    assert.is(await git(bare, 'rev-parse', `${await change('z.yaml')}:docs`), inner);
    await rejects(() => change('docs/a.yaml'), 'repo/unsafe-path');
  });
});

describe('a repository that is small and whose files are', (it) => {
  it('too deep is refused, however deep', { needs, timeoutMs: 30_000 }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    let tree = await writeTree(bare, [[FILE, 'a.yaml', blob]]);
    const deepen = async (levels: number): Promise<Source> => {
      const name = 'd'.repeat(15);
      for (let level = 0; level < levels; level += 1) tree = await gitWithInput(bare, `040000 tree ${tree}\t${name}\n`, 'mktree');
      return sourceOf(test, bare, tree);
    };
    assert.is((await (await deepen(64)).folder(''))?.files[0]?.path.length, 64 * 16 + 6);
    const source = await deepen(1);
    await rejects(() => source.folder(''), 'repo/too-large');
  });

  it('too many in one folder is refused, with one less it is read', { needs, timeoutMs: 30_000 }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const names = Array.from({ length: 100_001 }, (_, index): Entry => [FILE, `f${String(index).padStart(6, '0')}`, blob]);
    const most = await sourceOf(test, bare, await writeTree(bare, names.slice(1)));
    assert.is((await most.folder(''))?.files.length, 100_000);
    const more = await sourceOf(test, bare, await writeTree(bare, names));
    await rejects(() => more.folder(''), 'repo/too-large');
  });
});

describe('a tree that was read before', (it) => {
  it('is listed with the path of the folder it is in now', { needs }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const inner = await writeTree(bare, [[FILE, 'a.yaml', blob]]);
    const source = await sourceOf(
      test,
      bare,
      await writeTree(bare, [
        ['40000', 'one', inner],
        ['40000', 'two', inner],
      ]),
    );
    for (let round = 0; round < 2; round += 1) {
      const paths = (await source.folder(''))?.files.map((file) => file.path);
      assert.equal(paths, ['one/a.yaml', 'two/a.yaml']);
      assert.equal((await source.folder('two'))?.files[0]?.path, 'two/a.yaml');
    }
  });

  it('needs no reading again, even when its file is gone', { needs }, async (test) => {
    const { bare, blob } = await makeHostile(test);
    const inner = await writeTree(bare, [[FILE, 'a.yaml', blob]]);
    const source = await sourceOf(test, bare, await writeTree(bare, [['40000', 'sub', inner]]));
    const before = await source.folder('');
    await rm(looseFile(bare, inner));
    assert.equal(await source.folder(''), before);
  });
});
