import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Repo } from '../../agent/model/repo.ts';
import { withCacheLock } from '../../agent/repo/cache-lock.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { serveGit } from '../helpers/git-server.ts';
import type { GitServer } from '../helpers/git-server.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { open } from './opening.ts';

const needs = ['git'];

interface Cached {
  readonly repo: Repo;
  readonly server: GitServer;
  readonly url: string;
  readonly bare: string;
  readonly tip: string;
  readonly dataDir: string;
  /** The folder of the only cache. */
  readonly cache: string;
}

/** A repository with two branches, and a cache that has both. */
async function openCached(test: TestContext): Promise<Cached> {
  const folder = await temporaryFolder(test);
  const bare = await makeBare(folder);
  await git(bare, 'config', 'http.receivepack', 'true');
  const tip = await addCommits(bare, 'main', [{ files: { 'app.yaml': 'app', 'deep/vol.yaml': 'vol' } }]);
  await addCommits(bare, 'plumbline/status', [{ files: { 'README.md': '#' } }]);
  const server = await serveGit(folder, test);
  const url = server.url('cluster.git');
  const dataDir = await temporaryFolder(test);
  const { repo } = await open(test, { url }, { dataDir });
  await repo.resolve('main');
  await repo.resolve('plumbline/status');
  const [hash] = await readdir(path.join(dataDir, 'git'));
  return { repo, server, url, bare, tip, dataDir, cache: path.join(dataDir, 'git', hash ?? '') };
}

async function readAll(repo: Repo, commit: string): Promise<readonly string[]> {
  const source = await repo.source(commit);
  const files = (await source.folder(''))?.files ?? [];
  return Promise.all(files.map(async (file) => Buffer.from(await source.blob(file.blob)).toString()));
}

async function packsOf(cache: string, extension: string): Promise<readonly string[]> {
  const folder = path.join(cache, 'mirror/objects/pack');
  return (await readdir(folder)).filter((name) => name.endsWith(extension)).map((name) => path.join(folder, name));
}

