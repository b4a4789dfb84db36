/** What the agent only watches: by rule, at first contact, because it is not its own, because it runs in it. */
import { app, cluster, doc, pool, SYNC, volume } from '../files.ts';
import type { Row } from '../row.ts';
import { chosenThresholds, runningApp, volumeData } from '../row.ts';
import type { World } from '../world.ts';

const NEW_WEB = { 'apps/web.yaml': app('/web', { cmd: 'serve --better' }) };
const GROWN = { 'volumes/pg.yaml': volume('pg', 24) };
const applyAll = ({ push }: World): Promise<string> => push({ 'cluster.yaml': cluster() });

function observing(rule: object): (world: World) => Promise<string> {
  return ({ push }) => push({ 'cluster.yaml': cluster({ ...SYNC, rules: [{ mode: 'observe', ...rule }] }) });
}

/** A cluster full of things that the agent has never met, one of which is declared otherwise. */
async function meet(world: World): Promise<void> {
  await world.hand.makeApp('/web');
  await world.hand.setThresholds(70, 75);
}

/** The agent starts again, told which app it runs in. */
async function runsInWeb(world: World): Promise<void> {
  world.agent = await world.open('data', { self: '/web' });
}

const UNDECIDED = { isNew: true, files: { 'cluster.yaml': doc('Cluster', 'prod') } };

export const modes: readonly Row[] = [
  {
    trigger: 'rule to observe, by kind',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'observed',
    test: 'a kind that is to be observed is not changed',
    arrange: observing({ kinds: ['Volume'] }),
    happens: ({ push }) => push(GROWN),
    consent: { give: applyAll, makes: ['setVolumeSize pg'] },
  },
  {
    trigger: 'rule to observe, by name',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'observed',
    test: 'an app whose name is to be observed is not changed',
    arrange: observing({ names: ['/w*'] }),
    happens: ({ push }) => push(NEW_WEB),
    consent: { give: applyAll, makes: ['PUT /web'] },
  },
  {
    trigger: 'rule to observe, by file',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'observed',
    test: 'an app of a file that is to be observed is not changed',
    arrange: observing({ files: ['apps/**'] }),
    happens: ({ push }) => push(NEW_WEB),
    consent: { give: applyAll, makes: ['PUT /web'] },
  },
  {
    trigger: 'first contact',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'observed',
    test: 'apps of a cluster that was there before are not changed until people say so',
    world: UNDECIDED,
    arrange: meet,
    happens: () => null,
    consent: {
      give: applyAll,
      makes: ['setCapacityAlertThresholds', 'createVolume logs', 'createVolume old', 'createVolume pg', 'PUT /api', 'PUT /web', 'PUT /db'],
    },
  },
  {
    trigger: 'first contact',
    object: 'StoragePool',
    lost: chosenThresholds(70, 75),
    guard: 'observed',
    test: 'storage that was there before is not changed until people say so',
    world: { isNew: true, files: { ...UNDECIDED.files, ...onlyPool() } },
    arrange: async ({ hand }) => {
      await hand.setThresholds(70, 75);
      await hand.makeVolume('theirs', 8);
    },
    happens: () => null,
    consent: { give: applyAll, makes: ['setCapacityAlertThresholds'] },
  },
  {
    trigger: 'first contact while a system is silent',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: contact-without-counting',
    test: 'a cluster that could not be seen whole is not taken for an empty one',
    world: UNDECIDED,
    arrange: meet,
    happens: async ({ sim, pass }) => {
      sim.fault({ call: 'GET /v2/apps', times: 3, when: 'before', do: 'status', status: 500 });
      await pass();
    },
  },
  {
    trigger: 'made by hand',
    object: 'App',
    lost: runningApp('/theirs'),
    guard: 'mutant: undeclared-apps-are-pruned',
    test: 'an app that the agent never had anything to do with is not pruned',
    arrange: ({ hand }) => hand.makeApp('/theirs'),
    happens: ({ push }) => push({ 'apps/api.yaml': app('/api', { instances: 2 }) }),
    may: ['PUT /api'],
  },
  {
    trigger: 'made by hand',
    object: 'Volume',
    lost: volumeData('theirs'),
    guard: 'mutant: undeclared-volumes-are-removed',
    test: 'a volume that is declared nowhere is not removed',
    arrange: ({ hand }) => hand.makeVolume('theirs', 8),
    happens: ({ push }) => push(GROWN),
    may: ['setVolumeSize pg'],
  },
  {
    trigger: 'marked by another cluster',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'not-ours',
    test: 'an app that carries the mark of another cluster is not deleted',
    arrange: ({ hand }) => hand.editApp('/web', { labels: { plumbline: 'staging/4' } }),
    happens: ({ push }) => push({ 'apps/web.yaml': null }),
  },
  {
    trigger: 'change of its own app',
    object: 'App',
    lost: { what: 'the agent itself, which runs in `/web`', isThere: runningApp('/web').isThere },
    guard: 'itself',
    test: 'the agent does not restart the app it runs in',
    arrange: runsInWeb,
    happens: ({ push }) => push({ ...NEW_WEB, 'apps/api.yaml': app('/api', { instances: 2 }) }),
    may: ['PUT /api'],
  },
  {
    trigger: 'its own app deleted',
    object: 'App',
    lost: { what: 'the agent itself, which runs in `/web`', isThere: runningApp('/web').isThere },
    guard: 'itself',
    test: 'the agent does not delete the app it runs in',
    arrange: runsInWeb,
    happens: ({ push }) => push({ 'apps/web.yaml': null }),
  },
];

function onlyPool(): { readonly [file: string]: string | null } {
  const gone = ['volumes/pg', 'volumes/logs', 'volumes/old', 'apps/db', 'apps/web', 'apps/api'].map(
    (file) => [`${file}.yaml`, null] as const,
  );
  return { ...Object.fromEntries(gone), 'pool.yaml': pool() };
}
