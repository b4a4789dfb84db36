/** What may be made, but not now or not all at once. */
import { approve, removal } from '../consent.ts';
import { app, appOn, cluster, SYNC, tombstone, volume } from '../files.ts';
import type { Row } from '../row.ts';
import { runningApp, volumeData } from '../row.ts';
import { branches, editStatus, hold } from '../status-branch.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;
const NEW_WEB = { 'apps/web.yaml': app('/web', { cmd: 'serve --better' }) };
const GROWN = { 'volumes/pg.yaml': volume('pg', 24) };
const BETTER = { cmd: 'serve --better' };
const ALL_NEW = { 'apps/web.yaml': app('/web', BETTER), 'apps/api.yaml': app('/api', BETTER), 'apps/db.yaml': appOn('pg', '/db', BETTER) };

/** Worlds begin on a Monday at noon. */
const AT_NIGHT = { effect: 'allow', schedule: '0 22 * * *', duration: '4h', classes: ['disruptive', 'destructive'] };
const BY_DAY = { effect: 'deny', schedule: '0 8 * * *', duration: '10h', kinds: ['Volume'], classes: ['additive'] };

const later =
  (hours: number) =>
  ({ sim }: World) =>
    sim.advance(hours * HOUR_MS);

export const timing: readonly Row[] = [
  {
    trigger: 'hold on everything',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'held',
    test: 'while everything is held nothing is made, until the hold is over',
    arrange: (world) => hold(world, ['*']),
    happens: ({ push }) => push(NEW_WEB),
    consent: { give: later(2), makes: ['PUT /web'] },
  },
  {
    trigger: 'hold on one object',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'held',
    test: 'what is held stays, what is not goes on',
    arrange: (world) => hold(world, ['Volume/pg']),
    happens: ({ push }) => push({ ...GROWN, ...NEW_WEB }),
    may: ['PUT /web'],
    consent: { give: (world) => hold(world, []), makes: ['setVolumeSize pg'] },
  },
  {
    trigger: 'hold that cannot be read',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'held',
    test: 'a file of holds that makes no sense holds everything',
    arrange: (world) => editStatus(world, { 'prod/holds.json': '{"schema":1,"holds":[{"ref":"App' }),
    happens: ({ push }) => push(NEW_WEB),
    consent: { give: (world) => hold(world, []), makes: ['PUT /web'] },
  },
  {
    trigger: 'hold at the last moment',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: holds-are-not-read-again',
    test: 'a hold that is pushed while a pass runs stops what that pass has not made yet',
    happens: async (world) => {
      world.marathon.before('GET /v2/info', () => hold(world, ['*']));
      await world.push(NEW_WEB);
    },
    consent: { give: (world) => hold(world, []), makes: ['PUT /web'] },
  },
  {
    trigger: 'hold on one object',
    object: 'Approval',
    lost: { what: 'volume `old`, whose removal is one merge away once its Approval is proposed', isThere: volumeData('old').isThere },
    guard: 'held',
    test: 'for what is held no consent is asked',
    arrange: (world) => hold(world, ['Volume/old']),
    happens: ({ push }) => push({ 'volumes/old.yaml': tombstone('old', 8) }),
    harm: async (world) => ((await branches(world)).includes('plumbline/approve/') ? 'An Approval was proposed.' : null),
  },
  {
    trigger: 'outside the hours',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'window',
    test: 'a restart waits for the night where restarts are for the night',
    arrange: ({ push }) => push({ 'cluster.yaml': cluster({ ...SYNC, windows: [AT_NIGHT] }) }),
    happens: ({ push }) => push(NEW_WEB),
    consent: { give: later(10), makes: ['PUT /web'] },
  },
  {
    trigger: 'outside the hours',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'window',
    test: 'a removal that is approved waits for the night as well',
    arrange: ({ push }) => push({ 'cluster.yaml': cluster({ ...SYNC, windows: [AT_NIGHT] }) }),
    happens: async (world) => {
      await world.push({ 'volumes/old.yaml': tombstone('old', 8) });
      await approve(world, [removal(world, 'old')], 24 * HOUR_MS);
    },
    consent: { give: later(10), makes: ['removeVolume old'] },
  },
  {
    trigger: 'inside forbidden hours',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'window',
    test: 'what is forbidden by day is not made by day',
    arrange: ({ push }) => push({ 'cluster.yaml': cluster({ ...SYNC, windows: [BY_DAY] }) }),
    happens: ({ push }) => push({ ...GROWN, ...NEW_WEB }),
    may: ['PUT /web'],
    consent: { give: later(7), makes: ['setVolumeSize pg'] },
  },
  {
    trigger: 'many changed at once',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'max-disruptive',
    test: 'one app restarts at a time where one may be under way',
    arrange: ({ push }) => push({ 'cluster.yaml': cluster({ ...SYNC, maxDisruptive: 1 }) }),
    happens: async ({ push, pass }) => {
      await push(ALL_NEW);
      await pass();
    },
    passes: 0,
    may: ['PUT /api'],
    consent: { give: ({ sim }) => sim.advance(HOUR_MS), makes: ['PUT /db', 'PUT /web'] },
  },
];
