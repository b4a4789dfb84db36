/** Which commits --ref takes: a verb that writes only takes what the tracked branch contains. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plumbline } from '../helpers/command.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { until } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

const CLUSTER = 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\n';
const DOMAIN = 'apiVersion: plumbline/v1\nkind: ProtectionDomain\nmetadata: { name: extra }\n';

interface History {
  readonly bare: string;
  readonly config: string;
  /** The first of the tracked branch's two commits. */
  readonly first: string;
}

/** Branch main with two commits, and branch `side` with one more; nothing listens where the systems should be. */
async function history(context: TestContext): Promise<History> {
  const folder = await temporaryFolder(context);
  const bare = await makeBare(folder);
  const first = await addCommits(bare, 'main', [{ files: { 'cluster.yaml': CLUSTER } }]);
  const second = await addCommits(bare, 'main', [{ files: { 'domain.yaml': DOMAIN } }]);
  await git(bare, 'branch', 'side', second);
  await addCommits(bare, 'side', [{ files: { 'domain.yaml': null } }]);
  const config = path.join(folder, 'plumbline.yaml');
  const systems =
    '{ marathon: [{ url: "http://127.0.0.1:9" }], scaleio: { url: "http://127.0.0.1:9", username: admin, password: { env: HOME } } }';
  await writeFile(config, `cluster: prod\ngit: { url: ${bare} }\nsystems: ${systems}\n`);
  return { bare, config, first };
}

/** Waits for the first pass: it commits a status, whatever it could read. */
async function hasStatus(bare: string): Promise<boolean> {
  if ((await git(bare, 'branch', '--list', 'plumbline/status')) === '') return false;
  return (await git(bare, 'ls-tree', '-r', '--name-only', 'plumbline/status')).includes('prod/status.json');
}

describe('--ref', (it) => {
  for (const verb of ['apply', 'run']) {
    it(`of ${verb} takes no commit that is not merged`, OPTIONS, async (context) => {
      const { bare, config } = await history(context);
      const { code, err } = await plumbline([verb, '--ref', 'side', '--config', config]);
      assert.is(code, 1);
      assert.match(err, 'is not part of main');
      assert.is(await git(bare, 'branch', '--list', 'plumbline/status'), '');
    });
  }

  it('of run keeps the cluster at that commit', OPTIONS, async (context) => {
    const { bare, config, first } = await history(context);
    const ending = new AbortController();
    const running = plumbline(['run', '--ref', first, '--config', config], { signal: ending.signal });
    await until(() => hasStatus(bare));
    ending.abort();
    const { code, err } = await running;
    assert.is(code, 0);
    assert.match(err, `"commit":"${first}"`);
    assert.is(JSON.parse(await git(bare, 'show', 'plumbline/status:prod/status.json')).commit, first);
  });
});
