/** A status branch that is gone, went back, or is not what this version writes. */
import { approve, removal } from '../consent.ts';
import { app, tombstone, volume } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import { runningApp, volumeData } from '../row.ts';
import { deleteStatus, editStatus, moveStatus, statusFile, statusTip } from '../status-branch.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;
const NEW_WEB = { 'apps/web.yaml': app('/web', { cmd: 'serve --better' }) };

const lastTasks: Stake = { what: 'the last tasks of `/db`, which would start on an empty volume', isThere: runningApp('/db').isThere };

async function removeOld(world: World): Promise<void> {
  await world.push({ 'volumes/old.yaml': tombstone('old', 8) });
  await approve(world, [removal(world, 'old')], 24 * HOUR_MS);
}

/** Every file of the journal is as a later version might write it. */
async function writeAsNewer(world: World): Promise<void> {
  const text = await statusFile(world, 'prod/accepted.json');
  await editStatus(world, { 'prod/accepted.json': JSON.stringify({ ...(JSON.parse(text) as object), schema: 99 }) });
}

export const journal: readonly Row[] = [
  {
    trigger: 'journal deleted',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'memory-lost',
    test: 'an agent that lost its memory removes nothing, approved or not',
    happens: async (world) => {
      await deleteStatus(world);
      await removeOld(world);
    },
    passes: 6,
  },
  {
    trigger: 'journal deleted while a volume is gone',
    object: 'Volume',
    lost: lastTasks,
    guard: 'memory-lost',
    test: 'an agent that lost its memory makes no volume: it may have been there before',
    happens: async (world) => {
      await deleteStatus(world);
      await world.hand.removeVolume('pg');
      world.agent = await world.open('elsewhere');
    },
    passes: 6,
  },
  {
    trigger: 'journal moved back',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'memory-lost',
    test: 'an agent whose journal went back removes nothing',
    arrange: async (world) => {
      world.notes.set('tip', await statusTip(world));
      await world.push(NEW_WEB);
      await world.settle();
    },
    happens: async (world) => {
      await moveStatus(world, world.notes.get('tip') ?? '');
      await removeOld(world);
    },
    passes: 6,
  },
  {
    trigger: 'journal of a newer version',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: newer-journals-are-read',
    test: 'a version that does not understand the journal changes nothing',
    arrange: writeAsNewer,
    happens: ({ push }) => push(NEW_WEB),
  },
  {
    trigger: 'journal of a newer version',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: newer-journals-are-read',
    test: 'a version that does not understand the journal grows nothing',
    arrange: writeAsNewer,
    happens: ({ push }) => push({ 'volumes/pg.yaml': volume('pg', 24) }),
  },
  {
    trigger: 'journal of a newer version, taken back',
    object: 'Volume',
    lost: lastTasks,
    guard: 'newer-schema',
    test: 'a plan made without the journal is not carried out when the journal is back',
    arrange: async (world) => {
      await world.hand.removeVolume('pg');
      world.notes.set('accepted', await statusFile(world, 'prod/accepted.json'));
      await writeAsNewer(world);
    },
    happens: (world) =>
      world.marathon.before('GET /v2/info', () => editStatus(world, { 'prod/accepted.json': `${world.notes.get('accepted')}\n` })),
  },
  {
    trigger: 'journal made no sense of',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: broken-journals-are-new',
    test: 'a journal that cannot be understood is not taken for none',
    arrange: (world) => editStatus(world, { 'prod/accepted.json': '<<<<<<< HEAD' }),
    happens: ({ push }) => push(NEW_WEB),
  },
];
