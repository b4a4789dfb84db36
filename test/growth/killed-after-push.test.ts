/** What a process pushed and did not live to tell, the next one knows. */
import type { GrowthRecord } from '../../agent/model/growth.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { filesOf, GROWTH_BRANCH, HOSTS, PROPOSE } from './files.ts';
import { openGrowthWorld } from './mortal-world.ts';
import type { GrowthWorld } from './mortal-world.ts';
import type { Mortal } from './mortal.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;
const MINUTE_MS = 60_000;
const LIMITS = { rows: 5, rawGiB: 20_000, monthlyUsd: 900 };

/** A full pool, and the agent that follows one which died of its push to this branch. */
async function survive(
  context: TestContext,
  growth: string,
  branch: string,
): Promise<{ readonly world: GrowthWorld; readonly heir: Mortal }> {
  const world = await openGrowthWorld(context, { seed: 1, files: filesOf(HOSTS, { growth, limits: LIMITS }) });
  world.sim.fill('default', 82);
  world.meddle = (what) => (what === `git push ${branch}` ? { when: 'after', do: 'reset', isFatal: true } : null);
  const first = await world.start();
  for (let passes = 0; passes < 10 && !first.isDead(); passes += 1) {
    await first.pass();
    world.sim.advance(MINUTE_MS);
  }
  assert.is(first.isDead(), true);
  await first.close();
  world.meddle = () => null;
  await world.wipe();
  return { world, heir: await world.start() };
}

async function passes(world: GrowthWorld, agent: Mortal, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    await agent.pass();
    world.sim.advance(MINUTE_MS);
  }
}

async function growthsIn(world: GrowthWorld): Promise<readonly GrowthRecord[]> {
  return JSON.parse((await world.look('show', 'plumbline/status:prod/accepted.json')) ?? '').growths;
}

describe('an agent that is killed right after a push', (it) => {
  it('leaves a row on the tracked branch that is logged once, and counts in what a day may bring', OPTIONS, async (context) => {
    const { world, heir } = await survive(context, PROPOSE.replace('propose', 'commit'), 'main');
    await passes(world, heir, 6);
    assert.equal(
      (await growthsIn(world)).map(({ row, state }) => [row, state]),
      [['r1', 'merged']],
    );
    const logged = (await world.look('grep', '-h', '"id":"grow Growth/default"', 'plumbline/status')) ?? '';
    assert.is(logged.split('\n').length, 1, logged);
    assert.match(logged, '+3 x');
  });

  it('leaves a proposal that is known again, although the tracked branch went on', OPTIONS, async (context) => {
    const { world, heir } = await survive(context, PROPOSE, GROWTH_BRANCH);
    await world.commit({ 'README.md': 'Something else' });
    await passes(world, heir, 4);
    assert.equal(
      (await growthsIn(world)).map(({ state, commit }) => [state, commit]),
      [['open', world.tips().get(GROWTH_BRANCH)]],
    );
  });
});