describe('the cache of a remote repository', (it) => {
  const damages: { readonly [name: string]: (cache: string) => Promise<void> } = {
    'a pack index is truncated': async (cache) => {
      for (const file of await packsOf(cache, '.idx')) await truncate(file, 1100);
    },
    'a pack is truncated': async (cache) => {
      for (const file of await packsOf(cache, '.pack')) await truncate(file, 40);
    },
    'a pack is overwritten': async (cache) => {
      for (const file of await packsOf(cache, '.pack'))
        await writeFile(`${file}.new`, 'x'.repeat(500))
          .then(() => rm(file))
          .then(() => writeFile(file, 'x'.repeat(500)));
    },
    'a pack is gone': async (cache) => {
      for (const file of await packsOf(cache, '.pack')) await rm(file);
    },
    'all objects are gone': async (cache) => rm(path.join(cache, 'mirror/objects'), { recursive: true }),
    'the whole mirror is gone': async (cache) => rm(path.join(cache, 'mirror'), { recursive: true }),
  };
  for (const [name, damage] of Object.entries(damages)) {
    it(`heals by itself when ${name}`, { needs }, async (test) => {
      const { url, dataDir, cache, tip } = await openCached(test);
      await damage(cache);
      const { repo } = await open(test, { url }, { dataDir });
      assert.equal(await readAll(repo, tip), ['app', 'vol']);
      assert.is(await repo.resolve('plumbline/status').then((commit) => repo.contains(commit, commit)), true);
      await git(path.join(cache, 'mirror'), 'fsck', '--full');
      assert.equal((await readdir(cache)).toSorted(), ['fetched.json', 'mirror']);
    });
  }

  it('keeps what is left when the server is away, and says what is wrong', { needs }, async (test) => {
    const { url, dataDir, cache, tip, server } = await openCached(test);
    for (const file of await packsOf(cache, '.pack')) await truncate(file, 40);
    server.fault = (_request, response) => Boolean(response.writeHead(400).end());
    const { repo } = await open(test, { url }, { dataDir });
    await rejects(() => repo.source(tip), 'repo/not-git');
    assert.is((await packsOf(cache, '.idx')).length, 2, 'the old mirror is still there');
    server.fault = () => false;
    assert.equal(await readAll(repo, tip), ['app', 'vol']);
  });

  it('is not rebuilt for ever when rebuilding does not help', { needs }, async (test) => {
    const { repo, bare, server } = await openCached(test);
    const tree = await git(bare, 'hash-object', '-t', 'tree', '-w', '--literally', '--stdin');
    const commit = await git(bare, 'commit-tree', '-m', 'odd', tree);
    await git(bare, 'update-ref', 'refs/heads/odd', commit);
    const source = await repo.source(await repo.resolve('odd'));
    server.requests.splice(0);
    for (let n = 0; n < 6; n += 1) await rejects(() => source.blob('f'.repeat(40)), 'repo/corrupt');
    const listings = server.requests.filter((line) => line.startsWith('GET')).length;
    assert.ok(listings <= 12, `${listings} listings`);
  });

  it('believes its own record and not a ref that was written before its objects', { needs }, async (test) => {
    const { url, dataDir, cache, bare } = await openCached(test);
    const next = await addCommits(bare, 'main', [{ files: { new: 'x' } }]);
    await writeFile(path.join(cache, 'mirror/refs/remotes/origin/main'), `${next}\n`);
    await writeFile(path.join(cache, 'fetched.json'), '{"refs/heads/main": tru');
    const { repo } = await open(test, { url }, { dataDir });
    assert.is(await repo.resolve('main'), next);
    assert.equal(await readAll(repo, next), ['app', 'vol', 'x']);
    assert.match(await readFile(path.join(cache, 'fetched.json'), 'utf8'), next);
  });

  it('does not take a commit for brought over because its object is there', { needs }, async (test) => {
    const { repo, cache, bare } = await openCached(test);
    const next = await addCommits(bare, 'main', [{ files: { new: 'x' } }]);
    const object = `objects/${next.slice(0, 2)}/${next.slice(2)}`;
    await mkdir(path.join(cache, 'mirror', path.dirname(object)), { recursive: true });
    await copyFile(path.join(bare, object), path.join(cache, 'mirror', object));
    assert.equal(await readAll(repo, await repo.resolve('main')), ['app', 'vol', 'x']);
    assert.is((await packsOf(cache, '.idx')).length, 3, 'fetched, not built anew');
  });

  it('is cleared of what a killed process left', { needs }, async (test) => {
    const { url, dataDir, cache, tip } = await openCached(test);
    await mkdir(path.join(cache, 'mirror.new/objects'), { recursive: true });
    await mkdir(path.join(cache, 'mirror.old'));
    await writeFile(path.join(cache, 'lock-999999999-123'), '');
    const { repo } = await open(test, { url }, { dataDir });
    assert.equal(await readAll(repo, tip), ['app', 'vol']);
    assert.equal((await readdir(cache)).toSorted(), ['fetched.json', 'mirror']);
  });

  it('is built anew when hundreds of fetches have left a pack each', { needs }, async (test) => {
    const { url, dataDir, cache, tip } = await openCached(test);
    for (let n = 0; n < 501; n += 1) {
      for (const extension of ['idx', 'pack']) await writeFile(path.join(cache, `mirror/objects/pack/pack-${n}.${extension}`), '');
    }
    const { repo } = await open(test, { url }, { dataDir });
    assert.is((await packsOf(cache, '.pack')).length, 2);
    assert.equal(await readAll(repo, tip), ['app', 'vol']);
  });

  it('serves several processes at the same time', { needs, timeoutMs: 30_000 }, async (test) => {
    const { url, dataDir, bare, cache } = await openCached(test);
    const tip = await addCommits(bare, 'main', [{ files: { new: 'x' } }]);
    const worker = fileURLToPath(new URL('resolve-worker.ts', import.meta.url));
    const outputs = await Promise.all(
      [1, 2, 3].map(async () => {
        const child = spawn(process.execPath, [...process.execArgv, worker, url, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
        const output: string[] = [];
        child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
        await once(child, 'close');
        return output.join('').trim();
      }),
    );
    assert.equal(outputs, [tip, tip, tip]);
    assert.equal((await readdir(cache)).toSorted(), ['fetched.json', 'mirror']);
  });
});

describe('the lock of a cache', (it) => {
  const never = new AbortController().signal;

  it('lets one action run at a time', async (test) => {
    const folder = await temporaryFolder(test);
    let running = 0;
    const once = (): Promise<number> =>
      withCacheLock(folder, { waitMs: 5000, signal: never }, async () => {
        running += 1;
        assert.is(running, 1);
        await readdir(folder);
        running -= 1;
        return 7;
      });
    assert.equal(await Promise.all([once(), once(), once()]), [7, 7, 7]);
    assert.equal(await readdir(folder), []);
  });

  it('is given back when the action fails', async (test) => {
    const folder = await temporaryFolder(test);
    const failing = withCacheLock(folder, { waitMs: 0, signal: never }, () => Promise.reject(new RangeError('no')));
    assert.instance(await failing.catch((thrown: unknown) => thrown), RangeError);
    assert.equal(await readdir(folder), []);
  });

  it('waits for a living process with a bound, and names it', async (test) => {
    const folder = await temporaryFolder(test);
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    test.after(() => void holder.kill('SIGKILL'));
    const stat = await readFile(`/proc/${holder.pid}/stat`, 'utf8');
    const file = path.join(folder, `lock-${holder.pid}-${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`);
    await writeFile(file, '');
    const wait = { waitMs: 200, signal: never };
    const error = await rejects(() => withCacheLock(folder, wait, async () => {}), 'repo/locked');
    assert.is(error.code.class, 'waiting');
    assert.match(error.message, `process ${holder.pid}`);
    assert.equal(await readdir(folder), [path.basename(file)], 'its lock is left to it');
    holder.kill('SIGKILL');
    await once(holder, 'close');
    await withCacheLock(folder, wait, async () => assert.is((await readdir(folder)).length, 1));
  });

  it('is taken from a process whose number was given to another', async (test) => {
    const folder = await temporaryFolder(test);
    await writeFile(path.join(folder, `lock-${process.ppid}-1`), '');
    await withCacheLock(folder, { waitMs: 0, signal: never }, async () => {});
    assert.equal(await readdir(folder), []);
  });
});
