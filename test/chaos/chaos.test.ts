import { NEMESES } from '../nemesis/nemeses.ts';
import { assert, describe } from '../helpers/suite.ts';
import { chaos } from './chaos.ts';
import { hitsOf } from './run-once.ts';
import { OPERATIONS } from './script.ts';

const RUNS = 25;
const OPTIONS = { needs: ['git'], timeoutMs: 290_000 } as const;

describe('chaos', (it) => {
  it(`of ${RUNS} seeds, every run keeps every rule and ends as it should`, OPTIONS, async () => {
    const told: string[] = [];
    const { failures } = await chaos({ runs: RUNS, seed: 1, most: 1 }, (line) => void told.push(line));
    assert.equal(failures, [], told.join('\n'));
  });

  it('so many seeds in a row as there are nemeses bring each of them to each operation, and none twice to one run', () => {
    const runs = Array.from({ length: NEMESES.length }, (_, seed) => hitsOf(1_000 + seed));
    for (const { name } of OPERATIONS) {
      const met = runs.flatMap((hits) => hits.filter(({ operation }) => operation === name).map(({ nemesis }) => nemesis.name));
      assert.equal(met.toSorted(), NEMESES.map((nemesis) => nemesis.name).toSorted());
    }
    for (const hits of runs) assert.is(new Set(hits.map(({ nemesis }) => nemesis.name)).size, OPERATIONS.length);
  });
});
