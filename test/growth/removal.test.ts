/** A row that people take out again: each step under an approval, to the end or half-way back. */
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { firstBreach } from '../growth-chaos/rules.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, openDays, rowsInUse, stay } from './days.ts';
import type { Days } from './days.ts';
import { POOL_FILE } from './files.ts';
import { approveAll, edit } from './people.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 120_000 } as const;
const PRESENT = 'r1: 180';
const ABSENT = 'r1: { sizeGiB: 180, state: absent }';
const PACE_MS = 30 * MINUTE_MS;

/** A pool with a row in use, and its tombstone just merged. */
async function withTombstone(context: TestContext): Promise<Days> {
  const days = await openDays(context, { rows: [PRESENT] });
  days.world.sim.fill('default', 50);
  assert.is(await stay(days, { forMs: HOUR_MS, each: () => rowsInUse(days)['r1'] === 3 }), true, 'the row is in use');
  await edit(days.world, POOL_FILE, PRESENT, ABSENT);
  return days;
}

interface Taken {
  readonly call: string;
  readonly atMs: number;
}

/** What was taken away, in order. */
function taken({ world: { sim } }: Days): readonly Taken[] {
  const calls = sim.ledger().filter(({ call, effect }) => effect !== 'none' && /removeDevice|DetachVolume|DeleteVolume/.test(call));
  return calls.map(({ call, at }) => ({ call: call.replace(/^.*\//, ''), atMs: Date.parse(at) }));
}

function count(days: Days, call: string): number {
  return taken(days).filter((one) => one.call === call).length;
}

describe('a row that is declared absent', (it) => {
  it('keeps its disks while nobody approves', OPTIONS, async (context) => {
    const days = await withTombstone(context);
    await stay(days, { forMs: 2 * HOUR_MS, paceMs: PACE_MS });
    assert.equal([taken(days), rowsInUse(days)], [[], { r1: 3 }]);
  });

  it('is evacuated, detached and, a day later, deleted, disk by disk, once that is approved', OPTIONS, async (context) => {
    const days = await withTombstone(context);
    const each = async (): Promise<boolean> => {
      await approveAll(days.world);
      return count(days, 'DeleteVolume') === 3;
    };
    assert.is(await stay(days, { forMs: 3 * DAY_MS, paceMs: PACE_MS, each }), true, 'all are deleted');
    assert.equal([count(days, 'removeDevice'), count(days, 'DetachVolume')], [3, 3]);
    const firstMs = (call: string): number => taken(days).find((one) => one.call === call)?.atMs ?? 0;
    assert.ok(firstMs('DeleteVolume') - firstMs('DetachVolume') >= DAY_MS);
    const [pool] = days.world.sim.world().pools;
    assert.equal([pool?.maxKib, pool?.degradedKib, pool?.failedKib], [days.maxKibBefore, 0, 0]);
    assert.is(await firstBreach({ world: days.world, harms: [] }), null);
  });

  it('is used again when its tombstone is taken back half-way, and can go later', OPTIONS, async (context) => {
    const days = await withTombstone(context);
    const each = async (): Promise<boolean> => {
      await approveAll(days.world);
      return count(days, 'removeDevice') > 0;
    };
    assert.is(await stay(days, { forMs: DAY_MS, each }), true, 'the first disk is being evacuated');
    await edit(days.world, POOL_FILE, ABSENT, PRESENT);
    await stay(days, { forMs: 2 * HOUR_MS, paceMs: PACE_MS });
    assert.equal([rowsInUse(days), count(days, 'DetachVolume')], [{ r1: 3 }, 0]);
    await edit(days.world, POOL_FILE, PRESENT, ABSENT);
    const isGone = async (): Promise<boolean> => {
      await approveAll(days.world);
      return count(days, 'DeleteVolume') === 3;
    };
    assert.is(await stay(days, { forMs: 3 * DAY_MS, paceMs: PACE_MS, each: isGone }), true, 'all are deleted');
    assert.is(await firstBreach({ world: days.world, harms: [] }), null);
  });
});
