/** A tracked branch that goes back, goes away or goes wrong, and a git that is not there for a while. */
import { git } from '../../helpers/git-cli.ts';
import { app, volume } from '../files.ts';
import type { Files } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import { runningApp } from '../row.ts';
import { CEILINGS, nothingOrdered } from './money.ts';
import { cutGit, mendGit } from '../status-branch.ts';
import type { World } from '../world.ts';

const MINUTE_MS = 60_000;
const NEW_WEB: Files = { 'apps/web.yaml': app('/web', { cmd: 'serve --better' }) };
const GROWN: Files = { 'volumes/pg.yaml': volume('pg', 24) };
const BROKEN = 'kind: App\n  metadata: {';

/** A volume, once grown, never gives it back. */
const unused: Stake = {
  what: 'room that volume `pg`, of 16 GiB, has not taken',
  isThere: ({ sim }) => sim.world().volumes.some(({ name, sizeGiB }) => name === 'pg' && sizeGiB === 16),
};

async function moveMain({ bare }: World, commit: string): Promise<void> {
  await git(bare, 'update-ref', 'refs/heads/main', commit);
}

/** Something is accepted, after the first commit, which is noted. */
async function goOn(world: World): Promise<void> {
  world.notes.set('first', await git(world.bare, 'rev-parse', 'main'));
  world.notes.set('accepted', await world.push({ 'apps/api.yaml': app('/api', { instances: 2 }) }));
  await world.settle();
}

async function moveBack(world: World): Promise<void> {
  await moveMain(world, world.notes.get('first') ?? '');
}

/** What people do who meant it: the commit in force is merged, and none of its files. */
async function mergeOurs(world: World): Promise<void> {
  const parents = ['main', world.notes.get('accepted') ?? ''].flatMap((commit) => ['-p', commit]);
  await moveMain(world, await git(world.bare, 'commit-tree', 'main^{tree}', ...parents, '-m', 'Merge'));
}

/** Git is away for so long that another agent may be at work; it comes back, with other files, just after the agent looked. */
async function backTooLate(world: World, files: Files): Promise<void> {
  const late = await world.push(files);
  await moveMain(world, `${late}^`);
  await cutGit(world);
  world.sim.advance(5 * MINUTE_MS);
  world.marathon.before('GET /v2/info', async () => {
    await mendGit(world);
    await moveMain(world, late);
  });
}

export const gits: readonly Row[] = [
  {
    trigger: 'branch force-pushed',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: any-commit-is-accepted',
    test: 'a commit that does not contain the one in force is not followed, until people merge that one',
    arrange: goOn,
    happens: async (world) => {
      await moveBack(world);
      await world.push({ ...NEW_WEB, 'apps/api.yaml': app('/api', { instances: 2 }) });
    },
    consent: { give: mergeOurs, makes: ['PUT /web'] },
  },
  {
    trigger: 'branch moved back',
    object: 'App',
    lost: { what: 'the second task of `/api`', isThere: runningApp('/api').isThere },
    guard: 'mutant: any-commit-is-accepted',
    test: 'what was accepted is not undone by moving the branch back',
    arrange: goOn,
    happens: moveBack,
    consent: { give: mergeOurs, makes: ['PUT /api'] },
  },
  {
    trigger: 'branch deleted',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: no-branch-declares-nothing',
    test: 'a branch that is gone does not mean that nothing is declared',
    world: { files: { 'apps/api.yaml': null, 'apps/db.yaml': null } },
    happens: ({ bare }) => git(bare, 'update-ref', '-d', 'refs/heads/main'),
  },
  {
    trigger: 'broken commit, then a restart',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: valid-part-accepted',
    test: 'after a restart on a commit with a mistake the one in force stays in force',
    happens: async (world) => {
      await world.push({ 'apps/web.yaml': BROKEN });
      world.agent = await world.open('data');
    },
  },
  {
    trigger: 'git away for long',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'git-partition',
    test: 'an agent that could not read git for minutes makes nothing of what it knew before',
    happens: async (world) => {
      await backTooLate(world, { 'apps/web.yaml': app('/web', { cmd: 'serve differently' }) });
      await world.hand.editApp('/web', { cmd: 'serve differently' });
    },
  },
  {
    trigger: 'git away for long',
    object: 'Volume',
    lost: unused,
    guard: 'git-partition',
    test: 'a volume is not grown by a commit that may be taken back already',
    arrange: async ({ sim, hand, push, pass }) => {
      const call = `POST /api/instances/Volume::${hand.volumeId('pg')}/action/setVolumeSize`;
      sim.fault({ call, when: 'before', do: 'status', status: 500 });
      await push(GROWN);
      await pass();
    },
    happens: (world) => backTooLate(world, { 'volumes/pg.yaml': volume('pg', 16) }),
  },
  {
    trigger: 'git away for long',
    object: 'Disk',
    lost: nothingOrdered,
    guard: 'mutant: any-purchase-is-a-rescue',
    test: 'nothing is bought without git but by rows that people merged in advance to rescue a pool',
    world: { settings: { ceilings: CEILINGS } },
    happens: async (world) => {
      await cutGit(world);
      world.sim.advance(5 * MINUTE_MS);
      world.shop.offer = { disks: 1, monthlyUsd: 15 };
    },
  },
  {
    trigger: 'git away for a moment',
    object: 'App',
    lost: { what: 'a healthy `/web`: git is no reason to leave it broken', isThere: runningApp('/web').isThere },
    guard: 'mutant: nothing-without-git',
    test: 'what neither spends nor destroys goes on for two minutes without git',
    happens: async (world) => {
      await world.hand.editApp('/web', { cmd: 'broken' });
      await cutGit(world);
    },
    passes: 1,
    may: ['PUT /web'],
  },
];
