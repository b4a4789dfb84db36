import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { open } from './opening.ts';

const needs = ['git'];

async function makeWorkTree(test: TestContext): Promise<string> {
  const folder = await temporaryFolder(test);
  await git(folder, 'init', '--quiet', '--initial-branch=main', 'work');
  const work = path.join(folder, 'work');
  await writeFile(path.join(work, 'app.yaml'), 'app\n');
  await git(work, 'add', '.');
  await git(work, 'commit', '--quiet', '-m', 'first');
  await writeFile(path.join(work, 'app.yaml'), 'edited\n');
  await writeFile(path.join(work, 'new.yaml'), 'staged\n');
  await git(work, 'add', 'new.yaml');
  return work;
}

/** Every file of the work tree and the index: path, content, time of change. */
async function photograph(work: string): Promise<readonly string[]> {
  const files = (await readdir(work, { recursive: true })).filter((file) => !file.startsWith('.git/') || file === '.git/index');
  return Promise.all(
    files.toSorted().map(async (file) => {
      const about = await stat(path.join(work, file));
      const content = about.isFile()
        ? createHash('sha1')
            .update(await readFile(path.join(work, file)))
            .digest('hex')
        : '';
      return `${file} ${content} ${file === '.git' ? '' : about.mtimeMs}`;
    }),
  );
}

describe('a local repository with a work tree', (it) => {
  it('is read and written without touching the work tree or the index', { needs }, async (test) => {
    const work = await makeWorkTree(test);
    const status = await git(work, 'status', '--porcelain');
    const before = await photograph(work);
    const { repo } = await open(test, { url: work });
    const tip = await repo.resolve('main');
    assert.is(tip, await git(work, 'rev-parse', 'main'));
    await (await repo.source(tip)).folder('');
    const commit = await repo.commit({ parent: null, files: new Map([['README.md', 'x']]), message: 'm', timestampS: 1 });
    assert.is(await repo.push('plumbline/status', commit, null), 'pushed');
    assert.equal(await photograph(work), before);
    assert.is(await git(work, 'status', '--porcelain'), status);
    await git(work, 'fsck', '--strict');
  });

  it('does not move a branch that is checked out there or in a linked work tree', { needs }, async (test) => {
    const work = await makeWorkTree(test);
    const tip = await git(work, 'rev-parse', 'main');
    await git(work, 'worktree', 'add', '--quiet', '-b', 'linked', '../linked');
    const { repo } = await open(test, { url: work });
    const commit = await repo.commit({ parent: tip, files: new Map([['x', 'x']]), message: 'm', timestampS: 1 });
    assert.is(await repo.push('main', commit, tip), 'declined');
    assert.is(await repo.push('linked', commit, tip), 'declined');
    assert.is(await git(work, 'rev-parse', 'main'), tip);
    assert.is(await git(work, 'rev-parse', 'linked'), tip);
    assert.is(await repo.push('free', commit, null), 'pushed');
  });

  it('opens by its .git folder, a .git file, a linked work tree and a submodule', { needs }, async (test) => {
    const work = await makeWorkTree(test);
    const folder = path.dirname(work);
    const tip = await git(work, 'rev-parse', 'main');
    await git(work, 'worktree', 'add', '--quiet', '-b', 'linked', '../linked');
    await git(folder, 'clone', '--quiet', '--no-hardlinks', '--separate-git-dir=elsewhere.git', work, 'apart');
    for (const url of ['work', 'work/.git', 'linked', 'linked/.git', 'apart', 'elsewhere.git']) {
      const { repo } = await open(test, { url: path.join(folder, url) });
      assert.is(await repo.resolve('main'), tip, url);
    }
  });
});

describe('opening a local repository', (it) => {
  it('says what is wrong with a path that is none', async (test) => {
    const folder = await temporaryFolder(test);
    await writeFile(path.join(folder, 'file'), 'x');
    await mkdir(path.join(folder, 'broken'));
    await writeFile(path.join(folder, 'broken/.git'), 'gitdir: ../gone\n');
    for (const url of ['none', 'file', '.', 'broken', 'file/below']) {
      const error = await rejects(() => open(test, { url: path.join(folder, url) }), 'repo/not-found');
      assert.match(error.message, 'git.url');
    }
  });

  it('refuses formats it would misread', { needs }, async (test) => {
    const folder = await temporaryFolder(test);
    await git(folder, 'init', '--quiet', '--bare', '--object-format=sha256', 'sha256.git');
    const bare = await makeBare(folder);
    await addCommits(bare, 'main', [{ files: { a: '1' } }]);
    await git(folder, 'clone', '--quiet', '--bare', '--shared', bare, 'borrows.git');
    const tables = await makeBare(folder, 'tables.git');
    await git(tables, 'config', 'extensions.refStorage', 'reftable');
    for (const url of ['sha256.git', 'borrows.git', 'tables.git']) {
      await rejects(() => open(test, { url: path.join(folder, url) }), 'repo/unsupported-format');
    }
  });

  it('names what changes when a branch moves, a folder that is there also before the first branch', { needs }, async (test) => {
    const bare = await makeBare(await temporaryFolder(test));
    const { watchPaths } = await open(test, { url: bare, branch: 'env/prod' });
    assert.equal(watchPaths, [path.join(bare, 'refs/heads'), path.join(bare, 'packed-refs')]);
    assert.ok((await stat(path.join(bare, 'refs/heads'))).isDirectory());
  });
});

