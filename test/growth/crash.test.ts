import { assert, describe } from '../helpers/suite.ts';
import { playMatrix } from './matrix.ts';
import { lagging } from './settings.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 240_000 } as const;
/** Few enough for every run of the tests; npm run test:growth plays all moments. */
const CUT = [
  { call: 'ec2 CreateVolume', every: 3, offset: 1 },
  { call: 'ec2 AttachVolume', every: 6, offset: 3 },
  { call: 'ec2 CreateTags', every: 6, offset: 5 },
  { call: 'scaleio POST', every: 6, offset: 1 },
  { call: 'git push', every: 9, offset: 5 },
] as const;

describe('invariant 5, kill anywhere, while a pool grows', (it) => {
  for (const part of CUT) {
    it(`at each ${part.every}th moment of ${part.call}: each disk is bought once, and the row is in use`, OPTIONS, async () => {
      const told: string[] = [];
      const { moments, kills, failures } = await playMatrix(lagging(5).slice(0, 1), part, (line) => void told.push(line));
      assert.equal([failures, kills], [0, moments], told.join('\n'));
      assert.ok(moments > 0, told.join('\n'));
    });
  }
});
