/** Who may write: invariant 11, one writer. */
import { claim, mayClaim, released, standingOf } from '../../agent/memory/writer.ts';
import type { Claimant } from '../../agent/memory/writer.ts';
import type { Instant } from '../../agent/clock.ts';
import type { Memory, Writer } from '../../agent/model/memory.ts';
import { memory, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { noonPlus } from './objects.ts';

const MINUTE = 60_000;
const me: Claimant = { claim: 'abc', instance: 'a', version: '1', verb: 'run', until: null, isRestart: true, epoch: null };
const other: Claimant = { ...me, instance: 'b' };

function claimed(by: Claimant = me, at: Instant = NOON, before: Writer | null = null): Writer {
  return claim(memory({ writer: before }), by, at);
}

const remembering = (writer: Writer | null): Memory => memory({ writer });

describe('a claim', (it) => {
  it('is the first epoch of a cluster that nobody claimed, and writes at once', () => {
    const writer = claimed();
    assert.equal([writer.epoch, writer.instance, writer.released, writer.writesFrom, writer.takeovers], [1, 'a', false, NOON, []]);
  });

  it('counts on from the one before', () => {
    assert.is(claimed(other, noonPlus(1), claimed()).epoch, 2);
  });

  it('counts on from its own when the branch went back', () => {
    assert.is(claimed({ ...me, epoch: 7 }, noonPlus(1), claimed()).epoch, 8);
  });

  const standing = claimed();
  for (const [over, before, by, waitMs, takeovers] of [
    ['a standing claim of another instance', standing, other, 130_000, 1],
    ['a released one', released(standing), other, 0, 0],
    ['one that lapses now: a listing a moment ago still counts', { ...standing, until: NOON }, other, 130_000, 0],
    ['one that lapsed a while ago', { ...standing, until: noonPlus(-100_000) }, other, 30_000, 0],
    ['one that lapsed long ago', { ...standing, until: noonPlus(-130_000) }, other, 0, 0],
    ['one that lapses a moment later', { ...standing, until: noonPlus(1) }, other, 130_000, 1],
    ['that of its former process', standing, me, 0, 0],
    ['that of a living process on the same data folder', standing, { ...me, isRestart: false }, 130_000, 1],
    ['its very own', standing, { ...me, isRestart: false, epoch: 1 }, 0, 0],
  ] as const) {
    it(`waits ${waitMs} ms over ${over}`, () => {
      const writer = claimed(by, NOON, before);
      assert.equal([writer.writesFrom - NOON, writer.takeovers.length], [waitMs, takeovers]);
    });
  }

  it('goes on waiting for the instance that its predecessor took over from, although that one was released', () => {
    const taken = claimed(other, noonPlus(0), claimed());
    const third = claimed({ ...me, instance: 'c' }, noonPlus(5_000), released(taken));
    assert.is(third.writesFrom, noonPlus(130_000));
  });

  it('waits no longer than a whole wait, whatever the clock before said', () => {
    const ahead = { ...claimed(), writesFrom: noonPlus(365 * 86_400_000), released: true };
    assert.is(claimed(other, NOON, ahead).writesFrom, noonPlus(130_000));
  });

  it('of an apply ends by itself', () => {
    const until = noonPlus(20 * MINUTE);
    assert.equal(claimed({ ...me, verb: 'apply', until }).until, until);
  });
});

describe('flapping', (it) => {
  /** b takes over from a at noon, and a from b so much later. */
  const twice = (laterMs: number, by = me): Writer => claimed(by, noonPlus(laterMs), claimed(other, NOON, claimed()));

  for (const [laterMs, isFlapping] of [
    [10 * MINUTE - 1, true],
    [10 * MINUTE, false],
    [10 * MINUTE + 1, false],
    [-MINUTE, true],
    [-10 * MINUTE, false],
  ] as const) {
    it(`is ${isFlapping ? 'two take-overs' : 'not two take-overs'} of one pair ${laterMs} ms apart`, () => {
      assert.is(twice(laterMs).flappingSince, isFlapping ? noonPlus(laterMs) : null);
    });
  }

  it('is not two take-overs of different pairs', () => {
    const writer = twice(1, { ...me, instance: 'c' });
    assert.equal([writer.flappingSince, writer.takeovers.length], [null, 2]);
  });

  it('is not two take-overs in one direction: an apply next to a run that takes back what it released', () => {
    const again = claimed(me, noonPlus(1), released(claimed(other, NOON, claimed())));
    const second = claimed(other, noonPlus(2), again);
    assert.equal([second.flappingSince, second.takeovers.length], [null, 2]);
  });

  it('is not two take-overs by verbs on the data folder of the run beside them', () => {
    const sibling = { ...me, isRestart: false };
    const first = claimed(sibling, NOON, claimed());
    assert.equal([first.takeovers.length, claimed(sibling, noonPlus(1), first).flappingSince], [1, null]);
  });

  it('is not one take-over and a claim of what was released', () => {
    const taken = released(claimed(other, NOON, claimed()));
    assert.is(claimed(me, noonPlus(1), taken).flappingSince, null);
  });

  for (const [afterMs, kind, may] of [
    [0, 'flapping', false],
    [10 * MINUTE - 1, 'flapping', false],
    [10 * MINUTE, 'writer', false],
  ] as const) {
    it(`makes the newest claim stand as ${kind} after ${afterMs} ms`, () => {
      const flapping = remembering(twice(1));
      assert.is(standingOf(flapping, 3, noonPlus(1 + afterMs)).kind, kind);
      assert.is(mayClaim(flapping, 3, noonPlus(1 + afterMs)), may);
    });
  }

  it('stops both, each naming the other, and lets nobody claim until it lapses', () => {
    const flapping = remembering(twice(1));
    const of = (epoch: number | null): unknown => {
      const standing = standingOf(flapping, epoch, noonPlus(2));
      return standing.kind === 'flapping' && standing.with;
    };
    assert.equal([of(3), of(2), of(null)], ['b', 'a', 'a']);
    assert.equal([mayClaim(flapping, null, noonPlus(2)), mayClaim(flapping, null, noonPlus(1 + 10 * MINUTE))], [false, true]);
  });

  it('is not made anew by the first claim after it lapsed', () => {
    assert.is(claimed(other, noonPlus(1 + 10 * MINUTE), twice(1)).flappingSince, null);
  });
});

describe('standing', (it) => {
  const standing = claimed();
  const second = claimed(other, NOON, standing);
  for (const [who, writer, epoch, kind, may] of [
    ['a process that made no claim, of an unclaimed cluster', null, null, 'onlooker', true],
    ['a process that made no claim, beside a writer', standing, null, 'onlooker', true],
    ['the one that made the newest claim', standing, 1, 'writer', false],
    ['the one before', second, 1, 'standby', false],
    ['the one before, once the newest is released', released(second), 1, 'onlooker', true],
    ['the one before, once the newest has lapsed', { ...second, until: NOON }, 1, 'onlooker', true],
    ['the one before, a moment before the newest lapses', { ...second, until: noonPlus(1) }, 1, 'standby', false],
    ['the writer whose own claim has lapsed', { ...standing, until: NOON }, 1, 'onlooker', true],
    ['the writer that released its claim', released(standing), 1, 'onlooker', true],
    ['the writer of a branch that went back behind its claim', standing, 2, 'standby', true],
    ['the writer of a branch that was deleted', null, 1, 'onlooker', true],
  ] as const) {
    it(`of ${who} is ${kind}, and ${may ? 'it may claim' : 'it may not claim'}`, () => {
      assert.is(standingOf(remembering(writer), epoch, NOON).kind, kind);
      assert.is(mayClaim(remembering(writer), epoch, NOON), may);
    });
  }

  it('of a writer says from when it writes', () => {
    assert.equal(standingOf(remembering(second), 2, NOON), { kind: 'writer', epoch: 2, writesFrom: noonPlus(130_000) });
  });

  it('of a standby names the writer', () => {
    assert.equal(standingOf(remembering(second), 1, NOON), { kind: 'standby', writer: second });
  });

  it('of anybody is outdated, and nobody may claim, when a newer version keeps the journal', () => {
    const newer = memory({ isNewer: true });
    assert.equal(standingOf(newer, 1, NOON), { kind: 'outdated' });
    assert.not(mayClaim(newer, null, NOON));
  });
});
