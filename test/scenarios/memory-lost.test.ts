/** The status branch is deleted: what is rebuilt, what is frozen, and how people let the agent go on. */
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { timeoutMs: 60_000, needs: ['git'] } as const;
const WEB = 'shared/apps/web.yaml';
const MORE = 'clusters/prod/storage/more.yaml';
const MORE_TEXT = 'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: more }\nspec: { pool: default, sizeGiB: 8 }\n';

async function lost(cluster: Cluster): Promise<void> {
  await cluster.settle();
  await git(cluster.bare, 'update-ref', '-d', 'refs/heads/plumbline/status');
  await cluster.pass();
  cluster.sim.advance(120_000);
  await cluster.pass();
}

async function proposed({ bare }: Cluster): Promise<readonly string[]> {
  const branches = await git(bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/plumbline/approve');
  return branches === '' ? [] : branches.split('\n');
}

async function merge({ bare, push }: Cluster, branch: string): Promise<void> {
  const [path = ''] = (await git(bare, 'diff', '--name-only', `main...${branch}`)).split('\n');
  await push({ [path]: `${await git(bare, 'show', `${branch}:${path}`)}\n` });
}

describe('a memory that was lost', (it) => {
  it('keeps apps as declared, makes no storage, and asks to go on', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await lost(cluster);
    const before = cluster.sim.world().volumes.length;
    await cluster.edit(WEB, 'instances: 2', 'instances: 3');
    await cluster.push({ [MORE]: MORE_TEXT });
    await cluster.pass();
    cluster.sim.advance(60_000);
    await cluster.pass();
    const world = cluster.sim.world();
    assert.equal([world.apps.find(({ id }) => id === '/web')?.instances, world.volumes.length], [3, before]);
    assert.is((await proposed(cluster)).length, 1);
    assert.match(await git(cluster.bare, 'log', '-1', '--format=%s', ...(await proposed(cluster))), 'Approve: recover Cluster/prod');
  });

  it('is over once people merged that, and stays over', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await lost(cluster);
    await merge(cluster, (await proposed(cluster))[0] ?? '');
    await cluster.push({ [MORE]: MORE_TEXT });
    await cluster.settle();
    assert.ok(cluster.sim.world().volumes.some(({ name }) => name === 'more'));
    cluster.sim.advance(60_000);
    assert.is((await cluster.pass()).report.lost, null);
  });

  it('knows again what carries its marks and is declared no more', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    await git(cluster.bare, 'update-ref', '-d', 'refs/heads/plumbline/status');
    await cluster.push({ [WEB]: null });
    await cluster.pass();
    cluster.sim.advance(120_000);
    await cluster.pass();
    const { report } = await cluster.pass();
    assert.is.not(report.lost, null);
    const found = await git(cluster.bare, 'grep', '-l', '"ref":"App//web"', 'plumbline/status', '--', 'prod/inventory/App');
    assert.match(found, 'prod/inventory/App/');
  });
});
