import { instant } from '../../../../agent/clock.ts';
import type { Sample } from '../../../../agent/model/growth.ts';
import type { Memory } from '../../../../agent/model/memory.ts';
import type { Ref } from '../../../../agent/model/ref.ts';
import { samplesAfter } from '../../../../agent/plan/rules/grow/samples.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { ago, factsOf, HOUR_MS, MINUTE_MS } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

const POOL: Ref = 'StoragePool/gold';

function sample(agoMs: number): Sample {
  return { at: ago(agoMs), usedPercent: 50, inUseGiB: 500 };
}

function after(taken: readonly Sample[], scene: Scene = {}): Memory['samples'] {
  return samplesAfter(new Map([[POOL, taken]]), factsOf(scene));
}

/** How long ago the samples were taken that are there now. */
function ages(taken: readonly Sample[], scene: Scene = {}): readonly number[] {
  return (after(taken, scene).get(POOL) ?? []).map(({ at }) => NOON - at);
}

describe('samples', (it) => {
  it('are of the capacity after spare, and of what is in use, raw', () => {
    assert.equal(after([], { filling: { inUseGiB: 800 } }).get(POOL), [{ at: NOON, usedPercent: 80, inUseGiB: 800 }]);
  });

  it('are taken at most once a minute', () => {
    assert.equal(ages([sample(MINUTE_MS - 1)]), [MINUTE_MS - 1]);
    assert.equal(ages([sample(MINUTE_MS)]), [MINUTE_MS, 0]);
  });

  it('are not taken while data is degraded or failed, or of a pool without devices', () => {
    const one = gibToKib(1);
    assert.equal(ages([], { filling: { over: { degradedKib: one } } }), []);
    assert.equal(ages([], { filling: { over: { failedKib: one } } }), []);
    assert.equal(ages([], { filling: { over: { rebuildKib: one } } }), [0]);
    assert.equal(ages([], { filling: { maxGiB: 0, spareGiB: 0, inUseGiB: 0 } }), []);
  });

  it('are taken only of pools that may grow', () => {
    const facts = factsOf();
    const without = facts.inputs.desired.docs.StoragePool.get('gold');
    assert.ok(without);
    const spec = { protectionDomain: 'pd1' };
    const docs = { ...facts.inputs.desired.docs, StoragePool: new Map([['gold', { ...without, spec }]]) };
    const plain = { ...facts, inputs: { ...facts.inputs, desired: { ...facts.inputs.desired, docs } } };
    assert.is(samplesAfter(new Map([[POOL, [sample(MINUTE_MS)]]]), plain).size, 0);
  });

  it('are forgotten after six hours and ten minutes', () => {
    const oldest = 6 * HOUR_MS + 10 * MINUTE_MS;
    assert.equal(ages([sample(oldest + 1), sample(oldest - 5 * MINUTE_MS)]), [oldest - 5 * MINUTE_MS, 0]);
    assert.equal(ages([sample(oldest)]), [oldest, 0]);
  });

  it('are thinned to one of each five minutes once they are ten minutes old', () => {
    const minutes = [25, 24, 23, 22, 21, 20, 19, 16, 12, 11, 10, 9, 8, 1];
    // Spans begin at the full five minutes: of 25 to 21, of 20 to 16 and of 15 to 11 the first one stays.
    assert.equal(
      ages(minutes.map((age) => sample(age * MINUTE_MS))).map((age) => age / MINUTE_MS),
      [25, 20, 12, 10, 9, 8, 1, 0],
    );
  });

  it('are the very ones they were while nothing is added or dropped', () => {
    const before: Memory['samples'] = new Map([[POOL, [sample(30_000)]]]);
    assert.ok(samplesAfter(before, factsOf()) === before);
  });

  it('of several hours stay in order, enough for a forecast and no more', () => {
    let samples: Memory['samples'] = new Map();
    for (let minute = 0; minute <= 600; minute += 1) {
      const facts = factsOf();
      const now = instant(NOON + minute * MINUTE_MS);
      samples = samplesAfter(samples, { ...facts, inputs: { ...facts.inputs, now } });
    }
    const taken = (samples.get(POOL) ?? []).map(({ at }) => at);
    assert.ok(taken.length >= 72 + 10 && taken.length <= 72 + 12, String(taken.length));
    assert.equal(
      taken,
      taken.toSorted((one, other) => one - other),
    );
  });
});
