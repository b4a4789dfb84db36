import { writeFile } from 'node:fs/promises';
import { ok } from '../../agent/model/observed.ts';
import type { Source } from '../../agent/model/desired.ts';
import { addCommits, git, gitWithInput } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import { NOW, openBare, ways } from './opening.ts';

const needs = ['git'];

async function text(source: Source, path: string): Promise<string | null> {
  const file = (await source.folder(''))?.files.find((one) => one.path === path);
  return file === undefined ? null : Buffer.from(await source.blob(file.blob)).toString();
}

for (const way of ways) {
  describe(`reading a ${way} repository`, (it) => {
    it('shows an empty repository as one without branches', { needs }, async (test) => {
      const { repo } = await openBare(test, way);
      assert.equal(await repo.branches(), ok(new Map(), NOW));
      await rejects(() => repo.resolve('main'), 'repo/no-such-ref');
    });

    it('shows each branch with the commit it is at now', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const first = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      const other = await addCommits(bare, 'feature/x', [{ files: { b: '1' } }]);
      assert.equal(
        await repo.branches(),
        ok(
          new Map([
            ['feature/x', other],
            ['main', first],
          ]),
          NOW,
        ),
      );
      const second = await addCommits(bare, 'main', [{ files: { a: '2' } }]);
      await git(bare, 'branch', '-D', 'feature/x');
      assert.equal(await repo.branches(), ok(new Map([['main', second]]), NOW));
    });

    it('resolves full and short ids, branches and tags to a commit that can be read', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const old = await addCommits(bare, 'main', [{ files: { a: 'old' } }]);
      await git(bare, 'tag', 'light', old);
      await git(bare, 'tag', '-a', '-m', 'annotated', 'v1.0', old);
      const tip = await addCommits(bare, 'main', [{ files: { a: 'new' } }]);
      const names = { main: tip, 'refs/heads/main': tip, light: old, 'v1.0': old, [old]: old, [old.slice(0, 8)]: old, [tip]: tip };
      for (const [name, commit] of Object.entries(names)) assert.is(await repo.resolve(name), commit, name);
      assert.is(await text(await repo.source(old), 'a'), 'old');
      assert.is(await text(await repo.source(tip), 'a'), 'new');
    });

    it('says which refs it does not have', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      const blob = await git(bare, 'rev-parse', 'main:a');
      await git(bare, 'tag', 'on-a-file', blob);
      for (const ref of ['nope', 'abc', '../HEAD', 'f'.repeat(40), 'beef', blob, blob.slice(0, 10), 'on-a-file', '']) {
        await rejects(() => repo.resolve(ref), 'repo/no-such-ref');
      }
      await rejects(() => repo.source('f'.repeat(40)), 'repo/no-such-ref');
    });

    it('asks for more of an id that begins several commits', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      await addCommits(
        bare,
        'main',
        Array.from({ length: 700 }, (_, index) => ({ files: { a: `${index}` } })),
      );
      const ids = (await git(bare, 'rev-list', 'main')).split('\n');
      const short = ids.map((id) => id.slice(0, 4)).find((prefix) => ids.filter((id) => id.startsWith(prefix)).length > 1);
      await rejects(() => repo.resolve(short ?? 'none'), 'repo/ambiguous-ref');
    });

    it('lists a folder with its tree id, paths from the root and modes, and follows nothing', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const files = { 'clusters/prod/app.yaml': 'app', 'clusters/prod/deep/er/vol.yaml': 'vol', 'clusters.md': 'x', 'shared/run.sh': '#!' };
      await addCommits(bare, 'main', [{ files }]);
      await addSpecialEntries(bare);
      const commit = await git(bare, 'rev-parse', 'main');
      const source = await repo.source(commit);
      const listed = (await source.folder(''))?.files.map(({ mode, blob, path }) => `${mode} ${blob} ${path}`);
      const expected = (await git(bare, 'ls-tree', '-r', 'main')).split('\n').map((line) => line.replace(/ (blob|commit) (\w+)\t/, ' $2 '));
      assert.equal(listed, expected);
      assert.ok(expected.some((line) => line.startsWith('120000')) && expected.some((line) => line.startsWith('160000')));
      const prod = await source.folder('clusters/prod');
      assert.is(prod?.tree, await git(bare, 'rev-parse', 'main:clusters/prod'));
      assert.equal(
        prod?.files.map((file) => file.path),
        ['clusters/prod/app.yaml', 'clusters/prod/deep/er/vol.yaml'],
      );
      assert.is(await source.folder('clusters/none'), null);
      assert.is(await source.folder('clusters.md'), null);
      assert.is(await source.folder('link'), null);
    });

    it('reads what git packed: refs, deltas, tags, a long history', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const line = (index: number): string => Array.from({ length: 200 }, (_, n) => `line ${n} of ${n === index ? 'x' : 'y'}`).join('\n');
      await addCommits(
        bare,
        'main',
        Array.from({ length: 120 }, (_, index) => ({ files: { big: line(index), [`f${index}`]: 'f' } })),
      );
      await git(bare, 'tag', '-a', '-m', 'm', 'v1', 'main~60');
      await git(bare, 'gc', '--quiet', '--aggressive', '--prune=now');
      const old = await repo.resolve('v1');
      assert.is(old, await git(bare, 'rev-parse', 'main~60'));
      assert.is(await text(await repo.source(old), 'big'), line(59));
      const tip = await repo.resolve('main');
      assert.is(await text(await repo.source(tip), 'big'), line(119));
      assert.is(await repo.contains(tip, old), true);
    });

    it('goes on reading while git repacks', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      await addCommits(bare, 'main', [{ files: { a: '1' } }, { files: { a: '2' } }]);
      const source = await repo.source(await repo.resolve('main'));
      assert.is(await text(source, 'a'), '2');
      await addCommits(bare, 'main', [{ files: { a: '3' } }]);
      await git(bare, 'gc', '--quiet', '--prune=now');
      assert.is(await text(source, 'a'), '2');
      assert.is(await text(await repo.source(await repo.resolve('main')), 'a'), '3');
    });

    it('knows what a commit contains', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const first = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      const tip = await addCommits(bare, 'main', [{ files: { a: '2' } }, { files: { a: '3' } }]);
      const stranger = await addCommits(bare, 'other', [{ files: { b: '1' } }]);
      for (const ref of ['main', 'other']) await repo.resolve(ref);
      const contains = [
        [tip, first],
        [tip, tip],
        [first, tip],
        [tip, stranger],
      ].map(([of = '', what = '']) => repo.contains(of, what));
      assert.equal(await Promise.all(contains), [true, true, false, false]);
    });

    it('answers about a commit it does not have with an error, not with no', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const tip = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      await rejects(() => repo.contains('f'.repeat(40), tip), 'repo/no-such-ref');
      assert.is(await repo.contains(tip, 'f'.repeat(40)), false);
    });

    it('refuses a tree with a name that would escape its folder', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      await addHostileCommit(bare, await git(bare, 'rev-parse', 'main:a'));
      const source = await repo.source(await repo.resolve('hostile'));
      await rejects(() => source.folder(''), 'repo/unsafe-path');
    });
  });
}

