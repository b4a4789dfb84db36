import { instant } from '../../agent/clock.ts';
import type { Instant } from '../../agent/clock.ts';
import type { DatedCommit } from '../../agent/model/repo.ts';
import { addCommits, FIRST_COMMIT_S, git, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import { open, openBare, ways } from './opening.ts';

const needs = ['git'];

/** Commits of a test repository are a minute apart. */
function minute(number: number): Instant {
  return instant((FIRST_COMMIT_S + number * 60) * 1000);
}

function minutesOf(listed: readonly DatedCommit[]): readonly number[] {
  return listed.map(({ at }) => (at / 1000 - FIRST_COMMIT_S) / 60);
}

for (const way of ways) {
  describe(`the history of a ${way} repository`, (it) => {
    it('lists commits newest first with their date and first parent, down to the first', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const first = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      const second = await addCommits(bare, 'main', [{ files: { a: '2' } }]);
      assert.equal(await repo.firstParents(second, minute(0)), [
        { commit: second, at: minute(1), parent: first },
        { commit: first, at: minute(0), parent: null },
      ]);
    });

    it('ends with the first commit that is older than asked for', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const commits = Array.from({ length: 6 }, (_, index) => ({ files: { a: `${index}` } }));
      const tip = await addCommits(bare, 'main', commits);
      assert.equal(minutesOf(await repo.firstParents(tip, minute(3))), [5, 4, 3, 2]);
      assert.equal(minutesOf(await repo.firstParents(tip, instant(minute(3) + 1))), [5, 4, 3]);
      assert.equal(minutesOf(await repo.firstParents(tip, minute(9))), [5]);
    });

    it('follows what was merged into, never what was merged', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const base = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      await git(bare, 'branch', 'side', base);
      const side = await addCommits(bare, 'side', [{ files: { b: '1' } }, { files: { b: '2' } }]);
      const main = await addCommits(bare, 'main', [{ files: { a: '2' } }]);
      const merge = await git(bare, 'commit-tree', '-p', main, '-p', side, '-m', 'merge', `${main}^{tree}`);
      await git(bare, 'update-ref', 'refs/heads/main', merge);
      const listed = await repo.firstParents(merge, minute(0));
      assert.equal(
        listed.map(({ commit }) => commit),
        [merge, main, base],
      );
    });

    it('is not made up for a commit that is not there', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      await rejects(() => repo.firstParents('f'.repeat(40), minute(0)), 'repo/no-such-ref');
    });

    it('finds one file by its path, and nothing that is no regular file', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      await addCommits(bare, 'main', [{ files: { 'a/b/c.yaml': 'text', 'a/run.sh': '#!' } }]);
      const tree = await git(bare, 'rev-parse', 'main^{tree}');
      const source = await repo.source(await repo.resolve('main'));
      assert.is(await source.file('a/b/c.yaml'), await git(bare, 'rev-parse', `${tree}:a/b/c.yaml`));
      assert.is(await source.file('a/run.sh'), await git(bare, 'rev-parse', `${tree}:a/run.sh`));
      for (const path of ['', 'a', 'a/b', 'a/b/d.yaml', 'x/c.yaml', 'a/b/c.yaml/d']) assert.is(await source.file(path), null, path);
    });

    it('does not take a link for a file', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const blob = await git(bare, 'hash-object', '-w', '--stdin');
      await git(bare, 'update-index', '--add', '--cacheinfo', `120000,${blob},link`);
      const commit = await git(bare, 'commit-tree', '-m', 'link', await git(bare, 'write-tree'));
      await git(bare, 'update-ref', 'refs/heads/main', commit);
      assert.is(await (await repo.source(await repo.resolve('main'))).file('link'), null);
    });
  });
}

describe('a shallow clone', (it) => {
  it('ends its history where its objects end, which is not the first commit', { needs }, async (test) => {
    const { bare } = await openBare(test, 'local');
    const tip = await addCommits(
      bare,
      'main',
      Array.from({ length: 4 }, (_, index) => ({ files: { a: `${index}` } })),
    );
    const folder = await temporaryFolder(test);
    await git(folder, 'clone', '--quiet', '--bare', '--depth', '2', `file://${bare}`, 'shallow.git');
    const { repo } = await open(test, { url: `${folder}/shallow.git` });
    const listed = await repo.firstParents(tip, instant(0));
    assert.equal(minutesOf(listed), [3, 2]);
    assert.is(listed.at(-1)?.parent, await git(bare, 'rev-parse', `${tip}~2`));
  });
});

describe('a long history', (it) => {
  it('is listed no further back than 5,000 commits', { needs, timeoutMs: 30_000 }, async (test) => {
    const { repo, bare } = await openBare(test, 'local');
    const commits = Array.from({ length: 5_002 }, () => ({ files: { a: '1' } }));
    const listed = await repo.firstParents(await addCommits(bare, 'main', commits), instant(0));
    assert.is(listed.length, 5_000);
    assert.is(typeof listed.at(-1)?.parent, 'string');
  });
});
