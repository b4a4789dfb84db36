/** Never back: which commit is followed when the tracked branch was moved by force, or an accepted commit is gone. */
import { passOf, startCluster, openTestAgent } from './helpers/cluster.ts';
import type { Cluster } from './helpers/cluster.ts';
import { git } from './helpers/git-cli.ts';
import { assert, describe } from './helpers/suite.ts';

const OPTIONS = { timeoutMs: 60_000, needs: ['git'] } as const;
const WEB = 'shared/apps/web.yaml';

function instances({ sim }: Cluster): number | undefined {
  return sim.world().apps.find(({ id }) => id === '/web')?.instances;
}

async function accepted({ status }: Cluster): Promise<string> {
  return (JSON.parse(await status('prod/accepted.json')) as { accepted: { commit: string } }).accepted.commit;
}

/** Scaled to 3 by a second commit, and the branch put back to the first by force. */
async function rewound(cluster: Cluster): Promise<{ readonly first: string; readonly second: string }> {
  await cluster.settle();
  const first = await git(cluster.bare, 'rev-parse', 'main');
  const second = await cluster.edit(WEB, 'instances: 2', 'instances: 3');
  await cluster.settle();
  await git(cluster.bare, 'update-ref', 'refs/heads/main', first);
  return { first, second };
}

describe('the commit in force', (it) => {
  it('is never an ancestor of the accepted one: a branch moved back is refused and said', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const { first, second } = await rewound(cluster);
    const { report } = await cluster.pass();
    assert.equal([report.refused?.commit, instances(cluster), await accepted(cluster)], [first, 3, second]);
    cluster.sim.advance(30_000);
    await cluster.pass();
    assert.match(await cluster.status('prod/README.md'), `does not contain ${second.slice(0, 7)}`);
  });

  it('stays refused after a restart on an empty folder', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const { second } = await rewound(cluster);
    const restarted = await openTestAgent(cluster.sim, { ...cluster.settings, dataDir: `${cluster.folder}/empty` });
    context.after(() => restarted.close());
    const { report } = await passOf(restarted);
    cluster.sim.advance(130_000);
    await passOf(restarted);
    assert.equal([report.refused?.why === null, instances(cluster), await accepted(cluster)], [false, 3, second]);
  });

  it('is the merge that contains both: that is how people go on after a force push', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const { first, second } = await rewound(cluster);
    const tree = await git(cluster.bare, 'rev-parse', `${first}^{tree}`);
    const merge = await git(cluster.bare, 'commit-tree', tree, '-p', first, '-p', second, '-m', 'Go back');
    await git(cluster.bare, 'update-ref', 'refs/heads/main', merge);
    await cluster.settle();
    assert.equal([instances(cluster), await accepted(cluster)], [2, merge]);
  });

  it('stays what it was when the new one is broken, also for an agent that starts with it', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const before = await accepted(cluster);
    await cluster.edit(WEB, 'instances: 2', 'instances: many');
    const restarted = await openTestAgent(cluster.sim, cluster.settings);
    context.after(() => restarted.close());
    const { report } = await passOf(restarted);
    assert.equal([report.refused?.errors.length, await accepted(cluster), report.source.kind], [1, before, 'ok']);
  });
});
