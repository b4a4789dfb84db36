/** Snapshots by the clock, and what goes wrong with them: refusals, lost answers, jumps of the clock, namesakes. */
import { approve, recreation } from '../consent.ts';
import { days, DAY_MS, DIARY, diary, kept, oldestGone, TAKE, taken } from '../diary.ts';
import type { Row } from '../row.ts';
import { storage } from '../storage.ts';

const LIST = 'GET /api/types/Volume/instances';

export const storageSnapshotFaults: readonly Row[] = [
  kept({
    trigger: 'one taken by hand',
    guard: 'mutant: unrecorded-snapshots-end',
    test: 'a snapshot that a person took stays, although it is called like one of the agent',
    arrange: async (world) => {
      const { hand } = world;
      await hand.takeSnapshot('diary', `s-${hand.volumeId('diary')}-2601010300`);
      await days(2)(world);
    },
    happens: ({ sim }) => sim.advance(DAY_MS),
    passes: 4,
    may: [TAKE, 'removeVolume'],
    harm: oldestGone,
  }),
  kept({
    trigger: 'next one refused',
    guard: 'mutant: snapshots-end-after-a-failure',
    test: 'the older snapshots stay while the one that is due cannot be taken',
    world: storage({ [DIARY]: diary(1) }),
    arrange: async (world) => {
      await days(1)(world);
      await world.push({ [DIARY]: diary(2) });
      await days(1)(world);
    },
    happens: ({ sim }) => {
      sim.fault({ call: TAKE, times: 20, when: 'before', do: 'status', status: 503 });
      sim.advance(DAY_MS);
    },
    may: [TAKE, TAKE],
  }),
  kept({
    trigger: 'clock jumps',
    guard: 'mutant: missed-snapshots-are-all-made-up-for',
    test: 'a jump of a month takes one snapshot and ends one',
    happens: ({ sim }) => sim.advance(30 * DAY_MS),
    passes: 6,
    may: [TAKE, 'removeVolume'],
  }),
  kept({
    trigger: 'volume replaced by hand',
    guard: 'mutant: snapshots-count-for-another-volume',
    test: 'the snapshots of a volume stay when another one takes its place',
    happens: async (world) => {
      const lost = world.hand.volumeId('diary');
      await world.hand.removeVolume('diary');
      await world.hand.makeVolume('diary', 8);
      await approve(world, [recreation('diary', lost)]);
      await world.passes();
      world.sim.advance(DAY_MS);
    },
    passes: 4,
    may: [TAKE],
  }),
  kept({
    trigger: 'answer lost',
    guard: 'mutant: snapshots-are-taken-again',
    test: 'a snapshot whose answer was lost is taken once and ends in its turn',
    happens: ({ sim }) => {
      sim.fault({ call: TAKE, nth: 1, when: 'after', do: 'reset' });
      sim.advance(DAY_MS);
    },
    passes: 4,
    may: [TAKE, 'removeVolume'],
  }),
  kept({
    trigger: 'list without the newest',
    guard: 'mutant: newest-snapshot-is-believed',
    test: 'no snapshot ends by a newer one that is gone by then',
    happens: async (world) => {
      world.sim.advance(DAY_MS);
      await world.pass();
      world.scaleio.after(LIST, () => world.hand.removeVolume(taken(world).at(-1) ?? ''));
    },
    may: [TAKE, TAKE],
    harm: oldestGone,
  }),
];
