import type { NewCommit } from '../../agent/model/repo.ts';
import { writeFile } from 'node:fs/promises';
import { addCommits, git, gitWithInput, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { serveGit } from '../helpers/git-server.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import { open, openBare, ways } from './opening.ts';

const needs = ['git'];
const AT_S = 1_767_300_000;

function change(parent: string | null, files: { readonly [path: string]: string | null }, message = 'status'): NewCommit {
  return { parent, files: new Map(Object.entries(files)), message, timestampS: AT_S };
}

for (const way of ways) {
  describe(`writing to a ${way} repository`, (it) => {
    it('starts a branch that git accepts, with the given author, time and files', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const files = { 'README.md': '# Prod\n', 'prod/status.json': '{}\n', 'prod/changes/2026-01.jsonl': 'ü\n', 'prod-2/x': '' };
      const commit = await repo.commit(change(null, files, 'plumbline(prod): in sync [skip ci]\n\nPass: 1'));
      assert.is(await git(bare, 'for-each-ref'), '', 'nothing moves before the push');
      assert.is(await repo.push('plumbline/status', commit, null), 'pushed');
      await git(bare, 'fsck', '--strict', '--full');
      assert.is(await git(bare, 'rev-parse', 'plumbline/status'), commit);
      const shown = await git(bare, 'log', '-1', '--format=%an <%ae> %at %ai|%cn %ct|%s|%b', 'plumbline/status');
      const stamp = `${AT_S} 2026-01-01 20:40:00 +0000|Plumbline ${AT_S}`;
      assert.is(shown, `Plumbline <plumbline@example.com> ${stamp}|plumbline(prod): in sync [skip ci]|Pass: 1`);
      assert.equal((await git(bare, 'ls-tree', '-r', '--name-only', 'plumbline/status')).split('\n'), Object.keys(files).toSorted());
      assert.is(await git(bare, 'show', 'plumbline/status:prod/changes/2026-01.jsonl'), 'ü');
      assert.equal(await repo.branches().then((read) => read.kind === 'ok' && [...read.value]), [['plumbline/status', commit]]);
    });

    it('replaces, adds and deletes files, drops emptied folders and keeps the rest with its modes', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      await addCommits(bare, 'main', [{ files: { 'a/b/c': 'c', 'a/b/d': 'd', 'e/f': 'f', 'run.sh': '#!', keep: 'k' } }]);
      await git(bare, 'update-ref', 'refs/heads/main', await withExecutable(bare));
      const parent = await repo.resolve('main');
      const edits = { 'a/b/c': null, 'a/b/d': null, 'e/g': 'g', 'run.sh': '#!new', 'none/at/all': null, 'keep/not': null };
      const commit = await repo.commit(change(parent, edits));
      assert.is(await repo.push('main', commit, parent), 'pushed');
      const listed = (await git(bare, 'ls-tree', '-r', '--format=%(objectmode) %(path)', 'main')).split('\n');
      assert.equal(listed, ['100644 e/f', '100644 e/g', '100644 keep', '100755 run.sh']);
      assert.is(await git(bare, 'show', 'main:run.sh'), '#!new');
      await git(bare, 'fsck', '--strict', '--full');
    });

    it('gives the same change the same id, and can leave nothing at all', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const first = await repo.commit(change(null, { a: '1' }));
      assert.is(await repo.commit(change(null, { a: '1' })), first);
      const other = await openBare(test, way);
      assert.is(await other.repo.commit(change(null, { a: '1' })), first);
      const empty = await repo.commit(change(first, { a: null }));
      assert.is(await repo.push('main', empty, null), 'pushed');
      assert.is(await git(bare, 'rev-parse', 'main^{tree}'), '4b825dc642cb6eb9a060e54bf8d69288fbee4904');
    });

    it('refuses files that are no paths inside a repository', { needs }, async (test) => {
      const { repo } = await openBare(test, way);
      const bad = ['', '/a', 'a/', 'a//b', '../a', 'a/./b', '.git/config', 'x/.GIT/hooks', 'a\\b'];
      for (const file of bad) await rejects(() => repo.commit(change(null, { [file]: 'x' })), 'repo/bad-change');
      await rejects(() => repo.commit(change(null, { a: 'x', 'a/b': 'y' })), 'repo/bad-change');
      await rejects(() => repo.commit(change(null, { 'a/b': 'y', a: 'x' })), 'repo/bad-change');
      await rejects(() => repo.commit(change('f'.repeat(40), { a: 'x' })), 'repo/corrupt');
    });

    it('loses the race when the branch is not where it was expected', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const parent = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      await repo.resolve('main');
      const ours = await repo.commit(change(parent, { status: 'x' }));
      assert.is(await repo.push('main', ours, null), 'lost-race', 'it exists');
      const theirs = await addCommits(bare, 'main', [{ files: { a: '2' } }]);
      assert.is(await repo.push('main', ours, parent), 'lost-race');
      assert.is(await repo.push('gone', ours, parent), 'lost-race', 'it does not exist');
      assert.is(await git(bare, 'rev-parse', 'main'), theirs);
      assert.is(await git(bare, 'for-each-ref', '--format=%(refname)'), 'refs/heads/main');
    });

    it('calls a push done that had already arrived', { needs }, async (test) => {
      const { repo } = await openBare(test, way);
      const commit = await repo.commit(change(null, { a: '1' }));
      assert.is(await repo.push('main', commit, null), 'pushed');
      assert.is(await repo.push('main', commit, null), 'pushed');
    });

    it('never pushes what does not follow the expected commit', { needs }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      const tip = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      await repo.resolve('main');
      const orphan = await repo.commit(change(null, { b: '1' }));
      await rejects(() => repo.push('main', orphan, tip), 'repo/bad-change');
      assert.is(await git(bare, 'rev-parse', 'main'), tip);
    });

    it('lets exactly one of many writers with the same expectation win', { needs, timeoutMs: 20_000 }, async (test) => {
      const { repo, bare, url } = await openBare(test, way);
      const parent = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
      const others = await Promise.all([1, 2, 3].map(async () => (await open(test, { url })).repo));
      const outcomes = await Promise.all(
        [repo, ...others].map(async (writer, index) => {
          await writer.resolve('main');
          const commit = await writer.commit(change(parent, { by: `${index}` }));
          return { commit, outcome: await writer.push('main', commit, parent) };
        }),
      );
      const winners = outcomes.filter(({ outcome }) => outcome === 'pushed');
      assert.is(winners.length, 1);
      assert.is(outcomes.filter(({ outcome }) => outcome === 'lost-race').length, 3);
      assert.is(await git(bare, 'rev-parse', 'main'), winners[0]?.commit);
    });

    it('races a git process and never overwrites it', { needs, timeoutMs: 20_000 }, async (test) => {
      const { repo, bare } = await openBare(test, way);
      for (let round = 0; round < 5; round += 1) {
        const branch = `race-${round}`;
        const theirs = await addCommits(bare, `source-${round}`, [{ files: { theirs: `${round}` } }]);
        const ours = await repo.commit(change(null, { ours: `${round}` }));
        const zero = '0'.repeat(40);
        const [outcome, gitWon] = await Promise.all([
          repo.push(branch, ours, null),
          git(bare, 'update-ref', `refs/heads/${branch}`, theirs, zero).then(
            () => true,
            () => false,
          ),
        ]);
        assert.is(outcome === 'pushed', !gitWon, `round ${round}: ${outcome}`);
        assert.is(await git(bare, 'rev-parse', branch), gitWon ? theirs : ours);
      }
    });

    it('refuses branch names that git would not take', { needs }, async (test) => {
      const { repo } = await openBare(test, way);
      const commit = await repo.commit(change(null, { a: '1' }));
      for (const name of ['', '../x', 'a..b', 'a/', 'x.lock', '.x', 'a b', '-x']) {
        await rejects(() => repo.push(name, commit, null), 'repo/bad-branch');
      }
    });
  });
}

