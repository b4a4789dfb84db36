/** A host that dies with a volume: people say that it is gone, and three systems that it can do no harm, before the volume is taken from it. */
import path from 'node:path';
import type { Agent } from '../../agent/agent.ts';
import type { Outcome } from '../../agent/model/change.ts';
import { REGION } from '../../simulator/world.ts';
import { openTestAgent, passOf, startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { timeoutMs: 120_000, needs: ['git'] } as const;
const MINUTE_MS = 60_000;
const CLUSTER = 'clusters/prod/cluster.yaml';
const APPLY = 'sync: { mode: apply }';
const VOLUME = 'postgres';
const REPAIR = `repair Volume/${VOLUME}`;

interface Scene {
  readonly cluster: Cluster;
  /** What became of the repair; null: none is planned. */
  pass(): Promise<Outcome | null>;
}

/** A cluster in a cloud, where REX-Ray takes no volume from another host by itself, whose host with the volume has just died. */
async function afterDeath(context: Parameters<typeof startCluster>[0]): Promise<Scene> {
  const cluster = await startCluster(context, (settings) => settings, { preempt: false });
  const { sim, settings, folder } = cluster;
  await cluster.edit(CLUSTER, APPLY, `${APPLY}\n  remediation: { staleMapping: auto }`);
  const systems = { ...settings.systems, cloud: { provider: 'aws-ebs', region: REGION, endpoint: sim.ec2 } as const };
  const clockFile = path.join(folder, 'clock.json');
  const agent = await openTestAgent(sim, { ...settings, systems, clockFile, dataDir: path.join(folder, 'data-2') });
  context.after(() => agent.close());
  const pass = async (): Promise<Outcome | null> => {
    sim.advance(MINUTE_MS);
    const { report } = await passOf(agent);
    return report.results.find(({ change }) => change.id === REPAIR)?.outcome ?? null;
  };
  const scene = { cluster, pass };
  await until(scene, () => holdersOf(cluster).length === 1);
  sim.killHost(holdersOf(cluster)[0] ?? '');
  return scene;
}

/** The hosts that have the volume. */
function holdersOf({ sim }: Cluster): readonly string[] {
  return sim.world().volumes.find(({ name }) => name === VOLUME)?.mappedTo ?? [];
}

async function until(scene: Scene, isMet: (outcome: Outcome | null) => boolean, most = 30): Promise<Outcome | null> {
  for (let passes = 0; passes < most; passes += 1) {
    const outcome = await scene.pass();
    if (isMet(outcome)) return outcome;
  }
  throw new Error(`not within ${most} passes`);
}

/** Merges the Approval that was proposed of the repair, as a person does. */
async function approve({ bare, push }: Cluster): Promise<void> {
  const branches = await git(bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/plumbline/approve');
  for (const branch of branches.split('\n')) {
    const file = await git(bare, 'diff', '--name-only', `main...${branch}`);
    const text = await git(bare, 'show', `${branch}:${file}`);
    if (text.includes(`change: "${REPAIR}"`)) await push({ [file]: `${text}\n` });
  }
}

describe('a volume on a host that died', (it) => {
  it('is taken from it once people say that the host is gone, and not before', OPTIONS, async (context) => {
    const scene = await afterDeath(context);
    const { cluster } = scene;
    const before = holdersOf(cluster);
    const blocked = await until(scene, (outcome) => outcome !== null);
    assert.is(blocked?.kind === 'blocked' && blocked.by, 'needs-approval');
    await scene.pass();
    assert.equal(holdersOf(cluster), before);
    await approve(cluster);
    await until(scene, (outcome) => outcome?.kind === 'applied');
    assert.is(holdersOf(cluster).includes(before[0] ?? ''), false);
  });
});

describe('a device that failed', (it) => {
  it('is tried again once its data exist elsewhere, and only once a day, whichever process looks', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const { sim, settings, folder } = cluster;
    await cluster.edit(CLUSTER, APPLY, `${APPLY}\n  remediation: { failedDevice: auto }`);
    await cluster.settle();
    sim.fill('default', 40);
    const device = sim.world().devices.find(({ sds }) => sds === 'sds_10.0.0.11')?.name ?? '';
    const fail = (): unknown => sim.arrangeStorage({ failDevice: { host: 'ip-10-0-0-11', device } });
    const clears = (): number => sim.ledger().filter(({ call }) => call.endsWith('/action/clearDeviceError')).length;
    const repair = async (agent: Agent, isMet: (outcome: Outcome) => boolean): Promise<Outcome> => {
      for (let passes = 0; passes < 30; passes += 1) {
        sim.advance(MINUTE_MS);
        const { report } = await passOf(agent);
        const found = report.results.find(({ change }) => change.id.startsWith('repair Device/'));
        if (found !== undefined && isMet(found.outcome)) return found.outcome;
      }
      throw new Error('not within 30 passes');
    };
    fail();
    await repair(cluster.agent, ({ kind }) => kind === 'applied');
    assert.is(clears(), 1);
    await passOf(cluster.agent);
    fail();
    const asked = await repair(cluster.agent, () => true);
    assert.is(asked.kind === 'blocked' && asked.by, 'needs-approval');
    const successor = await openTestAgent(sim, {
      ...settings,
      clockFile: path.join(folder, 'clock.json'),
      dataDir: path.join(folder, '2'),
    });
    context.after(() => successor.close());
    await repair(successor, (outcome) => outcome.kind === 'blocked' && outcome.by === 'needs-approval');
    assert.is(clears(), 1);
    sim.advance(24 * 60 * MINUTE_MS);
    await repair(successor, ({ kind }) => kind === 'applied');
    assert.is(clears(), 2);
  });
});
