/** What a pool buys by itself in days: as much as people said, and no more. */
import { assert, describe } from '../helpers/suite.ts';
import { bought, DAY_MS, HOUR_MS, MINUTE_MS, openDays, page, rowsInUse, stay, usedPercent } from './days.ts';
import type { Days } from './days.ts';
import { GROWTH_BRANCH } from './files.ts';
import { mergeGrowth } from './people.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 120_000 } as const;
const PLENTY = { rows: 5, rawGiB: 20_000, monthlyUsd: 900 };
const PACE_MS = 30 * MINUTE_MS;

/** Somebody writes whatever room there is. */
function refill(days: Days): void {
  const [pool] = days.world.sim.world().pools;
  if (pool?.degradedKib === 0 && usedPercent(days) < 82) days.world.sim.fill('default', 82);
}

describe('a pool that is left full, its proposals merged', (it) => {
  it('ends at exactly limits.rows, after the days that maxPerDay needs, stopped by that limit', OPTIONS, async (context) => {
    const days = await openDays(context, { limits: PLENTY });
    const { sim } = days.world;
    const startMs = sim.now();
    const rowsByDay: number[] = [];
    const each = async (): Promise<boolean> => {
      refill(days);
      await mergeGrowth(days.world);
      const rows = Object.keys(rowsInUse(days)).length;
      rowsByDay[Math.floor((sim.now() - startMs) / DAY_MS)] = rows;
      return false;
    };
    await stay(days, { forMs: 4 * DAY_MS, paceMs: PACE_MS, each });
    assert.equal(rowsByDay.slice(0, 4), [2, 4, 5, 5]);
    assert.equal(rowsInUse(days), { r1: 3, r2: 3, r3: 3, r4: 3, r5: 3 });
    assert.is(bought(days), 15);
    assert.match(await page(days), 'limits.rows');
    assert.is(days.world.tips().has(GROWTH_BRANCH), false);
  });
});

describe('a pool that is left full, with nobody to merge', (it) => {
  it('buys nothing in a day but the rows that were merged in advance', OPTIONS, async (context) => {
    const days = await openDays(context, { rows: ['r1: { sizeGiB: 180, when: { usedPercent: 88 } }'], limits: PLENTY });
    const { sim, tips } = days.world;
    const main = tips().get('main');
    sim.fill('default', 82);
    await stay(days, { forMs: 12 * HOUR_MS, paceMs: PACE_MS });
    assert.is(bought(days), 0);
    assert.is(tips().has(GROWTH_BRANCH), true);
    sim.fill('default', 89);
    await stay(days, { forMs: 12 * HOUR_MS, paceMs: PACE_MS, each: () => (refill(days), false) });
    assert.equal([bought(days), rowsInUse(days)], [3, { r1: 3 }]);
    assert.is(tips().get('main'), main);
  });
});
