import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBareRepo } from '../../simulator/playground/bare-repo.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { scaleioOf } from './marathon/storage.ts';
import { mounting, simulate } from './simulated.ts';

/** Every id that a fixed course of events leads to, and the credentials. */
async function play(context: TestContext, seed: number): Promise<{ readonly ids: string; readonly password: string }> {
  const { put, sim, app, marathon } = await simulate(context, { seed });
  const volume = await (await scaleioOf(sim)).createVolume('pg');
  const { deploymentId } = (await put('/pg', mounting('pg'))).json;
  sim.advance(10_000);
  const { frameworkId } = (await marathon('GET', '/v2/info')).json;
  return { ids: JSON.stringify([volume.json, deploymentId, (await app('/pg')).tasks, frameworkId]), password: sim.scaleio.password };
}

describe('a seed', (it) => {
  it('decides every id, and no credential', async (context) => {
    const [one, again, other] = [await play(context, 1), await play(context, 1), await play(context, 2)];
    assert.is(one.ids, again.ids);
    assert.is.not(one.ids, other.ids);
    assert.is.not(one.password, again.password);
  });

  it('has nothing to do with the repository: equal files are one commit', async (context) => {
    const commits: string[] = [];
    for (const order of [
      ['a/b.yaml', 'c.yaml'],
      ['c.yaml', 'a/b.yaml'],
    ]) {
      const folder = mkdtempSync(join(tmpdir(), 'bare-'));
      context.after(() => rmSync(folder, { recursive: true }));
      commits.push(await writeBareRepo(join(folder, 'cluster.git'), new Map(order.map((path) => [path, `${path}\n`])), 'Message\n'));
    }
    assert.is(commits[0], commits[1]);
  });
});

describe('a thousand apps', (it) => {
  it('are deployed, settled and listed', { timeoutMs: 20_000 }, async (context) => {
    const { marathon, sim } = await simulate(context, { apps: 1000 });
    for (let index = 0; index < 1000; index += 1) {
      const { status } = await marathon('PUT', `/v2/apps//generated/app-${index}?partialUpdate=false`, {
        cmd: 'sleep 1',
        cpus: 0.01,
        mem: 16,
        portDefinitions: [],
      });
      if (status !== 201) throw new Error(`App ${index}: ${status}`);
    }
    sim.advance(2000);
    const { apps } = (await marathon('GET', '/v2/apps')).json;
    assert.equal([apps.length, apps.filter((app) => app.tasksRunning === 1).length], [1000, 1000]);
    assert.equal((await marathon('GET', '/v2/deployments')).list, []);
  });
});
