/** Destroying storage: a tombstone, a consent that names the very volume, and one journal line - from git to the gateway. */
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { handOn } from '../safety/hand.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { timeoutMs: 60_000, needs: ['git'] } as const;
const FILE = 'clusters/prod/storage/spare.yaml';
const SPARE = `apiVersion: plumbline/v1
kind: Volume
metadata: { name: spare }
spec: { pool: default, sizeGiB: 8 }
`;
const TOMBSTONE = SPARE.replace('spec:', 'state: absent\nspec:');

/** A settled cluster with one more volume, which no app mounts, and its tombstone just pushed. */
async function withTombstone(context: Parameters<typeof startCluster>[0]): Promise<Cluster> {
  const cluster = await startCluster(context);
  await cluster.push({ [FILE]: SPARE });
  await cluster.settle();
  await cluster.push({ [FILE]: TOMBSTONE });
  return cluster;
}

/** The branch that the agent proposed, merged as a person does. */
async function mergeProposal({ bare, push }: Cluster): Promise<void> {
  const branch = await git(bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/plumbline/approve');
  const [path = ''] = (await git(bare, 'diff', '--name-only', `main...${branch}`)).split('\n');
  await push({ [path]: `${await git(bare, 'show', `${branch}:${path}`)}\n` });
}

function destroyed({ sim }: Cluster): number {
  return sim.ledger().filter(({ effect }) => effect === 'destroyed').length;
}

async function log({ sim, status }: Cluster): Promise<readonly string[]> {
  const text = await status(`prod/changes/${new Date(sim.now()).toISOString().slice(0, 7)}.jsonl`);
  return text.split('\n').filter((line) => line.includes('"remove Volume/spare"'));
}

/** The address of the call that removes the spare volume. */
function removalOf({ sim }: Cluster): string {
  return `/api/instances/Volume::${handOn(sim).volumeId('spare')}/action/removeVolume`;
}

describe('consent', (it) => {
  it('invariant 10, never destroyed by omission: a tombstone alone destroys nothing, and asks once', OPTIONS, async (context) => {
    const cluster = await withTombstone(context);
    const { report } = await cluster.pass();
    const blocked = report.results.find(({ change }) => change.id === 'remove Volume/spare');
    assert.equal(blocked?.outcome.kind === 'blocked' && blocked.outcome.by, 'needs-approval');
    cluster.sim.advance(60_000);
    await cluster.pass();
    assert.is(destroyed(cluster), 0);
    const branches = await git(cluster.bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/plumbline/approve');
    assert.is(branches.split('\n').length, 1);
  });

  it('invariant 6, journal first: a merged consent destroys that volume, after its intent, with one line', OPTIONS, async (context) => {
    const cluster = await withTombstone(context);
    await cluster.pass();
    await mergeProposal(cluster);
    await cluster.settle();
    assert.is(destroyed(cluster), 1);
    assert.is((await log(cluster)).length, 1);
    const history = await git(cluster.bare, 'log', '--format=%s', '--', 'prod/intents').catch(() => '');
    assert.is(history, '');
    const intents = await git(cluster.bare, 'log', '--format=%s', 'plumbline/status', '--', 'prod/intents');
    assert.match(intents, 'about to remove Volume/spare');
    assert.match(await cluster.status('prod/README.md'), '**In sync**');
  });

  it('invariant 6, journal first: an empty list does not make a removal that failed look done', OPTIONS, async (context) => {
    const cluster = await withTombstone(context);
    await cluster.pass();
    await mergeProposal(cluster);
    const { sim } = cluster;
    sim.fault({ call: `POST ${removalOf(cluster)}`, nth: 1, when: 'before', do: 'status', status: 503 });
    await cluster.pass();
    await cluster.push({ [FILE]: SPARE });
    sim.fault({ call: 'GET /api/types/Volume/instances', nth: 1, when: 'before', do: 'empty' });
    await cluster.pass();
    assert.is((await log(cluster)).length, 0);
    sim.advance(60_000);
    await cluster.settle();
    assert.equal([destroyed(cluster), (await log(cluster)).length], [0, 0]);
  });

  it('that came too late is asked for once more, when it is out of git', OPTIONS, async (context) => {
    const cluster = await withTombstone(context);
    await cluster.pass();
    const { bare, sim } = cluster;
    const branch = await git(bare, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/plumbline/approve');
    sim.advance(73 * 3_600_000);
    await mergeProposal(cluster);
    const [file = ''] = (await git(bare, 'ls-tree', '-r', '--name-only', 'main'))
      .split('\n')
      .filter((path) => path.includes('/approvals/'));
    await cluster.pass();
    sim.advance(60_000);
    await cluster.pass();
    const page = await cluster.status('prod/README.md');
    assert.match(page, `the Approval in ${file} has expired: delete ${branch} if it is still there, then take that file out`);
    await git(bare, 'update-ref', '-d', `refs/heads/${branch}`);
    await cluster.push({ [file]: null });
    await cluster.pass();
    assert.is(await git(bare, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/plumbline/approve'), branch);
    await mergeProposal(cluster);
    await cluster.settle();
    assert.is(destroyed(cluster), 1);
  });
});
