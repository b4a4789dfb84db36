/** Deleting what people asked to be deleted. */
import { approve, removal, appRemoval } from '../consent.ts';
import { app, appWithLocalData, tombstone } from '../files.ts';
import type { Files } from '../files.ts';
import type { Row } from '../row.ts';
import { runningApp, volumeData } from '../row.ts';
import { acceptPushes, changeLog, refusePushes } from '../status-branch.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;
const OLD_GOES: Files = { 'volumes/old.yaml': tombstone('old', 8) };
const absent = { state: 'absent' };
const ALL_APPS_GO: Files = { 'apps/web.yaml': app('/web', {}, absent), 'apps/api.yaml': app('/api', {}, absent) };

/** Both parts of consent at once. */
async function remove(world: World): Promise<void> {
  await world.push(OLD_GOES);
  await approve(world, [removal(world, 'old')]);
}

export const deletion: readonly Row[] = [
  {
    trigger: 'tombstone',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'needs-approval',
    test: 'a tombstone alone removes no volume',
    happens: ({ push }) => push(OLD_GOES),
    consent: { give: (world) => approve(world, [removal(world, 'old')]), makes: ['removeVolume old'] },
  },
  {
    trigger: 'tombstone',
    object: 'App',
    lost: { what: 'the data of `/shop/local` on the disk of its host', isThere: runningApp('/shop/local').isThere },
    guard: 'needs-approval',
    test: 'a tombstone alone deletes no app that keeps its data on its host',
    world: { files: { 'apps/local.yaml': appWithLocalData('/shop/local') } },
    happens: ({ push }) => push({ 'apps/local.yaml': appWithLocalData('/shop/local', absent) }),
    consent: { give: (world) => approve(world, [appRemoval('/shop/local', 'destructive')]), makes: ['DELETE /shop/local'] },
  },
  {
    trigger: 'many tombstones',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'blast-radius',
    test: 'many apps are not deleted at once, however clearly it is said',
    happens: ({ push }) => push(ALL_APPS_GO),
    may: ['DELETE /api'],
    consent: { give: (world) => approve(world, [appRemoval('/web')]), makes: ['DELETE /web'] },
  },
  {
    trigger: 'many tombstones',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'delete-rate',
    test: 'of two volumes whose removal is approved the second goes an hour later',
    happens: async (world) => {
      await world.push({ ...OLD_GOES, 'volumes/logs.yaml': tombstone('logs', 8) });
      await approve(world, [removal(world, 'old'), removal(world, 'logs')], 3 * HOUR_MS);
    },
    may: ['removeVolume logs'],
    consent: { give: ({ sim }) => sim.advance(HOUR_MS), makes: ['removeVolume old'] },
  },
  {
    trigger: 'in use',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'mutant: mapped-volumes-are-removed',
    test: 'a volume that a host still uses waits, although its removal is approved',
    arrange: ({ hand }) => hand.mapVolume('old'),
    happens: remove,
    consent: { give: ({ hand }) => hand.unmapVolume('old'), makes: ['removeVolume old'] },
  },
  {
    trigger: 'in use at the last moment',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'mutant: preconditions-are-not-read-again',
    test: 'a volume that was mapped after the plan was made waits',
    happens: async (world) => {
      // The first look is for the intent, which is written down when nothing is in the way.
      world.scaleio.after(`GET /api/instances/Volume::${world.hand.volumeId('old')}`, () => world.hand.mapVolume('old'));
      await remove(world);
    },
    consent: { give: ({ hand }) => hand.unmapVolume('old'), makes: ['removeVolume old'] },
  },
  {
    trigger: 'answer lost',
    object: 'Volume',
    lost: { what: 'the truth of the change log, which says each call once', isThere: async (world) => (await changeLog(world)).length > 0 },
    guard: 'mutant: lines-are-appended-again',
    test: 'a removal whose answer was lost stands in the log once',
    happens: async (world) => {
      const id = world.hand.volumeId('old');
      world.sim.fault({ call: `POST /api/instances/Volume::${id}/action/removeVolume`, when: 'after', do: 'reset' });
      await remove(world);
    },
    may: ['removeVolume old'],
    harm: async (world) => {
      const lines = (await changeLog(world)).filter((line) => line.includes('remove Volume/old'));
      return lines.length === 1 ? null : `The log has ${lines.length} lines for one removal.`;
    },
  },
  {
    trigger: 'intent cannot be pushed',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'mutant: intent-after-the-call',
    test: 'nothing is removed before the intent stands on the status branch',
    happens: async (world) => {
      await remove(world);
      await refusePushes(world);
    },
    consent: { give: acceptPushes, makes: ['removeVolume old'] },
  },
];
