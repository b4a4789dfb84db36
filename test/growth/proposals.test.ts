/** How a pool asks for a row, and what people make of it. */
import path from 'node:path';
import { temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { bought, HOUR_MS, MINUTE_MS, openDays, page, rowsInUse, stay } from './days.ts';
import type { Days } from './days.ts';
import { GROWTH_BRANCH, POOL_FILE } from './files.ts';
import { mergeGrowth } from './people.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 120_000 } as const;
const PLENTY = { rows: 5, rawGiB: 20_000, monthlyUsd: 900 };
const WHEN = 'when: { usedPercent: 80 }';
const PACE_MS = 30 * MINUTE_MS;

async function near(context: TestContext, growth: string): Promise<Days> {
  const days = await openDays(context, { limits: PLENTY, growth });
  days.world.sim.fill('default', 82);
  return days;
}

/** The commit that is proposed. */
function proposed({ world }: Days): string | undefined {
  return world.tips().get(GROWTH_BRANCH);
}

/** A pool whose row is proposed. */
async function asked(context: TestContext, growth = `{ mode: propose, ${WHEN}, target: 65 }`): Promise<Days> {
  const days = await near(context, growth);
  assert.is(await stay(days, { forMs: 5 * MINUTE_MS, each: () => proposed(days) !== undefined }), true, 'a row is proposed');
  return days;
}

describe('a pool near full', (it) => {
  it('in mode commit gets its row by a commit on the tracked branch', OPTIONS, async (context) => {
    const days = await near(context, `{ mode: commit, ${WHEN}, target: 65 }`);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.equal([rowsInUse(days), proposed(days)], [{ r1: 3 }, undefined]);
    assert.match((await days.world.look('log', '-1', '--format=%s', 'main')) ?? '', 'r1');
  });

  it('in mode commit proposes when the branch refuses its commit, and says so', OPTIONS, async (context) => {
    const days = await near(context, `{ mode: commit, ${WHEN}, target: 65 }`);
    // A branch that is checked out somewhere is never moved.
    await days.world.look('worktree', 'add', path.join(await temporaryFolder(context), 'tree'), 'main');
    await stay(days, { forMs: 20 * MINUTE_MS });
    assert.is(bought(days), 0);
    assert.ok(proposed(days) !== undefined);
    assert.match(await page(days), /refused/i);
    await mergeGrowth(days.world);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.equal(rowsInUse(days), { r1: 3 });
  });
});

describe('a proposed row', (it) => {
  it('is committed when nobody answers for as long as was said', OPTIONS, async (context) => {
    const days = await asked(context, `{ mode: propose, ${WHEN}, target: 65, ifUnanswered: { after: 4h, then: commit } }`);
    await stay(days, { forMs: 4 * HOUR_MS - MINUTE_MS, paceMs: PACE_MS });
    assert.is(bought(days), 0);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.equal([rowsInUse(days), proposed(days)], [{ r1: 3 }, undefined]);
  });

  it('is committed at critical, if that was said', OPTIONS, async (context) => {
    const days = await asked(context, `{ mode: propose, ${WHEN}, target: 65, ifUnanswered: { after: 4h, or: critical, then: commit } }`);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.is(bought(days), 0);
    days.world.sim.fill('default', 91);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.equal(rowsInUse(days), { r1: 3 });
  });

  it('waits for ever where nothing was said', OPTIONS, async (context) => {
    const days = await asked(context);
    const commit = proposed(days);
    days.world.sim.fill('default', 91);
    await stay(days, { forMs: 12 * HOUR_MS, paceMs: PACE_MS });
    assert.equal([bought(days), proposed(days)], [0, commit]);
  });

  it('that is declined comes again only when much more is used', OPTIONS, async (context) => {
    const days = await asked(context);
    await days.world.move(GROWTH_BRANCH, null);
    await stay(days, { forMs: 3 * HOUR_MS, paceMs: PACE_MS });
    days.world.sim.fill('default', 86);
    await stay(days, { forMs: HOUR_MS, paceMs: PACE_MS });
    assert.equal([bought(days), proposed(days)], [0, undefined]);
    days.world.sim.fill('default', 88);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.ok(proposed(days) !== undefined);
  });

  it('that is declined comes again a day later', OPTIONS, async (context) => {
    const days = await asked(context);
    await days.world.move(GROWTH_BRANCH, null);
    await stay(days, { forMs: 23 * HOUR_MS, paceMs: PACE_MS });
    assert.is(proposed(days), undefined);
    await stay(days, { forMs: 2 * HOUR_MS, paceMs: PACE_MS });
    assert.ok(proposed(days) !== undefined);
  });

  it('that a person touched is never written again', OPTIONS, async (context) => {
    const days = await asked(context);
    const text = `${await days.world.look('show', `${GROWTH_BRANCH}:${POOL_FILE}`)}\n`;
    const commit = await days.world.commit({ [POOL_FILE]: text.replace('r1: 180', 'r1: 200') }, 'A little more', GROWTH_BRANCH);
    days.world.sim.fill('default', 95);
    await stay(days, { forMs: 6 * HOUR_MS, paceMs: PACE_MS });
    assert.is(proposed(days), commit);
    await mergeGrowth(days.world);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.equal(rowsInUse(days), { r1: 3 });
    assert.is(days.world.sim.world().devices.filter(({ sizeGiB }) => sizeGiB === 200).length, 3);
  });

  it('is replaced by a larger one when it would not do any more', OPTIONS, async (context) => {
    const days = await asked(context, `{ mode: propose, ${WHEN}, target: 45 }`);
    const commit = proposed(days);
    days.world.sim.fill('default', 97);
    await stay(days, { forMs: HOUR_MS, paceMs: PACE_MS });
    assert.is.not(proposed(days), commit);
    const added = await days.world.look('diff', '--unified=0', `main...${GROWTH_BRANCH}`);
    assert.equal(added?.match(/^\+ .*$/gm)?.length, 1);
    assert.match(added ?? '', /^\+ +r2: 208$/m);
  });

  it('is taken back when there is no need any more', OPTIONS, async (context) => {
    const days = await asked(context);
    days.world.sim.fill('default', 40);
    await stay(days, { forMs: 10 * MINUTE_MS });
    assert.equal([bought(days), proposed(days)], [0, undefined]);
  });
});