/** The commit `main` with its file `run.sh` made executable. */
async function withExecutable(bare: string): Promise<string> {
  const listing = (await git(bare, 'ls-tree', 'main')).replace(/^100644(.*\trun\.sh)$/m, '100755$1');
  const tree = await gitWithInput(bare, `${listing}\n`, 'mktree');
  return git(bare, 'commit-tree', '-p', 'main', '-m', 'executable', tree);
}

const identity = 'GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@b';

describe('pushing where a server has a say', (it) => {
  it('reports a declined push and moves nothing', { needs }, async (test) => {
    const folder = await temporaryFolder(test);
    const bare = await makeBare(folder);
    await git(bare, 'config', 'http.receivepack', 'true');
    await writeFile(`${bare}/hooks/pre-receive`, '#!/bin/sh\necho "main is protected" >&2\nexit 1\n', { mode: 0o755 });
    const server = await serveGit(folder, test);
    const { repo } = await open(test, { url: server.url('cluster.git') });
    const commit = await repo.commit(change(null, { a: '1' }));
    assert.is(await repo.push('main', commit, null), 'declined');
    assert.is(await git(bare, 'for-each-ref'), '');
  });

  it('says who may not push at all', { needs }, async (test) => {
    const folder = await temporaryFolder(test);
    const bare = await makeBare(folder);
    await git(bare, 'config', 'http.receivepack', 'false');
    const server = await serveGit(folder, test);
    const { repo } = await open(test, { url: server.url('cluster.git') });
    const commit = await repo.commit(change(null, { a: '1' }));
    await rejects(() => repo.push('main', commit, null), 'repo/write-refused');
  });

  const hooks = {
    'pushed: somebody pushed on top at once': [
      'post-receive',
      'git update-ref refs/heads/main $(git commit-tree -p main -m top main^{tree})',
    ],
    'lost-race: somebody replaced it at once': ['post-receive', 'git update-ref refs/heads/main $(git commit-tree -m other main^{tree})'],
    'lost-race: somebody deleted it at once': ['post-receive', 'git update-ref -d refs/heads/main'],
    'lost-race: it was refused because another came first': [
      'update',
      'unset GIT_QUARANTINE_PATH; git update-ref refs/heads/main $(git commit-tree -m other $(git mktree </dev/null)); exit 1',
    ],
  };
  for (const [name, [hook, script]] of Object.entries(hooks)) {
    it(`judges by what the branch is afterwards: ${name}`, { needs }, async (test) => {
      const { bare, repo } = await openServed(test);
      await writeFile(`${bare}/hooks/${hook}`, `#!/bin/sh\nexport ${identity}\n${script}\n`, { mode: 0o755 });
      const commit = await repo.commit(change(null, { a: '1' }));
      assert.is(await repo.push('main', commit, null), name.split(':')[0]);
    });
  }

  it('loses the race when a push failed on the way and another came meanwhile', { needs }, async (test) => {
    const { bare, server, repo } = await openServed(test);
    const commit = await repo.commit(change(null, { a: '1' }));
    server.fault = (request, response) => {
      const isPush = request.url?.endsWith('/git-receive-pack') === true;
      if (isPush) void addCommits(bare, 'main', [{ files: { b: '1' } }]).then(() => response.destroy());
      return isPush;
    };
    assert.is(await repo.push('main', commit, null), 'lost-race');
  });

  it('finds out that a push arrived although its answer was lost', { needs }, async (test) => {
    const { bare, server, repo } = await openServed(test);
    const commit = await repo.commit(change(null, { a: '1' }));
    server.fault = (request, response) => {
      if (!request.url?.endsWith('/git-receive-pack')) return false;
      response.on('pipe', () => {}).end = () => response.destroy();
      return false;
    };
    assert.is(await repo.push('main', commit, null), 'pushed');
    assert.is(await git(bare, 'rev-parse', 'main'), commit);
  });

  it('says that it does not know when a push failed on the way and the branch stayed', { needs }, async (test) => {
    const { server, repo } = await openServed(test);
    const commit = await repo.commit(change(null, { a: '1' }));
    server.fault = (request, response) => {
      const isPush = request.url?.endsWith('/git-receive-pack') === true;
      if (isPush) response.destroy();
      return isPush;
    };
    await rejects(() => repo.push('main', commit, null), 'repo/unreachable');
    assert.equal(
      server.requests.filter((line) => line.startsWith('POST')),
      ['POST /cluster.git/git-receive-pack'],
      'a push is never repeated',
    );
  });
});

async function openServed(test: Parameters<typeof temporaryFolder>[0] & Parameters<typeof open>[0]) {
  const folder = await temporaryFolder(test);
  const bare = await makeBare(folder);
  await git(bare, 'config', 'http.receivepack', 'true');
  const server = await serveGit(folder, test);
  const { repo } = await open(test, { url: server.url('cluster.git') });
  return { bare, server, repo };
}