describe('the refs of a local repository', (it) => {
  it('are unknown, not absent, when one cannot be read', { needs }, async (test) => {
    const bare = await makeBare(await temporaryFolder(test));
    await addCommits(bare, 'main', [{ files: { a: '1' } }]);
    const { repo } = await open(test, { url: bare });
    await writeFile(path.join(bare, 'refs/heads/main'), '');
    const branches = await repo.branches();
    assert.is(branches.kind === 'unknown' && branches.error.code.code, 'repo/corrupt');
    await rejects(() => repo.resolve('main'), 'repo/corrupt');
    await rm(path.join(bare, 'refs/heads/main'));
    await symlink('main', path.join(bare, 'refs/heads/main'));
    assert.is((await repo.branches()).kind, 'unknown');
  });

  it('follow symbolic branches, but not for ever', { needs }, async (test) => {
    const bare = await makeBare(await temporaryFolder(test));
    const tip = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
    await git(bare, 'symbolic-ref', 'refs/heads/alias', 'refs/heads/main');
    const { repo } = await open(test, { url: bare });
    assert.is(await repo.resolve('alias'), tip);
    await writeFile(path.join(bare, 'refs/heads/loop'), 'ref: refs/heads/loop\n');
    await rejects(() => repo.resolve('loop'), 'repo/corrupt');
  });

  it('move when packed and below folders that deleted branches left', { needs }, async (test) => {
    const bare = await makeBare(await temporaryFolder(test));
    const tip = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
    await git(bare, 'pack-refs', '--all', '--prune');
    await mkdir(path.join(bare, 'refs/heads/plumbline/status/old'), { recursive: true });
    const { repo } = await open(test, { url: bare });
    const commit = await repo.commit({ parent: tip, files: new Map([['x', 'x']]), message: 'm', timestampS: 1 });
    assert.is(await repo.push('main', commit, tip), 'pushed');
    assert.is(await repo.push('plumbline/status', commit, null), 'pushed');
    for (const branch of ['main', 'plumbline/status']) {
      assert.is(await git(bare, 'rev-parse', branch), commit);
      assert.is(await repo.resolve(branch), commit, 'the loose file counts, not the packed one');
    }
  });

  it('are never a folder and a branch at once, packed or loose', { needs }, async (test) => {
    const bare = await makeBare(await temporaryFolder(test));
    const tip = await addCommits(bare, 'plumbline', [{ files: { a: '1' } }]);
    await addCommits(bare, 'x/y', [{ files: { a: '1' } }]);
    await git(bare, 'pack-refs', '--all', '--prune');
    const { repo } = await open(test, { url: bare });
    await rejects(() => repo.push('plumbline/status', tip, null), 'repo/write-refused');
    await rejects(() => repo.push('x', tip, null), 'repo/write-refused');
    assert.is((await git(bare, 'for-each-ref')).split('\n').length, 2);
  });

  it('are left alone, with a remedy, while a lock of another process stands', { needs }, async (test) => {
    const bare = await makeBare(await temporaryFolder(test));
    const { repo } = await open(test, { url: bare });
    const commit = await repo.commit({ parent: null, files: new Map([['x', 'x']]), message: 'm', timestampS: 1 });
    const lock = path.join(bare, 'refs/heads/main.lock');
    await writeFile(lock, '');
    const error = await rejects(() => repo.push('main', commit, null), 'repo/ref-locked');
    assert.match(error.message, lock);
    assert.is(error.code.class, 'transient');
    assert.ok(await stat(lock), 'the lock of the other is not ours to remove');
    await rm(lock);
    assert.is(await repo.push('main', commit, null), 'pushed');
    assert.equal(await readdir(path.join(bare, 'refs/heads')), ['main']);
  });
});

describe('a damaged local repository', (it) => {
  it('is reported with the remedy, and read again once repaired', { needs }, async (test) => {
    const bare = await makeBare(await temporaryFolder(test));
    const tip = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
    await git(bare, 'repack', '-a', '-d', '-q');
    const pack = (await readdir(path.join(bare, 'objects/pack'))).find((name) => name.endsWith('.idx')) ?? '';
    const index = path.join(bare, 'objects/pack', pack);
    const whole = await readFile(index);
    await rm(index);
    await writeFile(index, whole.subarray(0, 1100));
    const { repo } = await open(test, { url: bare });
    await rejects(() => repo.source(tip), 'repo/corrupt');
    await writeFile(index, whole);
    assert.is((await repo.source(tip)).commit, tip);
  });
});
