/** Snapshots by the clock: what people declare, hold and look into. */
import { days, DAY_MS, DIARY, diary, kept, approveOldest, oldestGone, TAKE, taken } from '../diary.ts';
import { volume } from '../files.ts';
import type { Row } from '../row.ts';
import { hold } from '../status-branch.ts';
import { absent } from '../storage.ts';

export const storageSnapshots: readonly Row[] = [
  kept({
    trigger: 'fewer declared',
    guard: 'mutant: promises-of-snapshots-end',
    test: 'a snapshot that was promised to stay longer stays when fewer are kept',
    happens: ({ push }) => push({ [DIARY]: diary(1) }),
    consent: { give: approveOldest, makes: ['removeVolume'] },
  }),
  kept({
    trigger: 'denser schedule',
    guard: 'mutant: denser-schedules-end-snapshots',
    test: 'a snapshot that was promised to stay for days stays when one is taken every other minute',
    happens: ({ push }) => push({ [DIARY]: diary(2, {}, '*/2 * * * *') }),
    passes: 6,
    may: [TAKE, TAKE, TAKE, 'removeVolume'],
    harm: oldestGone,
  }),
  kept({
    trigger: 'renamed by hand',
    guard: 'mutant: renamed-snapshots-end',
    test: 'a snapshot that somebody gave another name stays when its time is over',
    happens: async ({ hand, notes, sim }) => {
      await hand.renameVolume(notes.get('oldest') ?? '', 'keep-me');
      sim.advance(DAY_MS);
    },
    may: [TAKE],
    harm: async ({ sim }) => (sim.world().volumes.some(({ name }) => name === 'keep-me') ? null : 'The renamed snapshot is gone.'),
  }),
  kept({
    trigger: 'schedule taken out',
    guard: 'mutant: snapshots-end-with-their-schedule',
    test: 'snapshots stay when their schedule is in no file any more',
    happens: ({ push }) => push({ [DIARY]: volume('diary', 8) }),
  }),
  kept({
    trigger: 'tombstone of the volume',
    guard: 'needs-approval',
    test: 'a tombstone of a volume alone ends none of its snapshots',
    happens: ({ push }) => push({ [DIARY]: diary(2, absent) }),
    consent: { give: approveOldest, makes: ['removeVolume'] },
  }),
  kept({
    trigger: 'hold on the volume',
    guard: 'held',
    test: 'no snapshot ends while its volume is held',
    happens: async (world) => {
      await hold(world, ['Volume/diary'], 48);
      world.sim.advance(DAY_MS);
    },
    consent: { give: (world) => hold(world, []), makes: [TAKE, 'removeVolume'] },
  }),
  kept({
    trigger: 'in use',
    guard: 'mutant: mapped-snapshots-end',
    test: 'a snapshot that somebody looks into stays',
    arrange: async (world) => {
      await days(2)(world);
      await world.hand.mapVolume(taken(world)[0] ?? '');
    },
    happens: ({ sim }) => sim.advance(DAY_MS),
    passes: 4,
    may: [TAKE],
  }),
];
