/** Systems that answer wrongly, half or not at all, and other systems behind the address. */
import { pointBack, pointElsewhere } from '../elsewhere.ts';
import { cluster, doc, volume } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import { runningApp, volumeData } from '../row.ts';
import type { World } from '../world.ts';

const VOLUMES = 'GET /api/types/Volume/instances';
const APPS = 'GET /v2/apps';
const GROWN = { 'volumes/pg.yaml': volume('pg', 24) };

/** `/web` and `/api` are told apart from what is declared by nobody but Marathon. */
const twice: Stake = { what: 'the tasks of `/web`, which would all be started anew', isThere: runningApp('/web').isThere };
const once: Stake = { what: 'the data on volume `pg`, in whose place an empty one would be made', isThere: volumeData('pg').isThere };

function empty(call: string): (world: World) => void {
  return ({ sim }) => sim.fault({ call, times: 1_000, when: 'before', do: 'empty' });
}

/** Without the first object of a list, as credentials see it that may not see all. */
function withoutFirst(text: string): string {
  const parsed = JSON.parse(text) as unknown[] | { readonly apps: unknown[] };
  return JSON.stringify(Array.isArray(parsed) ? parsed.slice(1) : { apps: parsed.apps.slice(1) });
}

/**
 * A cluster that was in use before the agent came, and one list of it that is never whole: whoever takes it for empty makes
 * what is there already, and begins to change what people only wanted watched.
 */
function unread(
  trigger: string,
  lie: (text: string) => string | null,
  tests: { readonly Volume: string; readonly App: string },
): readonly Row[] {
  const apps: Row = {
    trigger,
    object: 'App',
    lost: { what: '`/web`, which people run by hand and want only watched', isThere: runningApp('/web').isThere },
    guard: 'mutant: unknown-apps-are-none',
    test: tests.App,
    world: { isNew: true, files: { 'cluster.yaml': doc('Cluster', 'prod') } },
    arrange: ({ hand }) => hand.makeApp('/web'),
    happens: ({ marathon }) => marathon.answer(APPS, lie),
    consent: {
      give: ({ marathon, push }) => (marathon.honest(), push({ 'cluster.yaml': cluster() })),
      makes: ['createVolume logs', 'createVolume old', 'createVolume pg', 'PUT /api', 'PUT /web', 'PUT /db'],
    },
  };
  const volumes: Row = {
    trigger,
    object: 'Volume',
    lost: { what: 'a storage with the volume `pg`, which people only want watched', isThere: volumeData('pg').isThere },
    guard: 'mutant: unknown-volumes-are-none',
    test: tests.Volume,
    world: { isNew: true, files: { 'cluster.yaml': doc('Cluster', 'prod') } },
    arrange: ({ hand }) => hand.makeVolume('pg', 16),
    happens: ({ scaleio }) => scaleio.answer(VOLUMES, lie),
    consent: {
      give: ({ scaleio, push }) => (scaleio.honest(), push({ 'cluster.yaml': cluster() })),
      makes: ['createVolume logs', 'createVolume old', 'PUT /api', 'PUT /db', 'PUT /web'],
    },
  };
  return [volumes, apps];
}

export const answers: readonly Row[] = [
  {
    trigger: 'empty list',
    object: 'Volume',
    lost: once,
    guard: 'mutant: lists-are-believed',
    test: 'a list of no volumes makes none',
    happens: empty(VOLUMES),
  },
  {
    trigger: 'empty list',
    object: 'App',
    lost: twice,
    guard: 'mutant: apps-are-not-looked-at-again',
    test: 'a list of no apps makes none',
    happens: empty(APPS),
  },
  {
    trigger: 'filtered list',
    object: 'Volume',
    lost: once,
    guard: 'mutant: lists-are-believed',
    test: 'a volume that the credentials may not see any more is not made anew',
    happens: ({ scaleio }) => scaleio.answer(VOLUMES, withoutFirst),
  },
  {
    trigger: 'filtered list',
    object: 'App',
    lost: twice,
    guard: 'mutant: apps-are-not-looked-at-again',
    test: 'an app that the credentials may not see any more is not made anew',
    happens: ({ marathon }) => marathon.answer(APPS, withoutFirst),
  },
  ...unread('list not answered', () => null, {
    Volume: 'volumes that could not be read are not taken for none',
    App: 'apps that could not be read are not taken for none',
  }),
  ...unread('answer cut short', (text) => text.slice(0, text.length / 2), {
    Volume: 'half a list of volumes is no list',
    App: 'half a list of apps is no list',
  }),
  ...unread('answer of something else', () => '<html>Please sign in.</html>', {
    Volume: 'the page of a proxy is no list of volumes',
    App: 'the page of a proxy is no list of apps',
  }),
  ...unread('answer without the list', () => '{"message":"Not now."}', {
    Volume: 'an object that is no list of volumes is none',
    App: 'an object without its list of apps is none',
  }),
  {
    trigger: 'other system behind the address',
    object: 'App',
    lost: { what: 'the `/web` of another Marathon', isThere: async ({ elsewhere }) => (await elsewhere()).world().apps.length === 1 },
    guard: 'mutant: systems-are-not-pinned',
    test: 'the apps of another Marathon are not changed',
    happens: async ({ marathon, elsewhere }) => void (marathon.target = (await elsewhere()).marathon),
    consent: { give: ({ marathon, sim, push }) => ((marathon.target = sim.marathon), push(GROWN)), makes: ['setVolumeSize pg'] },
  },
  {
    trigger: 'other system behind the address',
    object: 'StoragePool',
    lost: { what: 'the room of another ScaleIO', isThere: async ({ elsewhere }) => (await elsewhere()).world().pools.length === 1 },
    guard: 'mutant: systems-are-not-pinned',
    test: 'in another ScaleIO nothing is made',
    happens: async (world) => {
      await pointElsewhere(world);
      const tin = doc('StoragePool', 'tin', { protectionDomain: 'more' });
      await world.push({ 'storage/more.yaml': `${doc('ProtectionDomain', 'more')}---\n${tin}` });
    },
    consent: { give: pointBack, makes: ['createProtectionDomain more', 'createStoragePool tin'] },
  },
];
