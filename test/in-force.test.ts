/** Never back: which commit is followed when the tracked branch was moved by force, or an accepted commit is gone. */
import { passOf, startCluster, openTestAgent } from './helpers/cluster.ts';
import type { Cluster } from './helpers/cluster.ts';
import { git, gitWithInput } from './helpers/git-cli.ts';
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

  it('stays what it was while the new one cannot be read, and the next good one is followed', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const before = await accepted(cluster);
    const hostile = await committed(cluster, await withEntry(cluster, 'main', `100644 blob ${EMPTY_BLOB}\t..`));
    await cluster.settle();
    const { report } = await cluster.pass();
    assert.equal([report.refused?.commit, await accepted(cluster), instances(cluster)], [hostile, before, 2]);
    assert.match(report.refused?.why ?? '', /^it cannot be read: .*[^.]$/);
    cluster.sim.advance(30_000);
    await cluster.pass();
    assert.match(await cluster.status('prod/README.md'), `Commit ${hostile.slice(0, 7)} was refused`);
    const good = await committed(cluster, await git(cluster.bare, 'rev-parse', `${before}^{tree}`));
    const { report: after } = await cluster.pass();
    assert.equal([after.refused, after.source.kind === 'ok' && after.source.value.commit], [null, good]);
  });

  it('stays what it was when a blob of the new one was never pushed', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const before = await accepted(cluster);
    const apps = await withEntry(cluster, 'main:shared/apps', `100644 blob ${'1'.repeat(40)}\tlate.yaml`);
    const shared = await gitWithInput(cluster.bare, `040000 tree ${apps}\tapps\n`, 'mktree');
    const clusters = await git(cluster.bare, 'rev-parse', 'main:clusters');
    const root = `040000 tree ${clusters}\tclusters\n040000 tree ${shared}\tshared\n`;
    const half = await committed(cluster, await gitWithInput(cluster.bare, root, 'mktree'));
    const { report } = await cluster.pass();
    assert.equal([report.refused?.commit, report.source.kind, await accepted(cluster)], [half, 'ok', before]);
  });
});

const EMPTY_BLOB = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

/** A tree of the repository with one more entry, whatever git thinks of it. */
async function withEntry({ bare }: Cluster, tree: string, entry: string): Promise<string> {
  return gitWithInput(bare, `${await git(bare, 'ls-tree', tree)}\n${entry}\n`, 'mktree', '--missing');
}

/** That tree as the newest commit of main. */
async function committed({ bare }: Cluster, tree: string): Promise<string> {
  const commit = await git(bare, 'commit-tree', tree, '-p', 'main', '-m', 'Change');
  await git(bare, 'update-ref', 'refs/heads/main', commit);
  return commit;
}
