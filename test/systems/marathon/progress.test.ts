import { instant } from '../../../agent/clock.ts';
import { PlumblineError } from '../../../agent/errors.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import { makeSeeProgress } from '../../../agent/systems/marathon/progress.ts';
import type { Deployment, JsonObject, LiveApp } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { liveApp, NOW, testCtx } from './inputs.ts';

const DEPLOYMENT: Deployment = {
  id: 'd1',
  affectedApps: ['/a'],
  affectedPods: [],
  startedAt: NOW,
  movedAt: null,
  currentStep: 1,
  totalSteps: 2,
};
const [OLD, NEW, SCALED] = ['2026-11-21T12:00:00.000Z', '2026-11-21T13:00:00.000Z', '2026-11-21T13:30:00.000Z'];

interface Tasks {
  readonly old?: number;
  readonly staged?: number;
  readonly running?: number;
  readonly healthy?: number;
}

function task(version: string, state: string, alive?: boolean): JsonObject {
  return { version, state, ...(alive === undefined ? {} : { healthCheckResults: [{ alive }] }) };
}

function appWith({ old = 0, staged = 0, running = 0, healthy = 0 }: Tasks): LiveApp {
  const some = (count: number, one: JsonObject): readonly JsonObject[] => Array.from({ length: count }, () => one);
  const tasks = [
    ...some(old, task(OLD, 'TASK_RUNNING', true)),
    ...some(staged, task(NEW, 'TASK_STAGING')),
    ...some(running, task(SCALED, 'TASK_RUNNING', false)),
    ...some(healthy, task(NEW, 'TASK_RUNNING', true)),
  ];
  return liveApp('/a', { version: SCALED, versionInfo: { lastScalingAt: SCALED, lastConfigChangeAt: NEW }, tasks });
}

/** Looks ten seconds apart; gives for each how many seconds ago it moved last. */
async function stillnessOf(
  looks: readonly (Tasks & { readonly step?: number; readonly fails?: true })[],
): Promise<readonly (number | null)[]> {
  let [at, look] = [NOW, looks[0]];
  const see = makeSeeProgress(async () => {
    if (look?.fails) throw new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.');
    return appWith(look ?? {});
  });
  const ctx = testCtx();
  const still: (number | null)[] = [];
  for (look of looks) {
    const [seen] = await see([{ ...DEPLOYMENT, currentStep: look.step ?? 1 }], { ...ctx, clock: { ...ctx.clock, now: () => at } });
    const movedAt = seen?.movedAt ?? null;
    still.push(movedAt === null ? null : (at - movedAt) / 1000);
    at = instant(at + 10_000);
  }
  return still;
}

describe('a deployment gets on', (it) => {
  const rows: readonly (readonly [string, Parameters<typeof stillnessOf>[0], readonly (number | null)[]])[] = [
    ['as far as the first look knows', [{}], [0]],
    ['no more while all looks see the same', [{ old: 3 }, { old: 3 }, { old: 3 }], [0, 10, 20]],
    ['when a new task runs', [{ old: 3 }, { old: 3, running: 1 }, { old: 3, running: 1 }], [0, 0, 10]],
    ['when a new task becomes healthy', [{ running: 1 }, { running: 0, healthy: 1 }], [0, 0]],
    ['when an old task goes', [{ old: 3 }, { old: 2 }], [0, 0]],
    ['when its next step begins', [{ step: 1 }, { step: 2 }], [0, 0]],
    [
      'in a rolling restart, though as many tasks run all the time',
      [{ old: 3 }, { old: 2, running: 1 }, { old: 1, running: 2 }],
      [0, 0, 0],
    ],
    [
      'not by tasks that start and fail in turn',
      [{ running: 1 }, { staged: 1 }, { running: 1 }, { staged: 1 }, { running: 1 }],
      [0, 10, 20, 30, 40],
    ],
    ['not by tasks that are only staged', [{}, { staged: 1 }], [0, 10]],
    ['nobody knows when the look failed, and what was seen before counts', [{}, { fails: true }, {}], [0, null, 20]],
  ];
  for (const [what, looks, still] of rows) it(what, async () => assert.equal(await stillnessOf(looks), still));

  it('is looked at of one app alone, 50 at once at most, each in its turn', async () => {
    const asked: string[] = [];
    const see = makeSeeProgress(async (id) => {
      asked.push(id);
      return appWith({});
    });
    const many = Array.from({ length: 60 }, (_, index) => ({ ...DEPLOYMENT, id: `d${index}`, affectedApps: [`/${index}`] }));
    const others = [
      { ...DEPLOYMENT, id: 'two', affectedApps: ['/x', '/y'] },
      { ...DEPLOYMENT, id: 'pod', affectedPods: ['/p'] },
    ];
    const first = await see([...others, ...many], testCtx());
    assert.equal([asked.length, first.filter(({ movedAt }) => movedAt !== null).length], [50, 50]);
    await see([...others, ...many], testCtx());
    assert.is(new Set(asked).size, 60);
    assert.not(asked.some((id) => ['/x', '/y', '/a'].includes(id)));
  });

  it('makes no call, and nothing new, while nothing is deployed', async () => {
    const none: readonly Deployment[] = [];
    const see = makeSeeProgress(async () => {
      throw new Error('asked');
    });
    assert.is(await see(none, testCtx()), none);
  });
});
