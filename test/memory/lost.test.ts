import { PlumblineError } from '../../agent/errors.ts';
import { lostByMarks, tipStanding } from '../../agent/memory/lost.ts';
import type { TipStanding } from '../../agent/memory/lost.ts';
import { memory } from '../helpers/builders.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';

/** Commits 1 <- 2 <- 3, and 2x beside 2. */
const ancestors: Readonly<Record<string, readonly string[]>> = { '1': ['1'], '2': ['1', '2'], '3': ['1', '2', '3'], '2x': ['1', '2x'] };

async function contains(commit: string, ancestor: string): Promise<boolean> {
  const known = ancestors[commit];
  if (known === undefined) throw new PlumblineError({ code: 'repo/no-such-ref', class: 'stalled', help: '' }, `no ${commit}`);
  return known.includes(ancestor);
}

describe('the tip of the status branch', (it) => {
  for (const [known, listed, standing] of [
    [null, null, 'same'],
    ['2', '2', 'same'],
    [null, '1', 'ahead'],
    ['1', '3', 'ahead'],
    ['3', '1', 'behind'],
    ['2', '2x', 'forked'],
    ['nowhere', '3', 'forked'],
    ['3', null, 'gone'],
  ] as readonly (readonly [string | null, string | null, TipStanding])[]) {
    it(`is ${standing} when ${known} was known and ${listed} is listed`, async () => {
      assert.is(await tipStanding({ contains }, { known, listed }), standing);
    });
  }

  it('is not judged when what is listed cannot be read', async () => {
    await rejects(() => tipStanding({ contains }, { known: '1', listed: 'nowhere' }), 'repo/no-such-ref');
    const broken = async (commit: string): Promise<boolean> => {
      if (commit === '3') return false;
      throw new PlumblineError({ code: 'repo/corrupt', class: 'stalled', help: '' }, 'broken');
    };
    await rejects(() => tipStanding({ contains: broken }, { known: '1', listed: '3' }), 'repo/corrupt');
  });
});

describe('marks on live objects', (it) => {
  const accepted = { commit: 'a', inputs: 'i' };
  const ours = { cluster: 'prod', epoch: 7 };
  const mark = (epoch: number, cluster = 'prod') => ({ ref: 'App//web', backendId: '/web', cluster, epoch }) as const;

  for (const [what, marks, known, isLost] of [
    ['none of them', [], null, false],
    ['one of the newest epoch', [mark(7)], accepted, false],
    ['one of an older epoch', [mark(6)], accepted, false],
    ['one of an epoch that the branch does not know of', [mark(6), mark(8), mark(7)], accepted, true],
    ['one without an accepted commit', [mark(1)], null, true],
    ['one of another cluster', [mark(99, 'test')], null, false],
  ] as const) {
    it(`${isLost ? 'say' : 'do not say'} that memory is lost: ${what}`, () => {
      assert.is(lostByMarks(memory({ accepted: known }), marks, ours) !== null, isLost);
    });
  }

  it('are named in the reason', () => {
    const why = lostByMarks(memory({ accepted }), [mark(8)], ours);
    assert.is(why, '/web carries the mark prod/8, but the status branch knows of no epoch above 7');
  });

  it('say nothing beside a journal that a newer version keeps', () => {
    assert.is(lostByMarks(memory({ isNewer: true }), [mark(8)], ours), null);
  });
});
