/** Four equal nodes with 10 % spare, 85 % used: 76.5 % of the raw capacity do not go into the 75 % that are left when a node dies. */
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { scaleioOf } from '../simulator/marathon/storage.ts';
import { bought, DAY_MS, HOUR_MS, MINUTE_MS, openDays, rowsInUse, stay } from './days.ts';
import type { Days } from './days.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 120_000 } as const;
const LAST = 'ip-10-0-0-14';
const OFF = '{ mode: off, when: { usedPercent: 80 }, target: 65 }';
const LIMITS = { rows: 1, rawGiB: 720, monthlyUsd: 57.6 };
const PACE_MS = 15 * MINUTE_MS;

async function nearlyTooFull(context: TestContext, rows: readonly string[]): Promise<Days> {
  const days = await openDays(context, { rows, limits: LIMITS, growth: OFF }, 4);
  const { sim } = days.world;
  const storage = await scaleioOf(sim);
  const [pool] = (await storage.get('/api/types/StoragePool/instances')).list;
  await storage.post(`/api/instances/StoragePool::${String(pool?.id)}/action/setSparePercentage`, { sparePercentage: '10' });
  sim.fill('default', 85);
  await stay(days, { forMs: HOUR_MS, paceMs: PACE_MS });
  assert.is(bought(days), 0);
  sim.killHost(LAST);
  return days;
}

function copies({ world: { sim } }: Days): { readonly degraded: boolean; readonly failed: boolean } {
  const [pool] = sim.world().pools;
  return { degraded: pool?.degradedKib !== 0, failed: pool?.failedKib !== 0 };
}

describe('a pool that cannot be rebuilt after a node died', (it) => {
  it('is saved without loss by a row that was merged in advance, on the nodes that are left', OPTIONS, async (context) => {
    const days = await nearlyTooFull(context, ['r1: { sizeGiB: 180, when: { usedPercent: 95 } }']);
    await stay(days, { forMs: 2 * HOUR_MS });
    assert.equal([rowsInUse(days), bought(days), copies(days)], [{ r1: 3 }, 3, { degraded: false, failed: false }]);
  });

  it('gives the node its disk when it is back', OPTIONS, async (context) => {
    const days = await nearlyTooFull(context, ['r1: { sizeGiB: 180, when: { usedPercent: 95 } }']);
    await stay(days, { forMs: 2 * HOUR_MS });
    days.world.sim.replaceHost(LAST);
    await stay(days, { forMs: 2 * HOUR_MS });
    assert.equal([rowsInUse(days), bought(days)], [{ r1: 4 }, 4]);
  });

  it('stays without its second copies where no such row was merged: nothing is bought unasked', OPTIONS, async (context) => {
    const days = await nearlyTooFull(context, []);
    await stay(days, { forMs: DAY_MS, paceMs: PACE_MS });
    assert.equal([bought(days), copies(days)], [0, { degraded: true, failed: false }]);
  });
});
