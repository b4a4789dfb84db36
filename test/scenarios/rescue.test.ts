/** A pool that has to be saved while git is away: what is bought, by whom, how often. Judged by the ledger and by what is there. */
import { rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Agent } from '../../agent/agent.ts';
import type { ChangeLine } from '../../agent/model/memory.ts';
import { REGION } from '../../simulator/world.ts';
import { openTestAgent, passOf, POOL_FILE, startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { timeoutMs: 120_000, needs: ['git'] } as const;
const PASS_MS = 30_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const IN_ADVANCE = 'r1: { sizeGiB: 180, when: { usedPercent: 88 } }';

function poolFile(rows: readonly string[]): string {
  const limits = 'limits: { rows: 4, rawGiB: 9000, monthlyUsd: 500 }';
  const cloudDisks = ['provider: aws-ebs', 'rows:', ...rows.map((row) => `  ${row}`), limits].map((line) => `    ${line}\n`).join('');
  const thresholds = 'thresholds: { high: 80, critical: 90 }';
  const spec = `spec:\n  protectionDomain: default\n  ${thresholds}\n  cloudDisks:\n${cloudDisks}`;
  return `apiVersion: plumbline/v1\nkind: StoragePool\nmetadata: { name: default }\n${spec}`;
}

interface Scene {
  readonly cluster: Cluster;
  /** An agent that has its own way to git and its own data. */
  readonly open: (
    name: string,
  ) => Promise<{ readonly agent: Agent; readonly loseGit: () => Promise<void>; readonly findGit: () => Promise<void> }>;
  /** Passes of all of them in turn, for so long. */
  readonly turns: (agents: readonly Agent[], forMs: number) => Promise<void>;
}

async function openScene(context: TestContext): Promise<Scene> {
  const cluster = await startCluster(context);
  const { sim, folder, settings } = cluster;
  await cluster.push({ [POOL_FILE]: poolFile([IN_ADVANCE]) });
  return {
    cluster,
    async open(name) {
      const way = path.join(folder, `${name}.git`);
      await symlink(cluster.bare, way);
      const own = {
        ...settings,
        git: { ...settings.git, url: way },
        dataDir: path.join(folder, name),
        // So that EC2 is asked without credentials.
        clockFile: path.join(folder, 'clock.json'),
        systems: { ...settings.systems, cloud: { provider: 'aws-ebs', region: REGION, endpoint: sim.ec2 } as const },
        ceilings: { monthlyUsd: 500, disks: 12, disksPerCommit: 12 },
        prices: { asOf: '2026-11-20', types: { gp3: { gibUsd: 0.08, freeIops: 3000, iopsUsd: 0.005, freeMiBs: 125, mibsUsd: 0.04 } } },
      };
      const agent = await openTestAgent(sim, own);
      context.after(() => agent.close());
      return { agent, loseGit: () => rename(way, `${way}.away`), findGit: () => rename(`${way}.away`, way) };
    },
    async turns(agents, forMs) {
      for (let doneMs = 0; doneMs < forMs; doneMs += PASS_MS) {
        for (const agent of agents) await passOf(agent);
        sim.advance(PASS_MS);
      }
    },
  };
}

/** Rows of the disks that were ever bought. */
function bought({ sim }: Cluster): readonly string[] {
  const rows = sim.world().disks.flatMap(({ tags }) => tags['plumbline/row'] ?? []);
  return rows.toSorted();
}

/** Names of the devices that ScaleIO was given. */
function added({ sim }: Cluster): number {
  return sim.world().devices.filter(({ name }) => name?.startsWith('vol-') === true).length;
}

/** What the log says was bought. */
async function logged(cluster: Cluster): Promise<readonly string[]> {
  const text = await cluster.status(`prod/changes/${new Date(cluster.sim.now()).toISOString().slice(0, 7)}.jsonl`);
  const lines = text.split('\n').map((line) => JSON.parse(line) as ChangeLine);
  return lines.flatMap(({ op, class: changeClass, backendId }) => (op === 'create' && changeClass === 'spend' ? [backendId] : []));
}

describe('a pool past critical while git is away', (it) => {
  it('gets the row that was merged in advance, once, and no other; the log says so when git is back', OPTIONS, async (context) => {
    const { cluster, open, turns } = await openScene(context);
    const { agent, loseGit, findGit } = await open('one');
    await turns([agent], MINUTE_MS);
    await cluster.push({ [POOL_FILE]: poolFile([IN_ADVANCE, 'r2: 100']) });
    await passOf(agent, () => false);
    cluster.sim.fill('default', 92);
    await loseGit();
    await turns([agent], MINUTE_MS);
    assert.equal(bought(cluster), [], 'a moment without git is no reason to buy without an intent');
    await turns([agent], 9 * MINUTE_MS);
    assert.equal([bought(cluster), added(cluster)], [['r1', 'r1', 'r1'], 3]);
    await findGit();
    await turns([agent], MINUTE_MS);
    const ids = cluster.sim.world().disks.flatMap(({ id, tags }) => (tags['plumbline/row'] === 'r1' ? [id] : []));
    const said = await logged(cluster);
    assert.equal(said.filter((id) => ids.includes(id)).toSorted(), ids.toSorted());
    assert.is(agent.recall.memory?.inventory.get('Disk/default/node-11/r1')?.how, 'created', 'it was remembered meanwhile');
    assert.equal(bought(cluster), ['r1', 'r1', 'r1', 'r2', 'r2', 'r2'], 'and it goes on as ever');
  });

  it('gets it once in the log, too, when it was about to be bought as git went away', OPTIONS, async (context) => {
    const { cluster, open, turns } = await openScene(context);
    const { agent, loseGit, findGit } = await open('one');
    await turns([agent], MINUTE_MS);
    cluster.sim.fill('default', 92);
    cluster.sim.fault({ call: 'CreateVolume', nth: 1, times: 3, when: 'before', do: 'status', status: 400 });
    await passOf(agent);
    assert.equal([agent.recall.memory?.intents.length, bought(cluster)], [3, []]);
    await loseGit();
    await turns([agent], 5 * MINUTE_MS);
    assert.is(added(cluster), 3);
    await findGit();
    await turns([agent], MINUTE_MS);
    const said = await logged(cluster);
    assert.equal([said.length, new Set(said).size], [3, 3]);
  });

  it('gets nothing while what the agent remembered is lost, also when that could not be written down', OPTIONS, async (context) => {
    const { cluster, open, turns } = await openScene(context);
    const { agent, loseGit } = await open('one');
    await turns([agent], MINUTE_MS);
    agent.recall.lost = { since: agent.ctx.clock.now(), why: 'the branch is gone' };
    await loseGit();
    cluster.sim.fill('default', 92);
    await turns([agent], 5 * MINUTE_MS);
    assert.equal(bought(cluster), []);
  });

  it('gets it once also when another agent claims the cluster meanwhile', OPTIONS, async (context) => {
    const { cluster, open, turns } = await openScene(context);
    const one = await open('one');
    await turns([one.agent], MINUTE_MS);
    await one.loseGit();
    await turns([one.agent], 2 * MINUTE_MS);
    const other = await open('other');
    await passOf(other.agent);
    cluster.sim.advance(130_000);
    cluster.sim.fill('default', 92);
    await turns([one.agent, other.agent], 5 * MINUTE_MS);
    assert.equal([bought(cluster), added(cluster)], [['r1', 'r1', 'r1'], 3]);
    await one.findGit();
    await turns([one.agent, other.agent], 2 * MINUTE_MS);
    assert.is(one.agent.recall.standing, 'standby');
    const said = await logged(cluster);
    assert.equal([said.length, new Set(said).size], [3, 3]);
  });

  it('gets nothing after a day', OPTIONS, async (context) => {
    const { cluster, open, turns } = await openScene(context);
    const { agent, loseGit } = await open('one');
    await turns([agent], MINUTE_MS);
    await loseGit();
    cluster.sim.advance(24 * HOUR_MS);
    cluster.sim.fill('default', 92);
    await turns([agent], 2 * MINUTE_MS);
    assert.equal(bought(cluster), []);
  });

  it('gets nothing from a process that has not read git since it started', OPTIONS, async (context) => {
    const { cluster, open, turns } = await openScene(context);
    const first = await open('one');
    await turns([first.agent], MINUTE_MS);
    const second = await open('two');
    await second.loseGit();
    await rm(path.join(cluster.folder, 'one.git'));
    cluster.sim.fill('default', 92);
    await turns([second.agent], 5 * MINUTE_MS);
    assert.equal(bought(cluster), []);
  });
});
