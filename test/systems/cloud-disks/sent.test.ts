import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { createArgs, effects, hostOf, make, newDisk, openBench, restarted, slotOn } from './bench.ts';
import type { Bench } from './bench.ts';

const FIVE_MINUTES_MS = 5 * 60_000;

type CloudOrder = Parameters<Bench['ec2']['arrange']>[0];

/** Long after the first call for it, which was refused, a disk is made that nobody sees, and the answer is lost. */
async function madeUnseen(test: TestContext): Promise<Bench> {
  const bench = await openBench(test);
  bench.ec2.arrange({ quotas: { volumes: 0 }, lag: { volumes: 99, tags: 99 } });
  await rejects(() => newDisk(bench), 'cloud-disks/quota');
  bench.advance(2 * FIVE_MINUTES_MS);
  bench.ec2.arrange({ quotas: { volumes: 9 } });
  bench.faults.set({ call: 'CreateVolume', when: 'after', do: 'reset' });
  await rejects(() => newDisk(bench), 'http/unreachable');
  return bench;
}

/** Asks for it with another size, which EC2 does not take for the same disk. */
function askDifferently(bench: Bench): ReturnType<typeof make> {
  return make(bench, 'createDisk', createArgs(hostOf(bench), { sizeGiB: 200, mayTryNext: true }));
}

describe('a disk that may have been made a moment ago', (it) => {
  it('is not bought again under the next token, however long ago the first call for it was', async (test) => {
    const bench = await madeUnseen(test);
    bench.advance(FIVE_MINUTES_MS);
    await rejects(() => askDifferently(bench), 'cloud-disks/token-spent');
    assert.equal(effects(bench), ['CreateVolume created']);
    bench.advance(1);
    assert.is((await askDifferently(bench)).kind, 'applied');
  });

  it('is waited for anew when it is made once more', async (test) => {
    const bench = await madeUnseen(test);
    bench.advance(FIVE_MINUTES_MS);
    await newDisk(bench);
    await rejects(() => askDifferently(bench), 'cloud-disks/token-spent');
  });

  it('is waited for by a process that cannot know of it', async (test) => {
    const bench = restarted(await madeUnseen(test));
    bench.advance(2 * FIVE_MINUTES_MS);
    await rejects(() => askDifferently(bench), 'cloud-disks/token-spent');
    bench.advance(FIVE_MINUTES_MS + 1);
    assert.is((await askDifferently(bench)).kind, 'applied');
  });

  it('holds up no other row', async (test) => {
    const bench = await openBench(test);
    bench.ec2.arrange({ ghosts: 1 });
    await newDisk(bench);
    bench.advance(FIVE_MINUTES_MS);
    await newDisk(bench, { slot: slotOn(hostOf(bench), { row: 'r2' }) });
    assert.is((await askDifferently(bench)).kind, 'applied');
  });

  const answers: readonly (readonly [string, CloudOrder, 'applied' | 'token-spent'])[] = [
    ['is not waited for after a refusal', { unauthorized: ['CreateVolume'] }, 'applied'],
    ['is waited for while EC2 fails', { refuse: { call: 'CreateVolume', times: 1 } }, 'token-spent'],
  ];
  for (const [name, arranged, expected] of answers) {
    it(name, async (test) => {
      const bench = await openBench(test);
      bench.ec2.arrange({ ghosts: 1 });
      await newDisk(bench);
      bench.advance(FIVE_MINUTES_MS);
      bench.ec2.arrange(arranged);
      await make(bench, 'createDisk', createArgs(hostOf(bench))).catch(() => null);
      bench.ec2.arrange({ unauthorized: [] });
      if (expected === 'applied') assert.is((await askDifferently(bench)).kind, expected);
      else await rejects(() => askDifferently(bench), 'cloud-disks/token-spent');
    });
  }
});
