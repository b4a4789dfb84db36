/** A cheap guard; `node --import tsx bench/load.ts` measures in earnest. */
import { costOf } from '../../bench/measure.ts';
import { floorOf, loadOf } from '../../bench/load-runs.ts';
import { editedSource, repositoryOf, sourceOf } from '../../bench/repository.ts';
import { newLoadCache } from '../../agent/desired/load-cache.ts';
import { assert, describe } from '../helpers/suite.ts';

const FILES = 500;
const ROUNDS = 2;
const COMMITS = 10;
/** Times the floor, in processor time: other tests run beside this one. Measured: 1.2 and 0.012. */
const MOST = { cold: 3, oneFile: 1 / 12 } as const;

async function least(run: () => Promise<void>): Promise<number> {
  const costs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) costs.push((await costOf(run)).cpuMs);
  return Math.min(...costs);
}

describe('loading five hundred documents', (it) => {
  it('takes little more than parsing them, and almost nothing when one has changed', { timeoutMs: 60_000 }, async () => {
    const texts = repositoryOf(FILES);
    const source = sourceOf(texts);
    const cache = newLoadCache();
    await loadOf(source, cache);
    const floorMs = await least(async () => floorOf(texts));
    const coldMs = await least(() => loadOf(source, newLoadCache()));
    const edit = editedSource(texts);
    const commits = Array.from({ length: ROUNDS * COMMITS }, edit);
    const oneFileMs =
      (await least(async () => {
        for (const commit of commits.splice(0, COMMITS)) await loadOf(commit, cache);
      })) / COMMITS;
    assert.ok(coldMs < MOST.cold * floorMs, `${coldMs} ms to load, ${floorMs} ms to parse`);
    assert.ok(oneFileMs < MOST.oneFile * floorMs, `${oneFileMs} ms for one file, ${floorMs} ms to parse all`);
  });
});
