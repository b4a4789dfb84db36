/** Volumes that people removed, renamed or replaced by hand. */
import { approve, recreation } from '../consent.ts';
import { appOn, volume } from '../files.ts';
import type { Files } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import { runningApp, volumeData } from '../row.ts';
import type { World } from '../world.ts';

/** What is left when the volume is gone: tasks that still run, and the chance to put the data back. */
const lastTasks: Stake = { what: 'the last tasks of `/db`, which would start on an empty volume', isThere: runningApp('/db').isThere };
const NEW_DB: Files = { 'apps/db.yaml': appOn('pg', '/db', { cmd: 'serve --better' }) };
const GROWN: Files = { 'volumes/pg.yaml': volume('pg', 24) };

/** Put back by a person, under its old name: all is well again. */
const renamedBack = { give: ({ hand }: World) => hand.renameVolume('stray', 'pg'), makes: ['PUT /db'] };

export const missing: readonly Row[] = [
  {
    trigger: 'volume removed by hand',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: lost-is-made-anew',
    test: 'a volume that was seen and is gone is not made anew, empty',
    arrange: noteId,
    happens: ({ hand }) => hand.removeVolume('pg'),
    consent: { give: letGo, makes: ['createVolume pg'] },
  },
  {
    trigger: 'volume removed by hand',
    object: 'App',
    lost: lastTasks,
    guard: 'missing',
    test: 'an app whose volume is gone is not restarted',
    happens: async ({ hand, push }) => {
      await hand.removeVolume('pg');
      await push(NEW_DB);
    },
  },
  {
    trigger: 'volume renamed by hand',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: volumes-are-known-by-name',
    test: 'a volume that has another name now is not made anew beside itself',
    happens: ({ hand }) => hand.renameVolume('pg', 'stray'),
  },
  {
    trigger: 'volume renamed by hand',
    object: 'App',
    lost: lastTasks,
    guard: 'missing',
    test: 'an app whose volume has another name is not restarted before it has its own again',
    happens: async ({ hand, push }) => {
      await hand.renameVolume('pg', 'stray');
      await push(NEW_DB);
    },
    consent: renamedBack,
  },
  {
    trigger: 'volume replaced by hand',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: namesakes-take-the-place',
    test: 'another volume of the same name is not taken for the one with the data',
    arrange: noteId,
    happens: async (world) => {
      await replace(world);
      await world.push(GROWN);
    },
    consent: { give: letGo, makes: ['setVolumeSize pg'] },
  },
  {
    trigger: 'volume replaced by hand',
    object: 'App',
    lost: lastTasks,
    guard: 'missing',
    test: 'an app is not restarted onto a volume that took the place of its own',
    happens: async (world) => {
      await replace(world);
      await world.push(NEW_DB);
    },
  },
  {
    trigger: 'volumes swapped by hand',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: volumes-are-known-by-name',
    test: 'the volume with the data is meant, whatever has its name now',
    happens: async (world) => {
      await swap(world);
      await world.push(GROWN);
    },
  },
  {
    trigger: 'volumes swapped by hand',
    object: 'App',
    lost: lastTasks,
    guard: 'missing',
    test: 'an app is not restarted onto a volume that only has the name of its own',
    happens: async (world) => {
      await swap(world);
      await world.push(NEW_DB);
    },
  },
];

async function replace({ hand }: World): Promise<void> {
  await hand.removeVolume('pg');
  await hand.makeVolume('pg', 16);
}

/** The one with the data is still there, under a name that nobody looks for. */
async function swap({ hand }: World): Promise<void> {
  await hand.renameVolume('pg', 'stray');
  await hand.makeVolume('pg', 16);
}

/** Consent names the volume that is gone: its id is kept before. */
function noteId({ hand, notes }: World): void {
  notes.set('pg', hand.volumeId('pg'));
}

/** Whatever was on it is given up. */
function letGo(world: World): Promise<void> {
  return approve(world, [recreation('pg', world.notes.get('pg') ?? '')]);
}
