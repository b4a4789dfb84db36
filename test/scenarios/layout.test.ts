/** Domains, fault sets, nodes and disks: from git to the gateway, and away again with consent. */
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { timeoutMs: 120_000, needs: ['git'] } as const;
const FILE = 'clusters/prod/storage/more.yaml';
const NODE = `apiVersion: plumbline/v1
kind: StorageNode
metadata: { name: node-14 }
spec: { name: sds_10.0.0.14, protectionDomain: default, ips: [10.0.0.14] }
`;
const TOMBSTONE = NODE.replace('spec:', 'state: absent\nspec:');
const SECOND = `apiVersion: plumbline/v1
kind: ProtectionDomain
metadata: { name: second }
---
apiVersion: plumbline/v1
kind: FaultSet
metadata: { name: rack-a }
spec: { protectionDomain: second }
---
apiVersion: plumbline/v1
kind: StoragePool
metadata: { name: tin }
spec: { protectionDomain: second }
---
apiVersion: plumbline/v1
kind: StorageNode
metadata: { name: node-24 }
spec:
  protectionDomain: second
  faultSet: rack-a
  ips: [10.0.0.14]
  devices: { first: { path: /dev/xvdf, pool: tin } }
`;

/** Merges every Approval that was proposed, as a person does. */
async function approve({ bare, push }: Cluster): Promise<void> {
  const branches = await git(bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/plumbline/approve');
  for (const branch of branches.split('\n').filter((name) => name !== '')) {
    const file = await git(bare, 'diff', '--name-only', `main...${branch}`);
    if (file !== '') await push({ [file]: `${await git(bare, 'show', `${branch}:${file}`)}\n` });
  }
}

function calls({ sim }: Cluster, of: RegExp): readonly string[] {
  return sim.ledger().flatMap(({ call, effect }) => (effect !== 'none' && of.test(call) ? [call.replaceAll(/::[0-9a-f]+/g, '')] : []));
}

const LAYOUT = /\/(ProtectionDomain|FaultSet|Sds|Device|StoragePool)(::|\/)/;

/** A settled cluster with five SDSs in one domain, of which the fourth is declared, and to go, with consent. */
async function withRemoval(context: Parameters<typeof startCluster>[0]): Promise<Cluster> {
  const cluster = await startCluster(context, (settings) => settings, { agents: 5 });
  await cluster.push({ [FILE]: NODE });
  await cluster.settle();
  cluster.sim.fill('default', 40);
  await cluster.push({ [FILE]: TOMBSTONE });
  await cluster.pass();
  cluster.sim.advance(60_000);
  await cluster.pass();
  assert.equal(calls(cluster, LAYOUT), []);
  await approve(cluster);
  return cluster;
}

function readiness({ report }: Awaited<ReturnType<Cluster['pass']>>): string {
  const found = report.health.ready.get('StorageNode/node-14');
  return found !== undefined && 'why' in found ? found.why : (found?.kind ?? 'nothing');
}

describe('the layout of ScaleIO', (it) => {
  it('loses a node with consent, after its data went elsewhere, and is made elsewhere as declared', OPTIONS, async (context) => {
    const cluster = await withRemoval(context);
    const draining = await cluster.pass();
    assert.match(readiness(draining), /^ScaleIO moves its data off: about \d+ % is done/);
    cluster.sim.advance(24 * 3_600_000);
    assert.is(readiness(await cluster.settle()), 'ready');
    await cluster.push({ [FILE]: SECOND });
    const { report } = await cluster.settle();
    assert.equal(report.results, []);
    assert.equal(calls(cluster, LAYOUT), [
      'POST /api/instances/Sds/action/removeSds',
      'POST /api/types/ProtectionDomain/instances',
      'POST /api/types/FaultSet/instances',
      'POST /api/types/StoragePool/instances',
      'POST /api/types/Sds/instances',
      'POST /api/types/Device/instances',
    ]);
  });

  it('keeps a node whose tombstone is taken back while it drains', OPTIONS, async (context) => {
    const cluster = await withRemoval(context);
    await cluster.pass();
    await cluster.push({ [FILE]: NODE });
    const { report } = await cluster.settle();
    assert.equal(calls(cluster, LAYOUT), ['POST /api/instances/Sds/action/removeSds', 'POST /api/instances/Sds/action/abortRemoveSds']);
    assert.is(report.health.ready.get('StorageNode/node-14')?.kind, 'ready');
  });
});
