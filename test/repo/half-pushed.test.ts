import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { loadDesired } from '../../agent/desired/load.ts';
import type { Repo } from '../../agent/model/repo.ts';
import { PROD } from '../desired/load-files.ts';
import { documentOf } from '../desired/cluster-files.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { damage, looseFile } from './odd-objects.ts';
import { open } from './opening.ts';

const needs = ['git'];

const APP = 'spec: { cmd: sleep 1 }';

/** A cluster of a hundred apps in two folders, every object in a file of its own. */
async function makeCluster(test: TestContext): Promise<{ readonly bare: string; readonly repo: Repo; readonly commit: string }> {
  const bare = await makeBare(await temporaryFolder(test));
  const apps = Array.from({ length: 100 }, (_, n) => [`prod/apps/${n % 2}/a${n}.yaml`, documentOf('App', `/a${n}`, APP)] as const);
  const files = { 'prod/cluster.yaml': documentOf('Cluster', 'prod', 'spec: {}'), ...Object.fromEntries(apps) };
  await git(bare, 'config', 'fastimport.unpackLimit', '100000');
  const commit = await addCommits(bare, 'main', [{ files }]);
  return { bare, repo: (await open(test, { url: bare })).repo, commit };
}

async function load(repo: Repo, commit: string): Promise<string> {
  return (await loadDesired(await repo.source(commit), PROD)).kind;
}

describe('a commit that is not here whole', (it) => {
  it('is read when it is', { needs }, async (test) => {
    const { repo, commit } = await makeCluster(test);
    const loaded = await loadDesired(await repo.source(commit), PROD);
    assert.is(loaded.kind === 'ok' ? loaded.desired.docs.App.size : loaded.errors, 100);
  });

  for (const missing of ['main^{tree}', 'main:prod', 'main:prod/apps/1', 'main:prod/cluster.yaml', 'main:prod/apps/0/a42.yaml']) {
    it(`is no smaller set of documents without ${missing}, but not read`, { needs }, async (test) => {
      const { bare, repo, commit } = await makeCluster(test);
      const file = looseFile(bare, await git(bare, 'rev-parse', missing));
      await rm(file);
      await rejects(() => load(repo, commit), 'repo/corrupt');
      await rejects(() => load(repo, commit), 'repo/corrupt');
    });

    it(`is not read with half of ${missing}, and read as soon as it is here`, { needs }, async (test) => {
      const { bare, repo, commit } = await makeCluster(test);
      const file = looseFile(bare, await git(bare, 'rev-parse', missing));
      const whole = await readFile(file);
      await damage(file, (bytes) => bytes.subarray(0, bytes.length / 2));
      await rejects(() => load(repo, commit), 'repo/corrupt');
      await damage(file, () => whole);
      assert.is(await load(repo, commit), 'ok');
    });
  }

  it('is unknown as long as its own object is missing', { needs }, async (test) => {
    const { bare, repo, commit } = await makeCluster(test);
    await rm(looseFile(bare, commit));
    await rejects(() => load(repo, commit), 'repo/no-such-ref');
  });

  it('is read from a shallow clone, whose history ends', { needs }, async (test) => {
    const { bare, commit } = await makeCluster(test);
    await addCommits(bare, 'main', [{ files: { 'README.md': 'x' } }]);
    const clone = path.join(path.dirname(bare), 'shallow.git');
    await git(path.dirname(bare), 'clone', '--quiet', '--bare', '--depth=1', `file://${bare}`, clone);
    const { repo } = await open(test, { url: clone });
    assert.is(await load(repo, await repo.resolve('main')), 'ok');
    await rejects(() => load(repo, commit), 'repo/no-such-ref');
  });
});

describe('an object whose file holds another one, whole', (it) => {
  for (const [what, other] of Object.entries({
    'main^{tree}': 'main:prod',
    'main:prod/cluster.yaml': 'main:prod/apps/0/a42.yaml',
    main: 'main~1',
  })) {
    it(`is damage: ${what}`, { needs }, async (test) => {
      const { bare, repo } = await makeCluster(test);
      const commit = await addCommits(bare, 'main', [{ files: { 'README.md': 'x' } }]);
      const bytes = await readFile(looseFile(bare, await git(bare, 'rev-parse', other)));
      await damage(looseFile(bare, await git(bare, 'rev-parse', what)), () => bytes);
      await rejects(() => load(repo, commit), 'repo/corrupt');
    });
  }
});
