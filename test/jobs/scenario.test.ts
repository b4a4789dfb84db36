/** Jobs from git to Chronos and Metronome and back again: made once, left alone while they run, changed, paused, deleted. */
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { send } from './served.ts';
import type { JobBody } from './served.ts';

const FILE = 'clusters/prod/jobs.yaml';

const JOBS = `apiVersion: plumbline/v1
kind: Job
metadata: { name: import }
spec:
  chronos: { command: 'true', schedule: R/2026-01-05T13:00:00Z/PT1H, cpus: 0.5 }
---
apiVersion: plumbline/v1
kind: Job
metadata: { name: report }
spec:
  chronos: { command: 'true', parents: [import], environmentVariables: [{ name: MODE, value: full }] }
---
apiVersion: plumbline/v1
kind: Job
metadata: { name: etl.nightly }
spec:
  needs: [Job/chronos:report]
  metronome:
    schedules: [{ id: nightly, cron: '*/1 2 * jan sun' }]
    run: { cmd: 'true', cpus: 1, mem: 64, disk: 0, placement: { constraints: [{ attribute: rack, operator: EQ, value: r1 }] } }
`;

const HOUR_MS = 3_600_000;

async function withJobs(context: TestContext): Promise<Cluster> {
  const cluster = await startCluster(context, (settings) => settings, { metronome: true });
  await cluster.push({ [FILE]: JOBS });
  await cluster.settle();
  return cluster;
}

/** What the agent did to jobs since the ledger had so many entries. */
function done({ sim }: Cluster, since = 0): readonly string[] {
  const entries = sim.ledger().slice(since);
  return entries
    .filter(({ system, effect }) => /^(chronos|metronome)/.test(system) && effect !== 'none')
    .map(({ call, id }) => `${call} ${id}`);
}

async function importJob({ sim }: Cluster): Promise<JobBody | undefined> {
  const { list } = await send(`${sim.chronos}/v1/scheduler/jobs`, 'GET');
  return list.find(({ name }) => name === 'import');
}

describe('jobs of Chronos and Metronome', (it) => {
  it(
    'are made in the order they need each other, and then nothing differs however often they run',
    { timeoutMs: 30_000 },
    async (context) => {
      const cluster = await withJobs(context);
      assert.equal(done(cluster), [
        'POST /v1/scheduler/iso8601 import',
        'POST /v1/scheduler/dependency report',
        'POST /v0/scheduled-jobs etl.nightly',
      ]);
      const { length } = cluster.sim.ledger();
      for (const hours of [1, 5, 24, 24 * 40]) {
        cluster.sim.advance(hours * HOUR_MS);
        const { report } = await cluster.pass();
        assert.equal(report.plan?.changes, []);
      }
      assert.equal(done(cluster, length), []);
    },
  );

  it('are changed with their counters kept and their time still ahead', { timeoutMs: 30_000 }, async (context) => {
    const cluster = await withJobs(context);
    cluster.sim.advance(5 * HOUR_MS);
    await cluster.edit(FILE, 'cpus: 0.5', 'cpus: 2');
    await cluster.settle();
    const changed = await importJob(cluster);
    assert.equal([changed?.cpus, changed?.successCount, changed?.schedule], [2, 5, 'R/2026-01-05T18:00:00.000Z/PT1H']);
    await cluster.edit(FILE, 'R/2026-01-05T13:00:00Z/PT1H', 'R/2026-01-05T12:30:00Z/PT1H');
    await cluster.settle();
    const moved = await importJob(cluster);
    assert.equal([moved?.schedule, moved?.successCount], ['R/2026-01-05T17:30:00.000Z/PT1H', 5]);
  });

  it('are paused, and go when they are declared absent: first those that run after others', { timeoutMs: 30_000 }, async (context) => {
    const cluster = await withJobs(context);
    await cluster.edit('clusters/prod/cluster.yaml', 'sync: { mode: apply }', 'sync: { mode: apply, blastRadius: 100 }');
    await cluster.edit(FILE, "command: 'true', schedule", "disabled: true, command: 'true', schedule");
    await cluster.edit(FILE, "cron: '*/1 2 * jan sun'", "cron: '*/1 2 * jan sun', enabled: false");
    await cluster.settle();
    const paused = await importJob(cluster);
    assert.is(paused?.disabled, true);
    const { length } = cluster.sim.ledger();
    await cluster.push({ [FILE]: JOBS.replaceAll('\nspec:', '\nstate: absent\nspec:') });
    await cluster.settle();
    assert.equal(done(cluster, length).toSorted(), [
      'DELETE /v1/jobs/etl.nightly etl.nightly',
      'DELETE /v1/scheduler/job/import import',
      'DELETE /v1/scheduler/job/report report',
    ]);
    assert.equal(
      done(cluster, length).filter((call) => call.includes('scheduler')),
      ['DELETE /v1/scheduler/job/report report', 'DELETE /v1/scheduler/job/import import'],
    );
  });

  it('are pruned where the cluster says so, and only those of this agent', { timeoutMs: 30_000 }, async (context) => {
    const cluster = await withJobs(context);
    const foreign = { name: 'foreign', command: 'true', schedule: 'R/2026-02-01T00:00:00Z/P1D' };
    await send(`${cluster.sim.chronos}/v1/scheduler/iso8601`, 'POST', foreign);
    await cluster.edit('clusters/prod/cluster.yaml', 'sync: { mode: apply }', 'sync: { mode: apply, prune: [Job], blastRadius: 100 }');
    await cluster.settle();
    await cluster.push({ [FILE]: null });
    await cluster.settle();
    await cluster.settle();
    assert.is(await importJob(cluster), undefined);
    const { list } = await send(`${cluster.sim.chronos}/v1/scheduler/jobs`, 'GET');
    assert.equal(
      list.map(({ name }) => name),
      ['foreign'],
    );
  });
});
