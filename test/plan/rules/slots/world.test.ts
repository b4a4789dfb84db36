import { instant } from '../../../../agent/clock.ts';
import type { Draft } from '../../../../agent/model/change.ts';
import type { RuleResult } from '../../../../agent/model/growth.ts';
import type { Owned } from '../../../../agent/model/memory.ts';
import type { Ref } from '../../../../agent/model/ref.ts';
import { slotsRule } from '../../../../agent/plan/rules/slots/slots.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { owned } from '../../declared.ts';
import { factsOf } from '../pool-builders.ts';
import { BY_THE_BOOK, SmallWorld } from './world.ts';
import type { Laws } from './world.ts';

interface Course {
  readonly laws: Laws;
  /** The agent dies once it has made so many calls; left out: it lives. */
  readonly killAfter?: number;
  /** It has no journal at all. */
  readonly isForgetful?: boolean;
  /** Orders the calls of each pass. */
  readonly seed?: number;
  /** From this pass on the row wants other iops. */
  readonly editAt?: number;
}

const MOST_PASSES = 120;

interface Life {
  readonly world: SmallWorld;
  readonly passes: number;
}

/** Until nothing is asked for and all is ready; the passes that took. */
function live({ laws, killAfter = Infinity, isForgetful = false, seed = 0, editAt = Infinity }: Course): Life {
  const world = new SmallWorld(laws);
  let journal: ReadonlyMap<Ref, Owned> = new Map();
  let callsLeft = killAfter;
  for (let passes = 1; passes <= MOST_PASSES; passes += 1) {
    const facts = factsOf({ ...world.look(passes >= editAt ? { iops: 4000 } : {}), memory: { inventory: journal } });
    const result = slotsRule({ ...facts, inputs: { ...facts.inputs, now: instant(world.now) } });
    if (isSettled(result)) return { world, passes };
    const drafts = shuffled(result.drafts, seed + passes);
    const isKilled = drafts.length >= callsLeft;
    const bought = new Map(drafts.slice(0, callsLeft).map((draft) => [draft.ref, world.make(draft)]));
    callsLeft = isKilled ? Infinity : callsLeft - drafts.length;
    // What a process had not written down is lost with it; then another one goes on.
    if (!isKilled && !isForgetful) journal = written(journal, { result, bought, now: world.now });
  }
  return { world, passes: Infinity };
}

function isSettled({ drafts, ready }: RuleResult): boolean {
  return drafts.length === 0 && [...ready.values()].every(({ kind }) => kind === 'ready');
}

interface Passed {
  readonly result: RuleResult;
  readonly bought: ReadonlyMap<Ref, string | null>;
  readonly now: number;
}

function written(journal: ReadonlyMap<Ref, Owned>, { result, bought, now }: Passed): ReadonlyMap<Ref, Owned> {
  const entries = [...result.disks].flatMap(([ref, { backendId: seen, applied }]): readonly [Ref, Owned][] => {
    const backendId = bought.get(ref) ?? seen;
    const before = journal.get(ref);
    if (backendId === null) return [];
    return [[ref, owned(ref, applied, { backendId, since: before?.backendId === backendId ? before.since : instant(now) })]];
  });
  return new Map([...journal, ...entries]);
}

/** By a small congruential generator: the same order for the same seed. */
function shuffled(drafts: readonly Draft[], seed: number): readonly Draft[] {
  const weigh = (index: number): number => ((seed * 7919 + index * 104_729) * 48_271) % 2_147_483_647;
  return drafts
    .map((draft, index) => ({ draft, weight: seed === 0 ? index : weigh(index + 1) }))
    .toSorted((a, b) => a.weight - b.weight)
    .map(({ draft }) => draft);
}

function expectOneRow({ world, passes }: ReturnType<typeof live>): void {
  assert.equal(world.crimes, []);
  assert.ok(passes < Infinity, 'it never settled');
  assert.is(world.volumes.length, 3);
  assert.equal(world.allDevices.map(({ sdsId }) => sdsId).toSorted(), ['sds-n1', 'sds-n2', 'sds-n3']);
  assert.is(new Set(world.volumes.map(({ attachments }) => attachments[0]?.hostId)).size, 3);
}

/** Some hundred whole lives of a row. */
const SLOW = { timeoutMs: 60_000 };
/** Creates, attachments, tags and additions of three disks. */
const CALLS = 12;

describe('a row, whatever happens on the way', (it) => {
  for (const lag of [0, 5, 12]) {
    for (const isForgetful of [false, true]) {
      it(
        `has one volume and one device a node: killed after each call, lag ${lag}, ${isForgetful ? 'without' : 'with'} a journal`,
        SLOW,
        () => {
          for (let killAfter = 0; killAfter <= CALLS; killAfter += 1) {
            for (const seed of [0, 1]) expectOneRow(live({ laws: { lag, token: BY_THE_BOOK }, killAfter, isForgetful, seed }));
          }
        },
      );
    }

    it(`has them also when the row is edited meanwhile, lag ${lag}`, SLOW, () => {
      for (let editAt = 1; editAt < 12; editAt += 1) expectOneRow(live({ laws: { lag, token: BY_THE_BOOK }, isForgetful: true, editAt }));
    });
  }
});

describe('what keeps a row single', (it) => {
  const crimesWith = (token: Laws['token'], editAt = Infinity): number => {
    return live({ laws: { lag: 5, token }, isForgetful: true, editAt }).world.crimes.length;
  };
  it('is a token that is the same every time', () => {
    let calls = 0;
    assert.ok(crimesWith(() => String((calls += 1))) > 0);
  });
  it('is a token without anything that can be edited', () => {
    assert.ok(crimesWith((args) => `${BY_THE_BOOK(args)}|${args.iops}`, 2) > 0);
    assert.is(crimesWith(BY_THE_BOOK, 2), 0);
  });
});
