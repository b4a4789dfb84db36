import { rmSync } from 'node:fs';
import path from 'node:path';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { serveGit } from '../helpers/git-server.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { NOW, open, openBare } from './opening.ts';

const needs = ['git'];

/** As `git init --bare` leaves it whose default branch is another than the one that is used. */
async function openUnborn(test: TestContext, head = 'refs/heads/master') {
  const opened = await openBare(test, 'remote');
  await git(opened.bare, 'symbolic-ref', 'HEAD', head);
  return opened;
}

describe('a remote repository whose HEAD names a branch that does not exist', (it) => {
  it('is read like any other, and again when it moves on', { needs }, async (test) => {
    const { bare, repo } = await openUnborn(test);
    const first = await addCommits(bare, 'trunk', [{ files: { 'app.yaml': 'app' } }]);
    assert.is(await repo.resolve('trunk'), first);
    const second = await addCommits(bare, 'trunk', [{ files: { 'app.yaml': 'new' } }]);
    assert.is(await repo.resolve('trunk'), second);
    assert.is((await repo.source(second)).commit, second);
  });

  it('gives every branch to who asks for a commit by its id', { needs }, async (test) => {
    const { bare, repo } = await openUnborn(test);
    await addCommits(bare, 'one', [{ files: { a: '1' } }]);
    const two = await addCommits(bare, 'two', [{ files: { b: '2' } }]);
    assert.is(await repo.resolve(two.slice(0, 12)), two);
    const three = await addCommits(bare, 'three', [{ files: { c: '3' } }]);
    assert.is((await repo.source(three)).commit, three);
  });

  it('gives a tag when there is no branch at all', { needs }, async (test) => {
    const { bare, repo } = await openUnborn(test);
    const tip = await addCommits(bare, 'trunk', [{ files: { a: '1' } }]);
    await git(bare, 'tag', '--annotate', '--message=v1', 'v1', tip);
    await git(bare, 'update-ref', '-d', 'refs/heads/trunk');
    assert.is(await repo.resolve('v1'), tip);
  });

  it('takes pushes', { needs }, async (test) => {
    const { bare, repo } = await openUnborn(test);
    const tip = await addCommits(bare, 'trunk', [{ files: { a: '1' } }]);
    await repo.resolve('trunk');
    const commit = await repo.commit({ parent: tip, files: new Map([['b', '2']]), message: 'Two', timestampS: NOW / 1000 });
    assert.is(await repo.push('status', commit, null), 'pushed');
    assert.is(await git(bare, 'rev-parse', 'status'), commit);
  });

  it('is still told apart from one that is empty', { needs }, async (test) => {
    const { repo } = await openUnborn(test);
    await rejects(() => repo.resolve('trunk'), 'repo/no-such-ref');
    const branches = await repo.branches();
    assert.is(branches.kind === 'ok' && branches.value.size, 0);
  });
});

describe('a remote repository with a HEAD that is no branch', (it) => {
  it('is read like any other', { needs }, async (test) => {
    const { bare, repo } = await openBare(test, 'remote');
    const first = await addCommits(bare, 'trunk', [{ files: { a: '1' } }]);
    const second = await addCommits(bare, 'trunk', [{ files: { a: '2' } }]);
    await git(bare, 'update-ref', '--no-deref', 'HEAD', first);
    assert.is(await repo.resolve('trunk'), second);
  });
});

describe('a branch that is deleted after it was listed', (it) => {
  /** With the branches `gone` and `kept`; the first so many listings still show both. */
  async function openVanishing(test: TestContext, listings: number) {
    const folder = await temporaryFolder(test);
    const bare = await makeBare(folder);
    const kept = await addCommits(bare, 'kept', [{ files: { a: '1' } }]);
    await addCommits(bare, 'gone', [{ files: { b: '1' } }]);
    const server = await serveGit(folder, test);
    server.fault = () => {
      if (server.requests.length === listings + 1) rmSync(path.join(bare, 'refs/heads/gone'));
      return false;
    };
    return { kept, server, ...(await open(test, { url: server.url('cluster.git') })) };
  }

  it('is no such ref, and no damage', { needs }, async (test) => {
    const { repo } = await openVanishing(test, 1);
    const error = await rejects(() => repo.resolve('gone'), 'repo/no-such-ref');
    assert.match(error.message, 'refs/heads/gone');
  });

  it('keeps no other branch from being brought over', { needs }, async (test) => {
    const { repo, kept, server } = await openVanishing(test, 2);
    assert.is(await repo.resolve(kept.slice(0, 12)), kept);
    assert.is(server.requests.length, 4, 'what is here is not taken for damaged and brought over again');
  });
});
