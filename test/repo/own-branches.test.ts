/** Branches below plumbline/grow/: the agent's own, which it replaces and deletes, but only as it left them. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Repo } from '../../agent/model/repo.ts';
import { addCommits, git } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { openBare, ways } from './opening.ts';
import type { Way } from './opening.ts';

const needs = ['git'];
const BRANCH = 'plumbline/grow/prod/gold';

interface Place {
  readonly bare: string;
  readonly repo: Repo;
  readonly tip: string;
  /** On the branch. */
  readonly first: string;
  /** A commit on the same parent, which does not follow `first`. */
  readonly second: string;
}

async function openPlace(test: TestContext, way: Way): Promise<Place> {
  const { bare, repo } = await openBare(test, way);
  const tip = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
  await repo.resolve('main');
  const made = (size: string): Promise<string> => {
    return repo.commit({ parent: tip, files: new Map([['a', size]]), message: size, timestampS: 1_767_300_000 });
  };
  const [first, second] = [await made('184'), await made('200')];
  assert.is(await repo.push(BRANCH, first, null), 'pushed');
  return { bare, repo, tip, first, second };
}

async function branchesIn(bare: string): Promise<string> {
  return git(bare, 'for-each-ref', '--format=%(refname:short) %(objectname)');
}

for (const way of ways) {
  describe(`an own branch of a ${way} repository`, (it) => {
    it('is replaced by a commit that does not follow the expected one', { needs }, async (test) => {
      const { bare, repo, tip, first, second } = await openPlace(test, way);
      assert.is(await repo.push(BRANCH, second, first), 'pushed');
      assert.is(await branchesIn(bare), `main ${tip}\n${BRANCH} ${second}`);
      await git(bare, 'fsck', '--strict', '--full');
    });

    it('is deleted, and may come again', { needs }, async (test) => {
      const { bare, repo, tip, first, second } = await openPlace(test, way);
      assert.is(await repo.push(BRANCH, null, first), 'pushed');
      assert.is(await branchesIn(bare), `main ${tip}`);
      assert.is(await repo.push(BRANCH, second, null), 'pushed');
      assert.is(await git(bare, 'rev-parse', BRANCH), second);
    });

    it('counts as deleted when it is gone already', { needs }, async (test) => {
      const { bare, repo, first } = await openPlace(test, way);
      await git(bare, 'branch', '-D', BRANCH);
      assert.is(await repo.push(BRANCH, null, first), 'pushed');
    });

    it('stays as a person left it', { needs }, async (test) => {
      const { bare, repo, first, second } = await openPlace(test, way);
      const touched = await addCommits(bare, BRANCH, [{ files: { a: '250' } }]);
      assert.is(await repo.push(BRANCH, second, first), 'lost-race');
      assert.is(await repo.push(BRANCH, null, first), 'lost-race');
      assert.is(await git(bare, 'rev-parse', BRANCH), touched);
    });

    it('is the only kind that loses anything', { needs }, async (test) => {
      const { bare, repo, tip, first } = await openPlace(test, way);
      const before = await branchesIn(bare);
      await rejects(() => repo.push('main', null, tip), 'repo/bad-change');
      await rejects(() => repo.push(BRANCH, null, null), 'repo/bad-change');
      for (const branch of ['plumbline/grow', 'plumbline/growth/a', 'x/plumbline/grow/a']) {
        await rejects(() => repo.push(branch, null, first), 'repo/bad-change');
      }
      assert.is(await branchesIn(bare), before);
    });

    it('is deleted by exactly one of two, or moved', { needs, timeoutMs: 20_000 }, async (test) => {
      const { bare, repo, first, second } = await openPlace(test, way);
      for (let round = 0; round < 5; round += 1) {
        const ref = `refs/heads/${BRANCH}`;
        const [ours, theirs] = await Promise.all([
          repo.push(BRANCH, null, first),
          git(bare, 'update-ref', ref, second, first).then(
            () => true,
            () => false,
          ),
        ]);
        assert.is(ours === 'pushed', !theirs, `round ${round}: ${ours}`);
        assert.is((await branchesIn(bare)).includes(BRANCH), theirs);
        await git(bare, 'update-ref', ref, first);
      }
    });
  });
}

describe('an own branch of a local repository that git packed', (it) => {
  it('is deleted, and no other one', { needs }, async (test) => {
    const { bare, repo, tip, first } = await openPlace(test, 'local');
    await git(bare, 'branch', `${BRANCH}2`, first);
    await git(bare, 'tag', '-a', '-m', 'peeled', 'v1', first);
    await git(bare, 'pack-refs', '--all');
    assert.is(await repo.push(BRANCH, null, first), 'pushed');
    assert.match(await branchesIn(bare), `main ${tip}\n${BRANCH}2 ${first}\nv1 `);
    await git(bare, 'fsck', '--strict', '--full');
  });

  it('does not come back to life as it was packed', { needs }, async (test) => {
    const { bare, repo, tip, first, second } = await openPlace(test, 'local');
    await git(bare, 'pack-refs', '--all');
    assert.is(await repo.push(BRANCH, second, first), 'pushed');
    assert.is(await repo.push(BRANCH, null, second), 'pushed');
    assert.is(await branchesIn(bare), `main ${tip}`);
  });

  it('stays whole while another process writes the packed branches', { needs }, async (test) => {
    const { bare, repo, first } = await openPlace(test, 'local');
    await git(bare, 'pack-refs', '--all');
    const before = await readFile(path.join(bare, 'packed-refs'), 'utf8');
    await writeFile(path.join(bare, 'packed-refs.lock'), '');
    await rejects(() => repo.push(BRANCH, null, first), 'repo/ref-locked');
    assert.is(await readFile(path.join(bare, 'packed-refs'), 'utf8'), before);
    assert.is(await git(bare, 'rev-parse', BRANCH), first);
  });
});

describe('deleting where a server has a say', (it) => {
  const recreated = `git update-ref refs/heads/${BRANCH} refs/heads/main`;
  for (const [name, hook, script, answer] of [
    ['is declined by a hook', 'pre-receive', 'exit 1', 'declined'],
    ['is done although somebody made the branch anew at once', 'post-receive', recreated, 'pushed'],
  ] as const) {
    it(name, { needs }, async (test) => {
      const { bare, repo, first } = await openPlace(test, 'remote');
      await writeFile(`${bare}/hooks/${hook}`, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      assert.is(await repo.push(BRANCH, null, first), answer);
    });
  }

  it('is declined by a server that lets nobody delete', { needs }, async (test) => {
    const { bare, repo, first } = await openPlace(test, 'remote');
    await git(bare, 'config', 'receive.denyDeletes', 'true');
    assert.is(await repo.push(BRANCH, null, first), 'declined');
    assert.is(await git(bare, 'rev-parse', BRANCH), first);
  });
});
