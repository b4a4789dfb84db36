/** What was declared is declared no more, or under another name. */
import { app, appOn, cluster, SYNC, volume } from '../files.ts';
import type { Files } from '../files.ts';
import { appCreation, appRemoval, approve } from '../consent.ts';
import type { Row } from '../row.ts';
import { runningApp, volumeData } from '../row.ts';

const DAY_MS = 86_400_000;
const NO_APPS: Files = { 'apps/db.yaml': null, 'apps/web.yaml': null, 'apps/api.yaml': null };

export const omission: readonly Row[] = [
  {
    trigger: 'file deleted',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'mutant: storage-is-pruned',
    test: 'a volume that is no longer declared is forgotten, not removed',
    happens: ({ push }) => push({ 'volumes/old.yaml': null }),
  },
  {
    trigger: 'file deleted',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: prunes-unasked',
    test: 'an app that is no longer declared keeps running while its kind is not pruned',
    world: { files: { 'cluster.yaml': cluster({ mode: 'apply' }) } },
    happens: ({ push }) => push({ 'apps/web.yaml': null }),
    consent: { give: ({ push }) => push({ 'cluster.yaml': cluster(SYNC) }), makes: ['DELETE /web'] },
  },
  {
    trigger: 'folder emptied',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'blast-radius',
    test: 'all apps at once are not pruned',
    happens: ({ push }) => push(NO_APPS),
    consent: {
      give: (world) =>
        approve(
          world,
          ['/api', '/db', '/web'].map((id) => appRemoval(id)),
        ),
      makes: ['DELETE /api', 'DELETE /db', 'DELETE /web'],
    },
  },
  {
    trigger: 'folder emptied',
    object: 'Volume',
    lost: volumeData('logs'),
    guard: 'mutant: storage-is-pruned',
    test: 'volumes stay when none of them is declared any more',
    world: { files: { 'apps/db.yaml': null } },
    happens: ({ push }) => push({ 'volumes/old.yaml': null, 'volumes/logs.yaml': null, 'volumes/pg.yaml': null }),
  },
  {
    trigger: 'files deleted one by one',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'blast-radius',
    test: 'apps taken out one after the other count together for a day',
    happens: async (world) => {
      await world.push({ 'apps/api.yaml': null });
      await world.passes();
      await world.push({ 'apps/web.yaml': null });
    },
    may: ['DELETE /api'],
    consent: { give: ({ sim }) => sim.advance(DAY_MS), makes: ['DELETE /web'] },
  },
  {
    trigger: 'limit raised along with it',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: limits-of-the-new-commit',
    test: 'a commit does not raise the limit by which it is judged',
    happens: ({ push }) => push({ ...NO_APPS, 'cluster.yaml': cluster({ ...SYNC, blastRadius: 100 }) }),
  },
  {
    trigger: 'document renamed',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'looks-like-rename',
    test: 'an app under another name does not cost the one that runs',
    happens: ({ push }) => push({ 'apps/web.yaml': app('/website') }),
    consent: {
      give: (world) => approve(world, [appRemoval('/web'), appCreation('/website')]),
      makes: ['DELETE /web', 'PUT /website'],
    },
  },
  {
    trigger: 'document renamed',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'looks-like-rename',
    test: 'a volume under another name is not made anew, empty, beside the one with the data',
    happens: ({ push }) => push({ 'volumes/old.yaml': volume('older', 8) }),
    consent: {
      give: ({ push }) => push({ 'volumes/old.yaml': volume('older', 8, {}, { renamedFrom: 'old' }) }),
      makes: ['setVolumeName old'],
    },
  },
  {
    trigger: 'file broken',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: valid-part-accepted',
    test: 'an app whose file cannot be read is not taken for one that is gone',
    happens: ({ push }) => push({ 'apps/web.yaml': 'kind: App\n  metadata: {' }),
  },
  {
    trigger: 'file broken',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: valid-part-accepted',
    test: 'nothing of a commit with a mistake is made, not even what is right in it',
    happens: ({ push }) => push({ 'apps/web.yaml': 'kind: App\n  metadata: {', 'volumes/pg.yaml': volume('pg', 64) }),
    consent: { give: ({ push }) => push({ 'apps/web.yaml': app('/web') }), makes: ['setVolumeSize pg'] },
  },
  {
    trigger: 'mount changed',
    object: 'App',
    lost: volumeData('pg'),
    guard: 'mutant: storage-is-pruned',
    test: 'a volume that nothing mounts any more stays',
    happens: ({ push }) => push({ 'apps/db.yaml': appOn('logs', '/db'), 'volumes/pg.yaml': null }),
    may: ['PUT /db'],
  },
];
