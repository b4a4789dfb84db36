import { assert, describe } from '../helpers/suite.ts';
import { crash } from './crash.ts';
import { runOnce } from './run-once.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 290_000 } as const;

describe('invariant 5, kill anywhere', (it) => {
  it('killed at every twentieth moment, the agent converges with nothing duplicated, orphaned or undone', OPTIONS, async () => {
    const told: string[] = [];
    const { kills, died, converged, failures } = await crash(
      { every: 20, offset: 0, isHalved: true },
      (line) => void told.push(line),
      runOnce,
    );
    assert.equal(failures, [], told.join('\n'));
    assert.ok(kills > 10, `${kills} kills`);
    assert.equal([died, converged], [kills, kills]);
  });
});
