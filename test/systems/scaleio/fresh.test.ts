import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { PlumblineError } from '../../../agent/errors.ts';
import type { Change } from '../../../agent/model/change.ts';
import type { WriteCtx } from '../../../agent/model/system.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import type { ScaleioAction } from '../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { declare, inputsOf, planned } from './docs.ts';
import type { Declared } from './docs.ts';
import { effects, openBench } from './gateway.ts';
import type { Bench } from './gateway.ts';

const POOL: Declared = { domain: { name: 'default' }, pool: { name: 'default' } };

/** What there is, and what is wanted then. */
const rows: readonly { readonly call: ScaleioAction['do']; readonly before: Declared | null; readonly wanted: Declared }[] = [
  { call: 'createVolume', before: null, wanted: {} },
  { call: 'setVolumeSize', before: {}, wanted: { volume: { sizeGiB: 24 } } },
  { call: 'setVolumeName', before: { volume: { name: 'old' } }, wanted: { volume: { renamedFrom: 'old' } } },
  { call: 'removeVolume', before: {}, wanted: { volumeState: 'absent' } },
  {
    call: 'setCapacityAlertThresholds',
    before: {},
    wanted: { pool: { name: 'default', thresholds: { high: 60, critical: 70 } } },
  },
];

async function plan(bench: Bench, declared: Declared): Promise<readonly Change<ScaleioAction>[]> {
  return bench.system.diff(inputsOf(declare({ ...POOL, ...declared })), await bench.system.read(bench.ctx, NOTHING_SOUGHT)).map(planned);
}

async function prepare(
  test: TestContext,
  { call, before, wanted }: (typeof rows)[number],
): Promise<{ bench: Bench; change: Change<ScaleioAction> }> {
  const bench = await openBench(test);
  for (const change of before === null ? [] : await plan(bench, before)) await bench.system.write(change, bench.ctx);
  const [change] = await plan(bench, wanted);
  if (change?.action.do !== call) throw new Error(`${call} is not planned`);
  return { bench, change };
}

/** A context on whose clock each call takes a second, and that notes what happens. */
function watched({ ctx }: Bench, fresh: (readAtMs: number) => void): { ctx: WriteCtx; events: string[] } {
  const events: string[] = [];
  let nowMs = 0;
  const http: WriteCtx['http'] = {
    ...ctx.http,
    send(call, signal) {
      nowMs += 1000;
      const isLook = call.method === 'GET' || call.url.endsWith('/queryIdByKey');
      events.push(isLook ? 'look' : `call within ${call.startWithinMs} ms`);
      return ctx.http.send(call, signal);
    },
  };
  const noted = (readAtMs: number): void => {
    events.push(`fresh ${readAtMs}`);
    fresh(readAtMs);
  };
  return { ctx: { ...ctx, http, clock: { ...ctx.clock, monotonicMs: () => nowMs }, fresh: noted }, events };
}

describe('a ScaleIO write', (it) => {
  for (const row of rows) {
    it(`asks, right before ${row.call}, whether the look is fresh enough, counted from before the look`, async (test) => {
      const { bench, change } = await prepare(test, row);
      const { ctx, events } = watched(bench, () => {});
      assert.is((await bench.system.write(change, ctx)).kind, 'applied');
      assert.equal(events.slice(-2), ['fresh 0', 'call within 4000 ms']);
      assert.is(events[0], 'look');
    });

    it(`makes no ${row.call} after being told no`, async (test) => {
      const { bench, change } = await prepare(test, row);
      const before = effects(bench).length;
      const { ctx } = watched(bench, () => {
        throw new PlumblineError(scaleioErrors.notYet, 'too late');
      });
      await rejects(() => bench.system.write(change, ctx), 'scaleio/not-yet');
      assert.is(effects(bench).length, before);
    });
  }
});
