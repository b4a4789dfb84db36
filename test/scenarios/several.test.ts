/** Two Marathons in one cluster: each keeps its own, though ids are the same. */
import path from 'node:path';
import { request } from 'undici';
import { openTestAgent, passOf, startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import type { Agent } from '../../agent/agent.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;

function appOnBatch(id: string, state = ''): string {
  return `apiVersion: plumbline/v1\nkind: App\nmetadata: { name: ${id}, on: batch }\n${state}spec: { cmd: sleep 9, cpus: 0.1, mem: 32 }\n`;
}

interface Two extends Cluster {
  readonly both: Agent;
}

/** A cluster and an agent that knows both of its Marathons, settled. */
async function startTwo(context: TestContext): Promise<Two> {
  const cluster = await startCluster(context, undefined, { marathons: ['batch'] });
  const { sim, settings, folder } = cluster;
  const [marathon] = settings.systems.marathon;
  const batch = { name: 'batch', url: sim.marathons['batch'] ?? '' };
  const systems = { ...settings.systems, marathon: [marathon, batch] as [typeof marathon, typeof batch] };
  const both = await openTestAgent(sim, { ...settings, dataDir: path.join(folder, 'both'), systems });
  context.after(() => both.close());
  return { ...cluster, both };
}

async function settle({ sim, both }: Two): Promise<void> {
  for (let count = 0; count < 60; count += 1) {
    const { wakeInMs } = await passOf(both);
    if (wakeInMs === null) return;
    sim.advance(wakeInMs);
  }
  throw new Error('not settled');
}

async function appsOf(url: string | undefined): Promise<readonly string[]> {
  const { body } = await request(`${url}/v2/apps`);
  const { apps } = (await body.json()) as { apps: readonly { id: string }[] };
  return apps.map(({ id }) => id).toSorted();
}

describe('two Marathons', (it) => {
  it('keep an app each under the same id, and lose only their own', OPTIONS, async (context) => {
    const two = await startTwo(context);
    await two.push({ 'shared/apps/batch.yaml': appOnBatch('/web') });
    await settle(two);
    const { sim, both } = two;
    const before = await appsOf(sim.marathon);
    assert.ok(before.includes('/web'));
    assert.equal(await appsOf(sim.marathons['batch']), ['/web']);
    const { report } = await passOf(both);
    assert.equal(report.plan?.changes, []);
    assert.equal(report.health.ready.get('App/batch:/web'), { kind: 'ready' });
    await two.push({ 'shared/apps/batch.yaml': appOnBatch('/web', 'state: absent\n') });
    await settle(two);
    assert.equal([await appsOf(sim.marathon), await appsOf(sim.marathons['batch'])], [before, []]);
  });

  it('fail by themselves: while one does not answer, the other is kept true', OPTIONS, async (context) => {
    const two = await startTwo(context);
    await settle(two);
    two.sim.fault({ system: 'marathon', when: 'before', do: 'status', status: 502, times: 1_000 });
    await two.push({ 'shared/apps/batch.yaml': appOnBatch('/job') });
    await passOf(two.both);
    assert.equal(await appsOf(two.sim.marathons['batch']), ['/job']);
  });
});
