/** Without git: what goes on, for how long, and how it comes back. Judged by the ledger. */
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openTestAgent, passOf, startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { handOn } from '../safety/hand.ts';
import { assert, describe } from '../helpers/suite.ts';
import { request } from 'undici';

const OPTIONS = { timeoutMs: 60_000, needs: ['git'] } as const;

const NEW_VOLUME = 'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: new }\nspec: { pool: default, sizeGiB: 8 }\n';

function writes({ sim }: Cluster): number {
  return sim.ledger().filter(({ effect, agent }) => effect !== 'none' && agent !== '').length;
}

async function scaleByHand({ sim }: Cluster, instances: number): Promise<void> {
  const answer = await request(`${sim.marathon}/v2/apps/web?force=true`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instances }),
  });
  await answer.body.dump();
  sim.advance(10_000);
}

/** From now on the repository is not there; gives the way back. */
async function loseGit({ bare }: Cluster): Promise<() => Promise<void>> {
  await rename(bare, `${bare}.away`);
  return () => rename(`${bare}.away`, bare);
}

describe('without git', (it) => {
  it('heals apps on the accepted commit for two minutes, and then writes nothing', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    await cluster.pass();
    const before = writes(cluster);
    const back = await loseGit(cluster);
    await scaleByHand(cluster, 5);
    const { planned } = await cluster.pass();
    assert.equal([planned.standing.kind, writes(cluster)], ['partitioned', before + 1]);
    cluster.sim.advance(120_000);
    await scaleByHand(cluster, 5);
    const { report } = await cluster.pass();
    assert.equal(
      report.results.map(({ outcome }) => outcome.kind === 'blocked' && outcome.by),
      ['git-partition'],
    );
    assert.is(writes(cluster), before + 1);
    await back();
    await cluster.settle();
    assert.is(writes(cluster), before + 2);
  });

  it('writes nothing in a process that has not yet read it', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await loseGit(cluster);
    const { report } = await cluster.pass();
    assert.equal([report.source.kind, writes(cluster)], ['unknown', 0]);
  });

  it('goes on without end while git can be read but not written, and says everything once it can', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const lock = path.join(cluster.bare, 'refs/heads/plumbline/status.lock');
    await mkdir(path.dirname(lock), { recursive: true });
    await writeFile(lock, '');
    for (let hour = 0; hour < 3; hour += 1) {
      cluster.sim.advance(3_600_000);
      await scaleByHand(cluster, 5);
      const before = writes(cluster);
      await cluster.pass();
      assert.is(writes(cluster), before + 1);
      cluster.sim.advance(10_000);
    }
    await rm(lock);
    await cluster.settle();
    const log = await cluster.status(`prod/changes/${new Date(cluster.sim.now()).toISOString().slice(0, 7)}.jsonl`);
    assert.is(log.split('\n').filter((line) => line.includes('"cause":"drift"')).length, 3);
  });

  it('remembers the volume it made while git could not be written: lost, it is not made anew', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const lock = path.join(cluster.bare, 'refs/heads/plumbline/status.lock');
    await writeFile(lock, '');
    await cluster.push({ 'clusters/prod/storage/new.yaml': NEW_VOLUME });
    await cluster.pass();
    cluster.sim.advance(60_000);
    await cluster.pass();
    await handOn(cluster.sim).removeVolume('new');
    const before = writes(cluster);
    cluster.sim.advance(60_000);
    const { report } = await cluster.pass();
    assert.is(report.health.ready.get('Volume/new')?.kind, 'missing');
    assert.is(writes(cluster), before);
  });

  it('loses no memory because ScaleIO was away when it started', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const restarted = await openTestAgent(cluster.sim, cluster.settings);
    context.after(() => restarted.close());
    cluster.sim.fault({ system: 'scaleio', nth: 1, times: 1000, when: 'before', do: 'status', status: 500 });
    await cluster.edit('shared/apps/web.yaml', 'cpus: 0.25', 'cpus: 0.5');
    await passOf(restarted);
    cluster.sim.advance(60_000);
    const { report } = await passOf(restarted);
    assert.is(report.lost, null);
  });

  it('takes a status branch that went back for a server that lags, for two minutes, and then for lost memory', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const older = await cluster.tip();
    await cluster.edit('shared/apps/web.yaml', 'instances: 2', 'instances: 3');
    await cluster.settle();
    await cluster.moveStatus(older);
    assert.is((await cluster.pass()).planned.standing.kind, 'partitioned');
    cluster.sim.advance(120_000);
    const { report } = await cluster.pass();
    assert.match(report.lost?.why ?? '', 'was moved back');
    assert.match(await cluster.status('prod/README.md'), 'emory');
  });
});
