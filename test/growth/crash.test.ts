import { assert, describe } from '../helpers/suite.ts';
import { playMatrix } from './matrix.ts';
import { lagging, TROUBLED } from './settings.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 240_000 } as const;
/** Different moments of each, few enough for every run of the tests; npm run test:growth plays all of them. */
const CUTS = [
  { settings: lagging(0), part: { every: 89, offset: 33 } },
  { settings: lagging(12).slice(0, 1), part: { every: 601, offset: 420 } },
  { settings: TROUBLED.slice(2, 3), part: { every: 401, offset: 200 } },
] as const;

describe('invariant 5, kill anywhere, while a pool grows', (it) => {
  it('each disk is bought once, and the row is in use, whenever the agent is killed', OPTIONS, async () => {
    const told: string[] = [];
    let cells = 0;
    for (const { settings, part } of CUTS) {
      const { moments, kills, failures } = await playMatrix(settings, part, (line) => void told.push(line));
      assert.equal([failures, kills], [0, moments], told.join('\n'));
      cells += moments;
    }
    assert.ok(cells >= 8, `${cells} cells`);
  });
});
