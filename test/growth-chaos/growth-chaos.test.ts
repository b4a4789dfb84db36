import { assert, describe } from '../helpers/suite.ts';
import { failureOf, playSeeds } from './chaos.ts';
import type { Ended } from './run-once.ts';
import { NEMESES, hitsOf } from './hits.ts';
import { actsOf } from './acts.ts';

/** Two that settle and one that stops, all short: `npm run test:growth-chaos` plays hundreds. */
const SEEDS = [4, 6, 32];
const OPTIONS = { needs: ['git'], timeoutMs: 290_000 } as const;

describe('chaos of a pool that grows', (it) => {
  it(`of ${SEEDS.length} seeds, every run keeps every rule and ends as it should`, OPTIONS, async () => {
    const runs: Ended[] = [];
    await playSeeds(SEEDS, (run) => void runs.push(run));
    const failed = runs.filter(({ how }) => how === 'failed');
    assert.is(failed.length, 0, failed.map(failureOf).join('\n'));
    assert.equal(
      runs.map(({ how }) => how),
      ['settled', 'settled', 'stopped'],
    );
  });

  it('so many seeds in a row as there are nemeses bring each of them', () => {
    const seeds = Array.from({ length: NEMESES.length }, (_, index) => 1 + index);
    const met = new Set(seeds.flatMap((seed) => hitsOf(seed, actsOf(seed)).map(({ nemesis }) => nemesis.name)));
    assert.is(met.size, NEMESES.length);
  });
});