describe('a tree that names the same folders over and over', (it) => {
  it('is refused before its billions of files are listed', { needs }, async (test) => {
    const { repo, bare } = await openBare(test, 'local');
    let tree = await gitWithInput(bare, `100644 blob ${await gitWithInput(bare, 'x', 'hash-object', '-w', '--stdin')}\tfile\n`, 'mktree');
    for (let level = 0; level < 9; level += 1) {
      const folders = Array.from({ length: 10 }, (_, index) => `040000 tree ${tree}\tfolder${index}\n`);
      tree = await gitWithInput(bare, folders.join(''), 'mktree');
    }
    await git(bare, 'update-ref', 'refs/heads/bomb', await git(bare, 'commit-tree', '-m', 'bomb', tree));
    const source = await repo.source(await repo.resolve('bomb'));
    await rejects(() => source.folder(''), 'repo/too-large');
    assert.is((await source.folder('/'.repeat(3) + Array(8).fill('folder3').join('/')))?.files.length, 10);
  });
});

/** A symlink, an executable and a submodule on top of main. */
async function addSpecialEntries(bare: string): Promise<void> {
  const target = await gitWithInput(bare, 'clusters/prod', 'hash-object', '-w', '--stdin');
  const script = await git(bare, 'rev-parse', 'main:shared/run.sh');
  const root = await git(bare, 'ls-tree', 'main');
  const extra = `120000 blob ${target}\tlink\n100755 blob ${script}\trun.sh\n160000 commit ${'1'.repeat(40)}\tvendored\n`;
  const tree = await gitWithInput(bare, `${root}\n${extra}`, 'mktree', '--missing');
  const commit = await git(bare, 'commit-tree', '-p', 'main', '-m', 'special', tree);
  await git(bare, 'update-ref', 'refs/heads/main', commit);
}

/** git itself refuses to write such a tree, so it is hashed literally. */
async function addHostileCommit(bare: string, blob: string): Promise<void> {
  const entry = Buffer.concat([Buffer.from('100644 ..\0'), Buffer.from(blob, 'hex')]);
  await writeFile(`${bare}/hostile-tree`, entry);
  const tree = await git(bare, 'hash-object', '-t', 'tree', '-w', '--literally', 'hostile-tree');
  const commit = await git(bare, 'commit-tree', '-m', 'hostile', tree);
  await git(bare, 'update-ref', 'refs/heads/hostile', commit);
}
