/** What people do with the pool's file, with the agent's proposal and with its branch, just when it is at work. */
import { git } from '../helpers/git-cli.ts';
import { GROWTH_BRANCH, POOL_FILE } from '../growth/files.ts';
import { MOVED_FILE, nextKey, poolIn, readPool, reformatted, withLimits, withoutRow, withRow } from './pool-file.ts';
import { aWhileMs, MINUTE_MS } from './stage.ts';
import type { Nemesis, Stage } from './stage.ts';

const STATUS = 'plumbline/status';
const WRITER = 'prod/writer.json';
const TRIES = 5;

/** Beside the request under way. */
function doing(name: string, act: (stage: Stage) => Promise<void> | void): Nemesis {
  return {
    name,
    strike: (stage) => {
      stage.atOnce(() => act(stage));
      return null;
    },
  };
}

export const PEOPLE_NEMESES: readonly Nemesis[] = [
  doing('own row with the next key', ({ person }) => person.edit((text) => ownRow(text, 200), 'A row of my own')),
  doing('two rows at once', ({ person }) => person.edit((text) => ownRow(ownRow(text, 120), 120), 'Two rows of my own')),
  doing('limits lowered', async (stage) => {
    const { limits } = await readPool(stage.world);
    await stage.person.edit((text) => withLimits(text, { ...limits, rows: 1, rawGiB: 540 }), 'No more than one row');
    stage.later(aWhileMs(stage), () => stage.person.edit((text) => withLimits(text, limits), 'As many rows as before'));
  }),
  doing('newest row reverted', async (stage) => {
    const { rows, text } = await readPool(stage.world);
    const key = [...rows.keys()].at(-1);
    const line = key === undefined ? undefined : new RegExp(`^ *(${key}: .*)$`, 'm').exec(text)?.[1];
    if (key === undefined || line === undefined) return;
    await stage.person.edit((now) => withoutRow(now, key, null), `Revert ${key}`);
    stage.later(aWhileMs(stage), () =>
      stage.person.edit((now) => (poolIn(now).rows.has(key) ? now : withRow(now, line)), `Revert the revert of ${key}`),
    );
  }),
  doing('rows reformatted', (stage) => stage.person.edit(reformatted, 'Tidy up')),
  doing('pool file moved', async (stage) => {
    await rename(stage, MOVED_FILE);
    stage.later((1 + stage.chance.below(10)) * MINUTE_MS, () => rename(stage, POOL_FILE));
  }),
  doing('a file broken', async ({ world, later, chance }) => {
    await world.commit({ 'storage/broken.yaml': 'kind: [' }, 'A typo');
    later((1 + chance.below(10)) * MINUTE_MS, async () => void (await world.commit({ 'storage/broken.yaml': null }, 'No typo')));
  }),
  doing('proposal touched', (stage) => touch(stage)),
  doing('proposal deleted', async ({ person, later, chance }) => {
    await person.decline();
    later((1 + chance.below(10)) * MINUTE_MS, () => person.edit((text) => ownRow(text, 180), 'A row by hand'));
  }),
  doing('proposal branch forged', async ({ world }) => {
    const main = await world.look('rev-parse', 'main');
    if (main !== null) await world.move(GROWTH_BRANCH, main);
  }),
  doing('status branch deleted', async (stage) => {
    await stage.world.move(STATUS, null);
    untilSeen(stage);
  }),
  doing('status branch rewound', async (stage) => {
    const line = ((await stage.world.look('rev-list', `--max-count=${2 + stage.chance.below(3)}`, STATUS)) ?? '').split('\n');
    await stage.world.move(STATUS, line.length > 1 ? (line.at(-1) ?? null) : null);
    untilSeen(stage);
  }),
  doing('status branch forked', async (stage) => {
    const { world } = stage;
    const [tip, parent] = ((await world.look('rev-list', '--max-count=2', STATUS)) ?? '').split('\n');
    if (tip === undefined || tip === '') return;
    const parents = parent === undefined ? [] : ['-p', parent];
    await world.move(STATUS, await git(world.bare, 'commit-tree', `${tip}^{tree}`, ...parents, '-m', 'Amended by hand'));
    untilSeen(stage);
  }),
  doing('newer version', async (stage) => {
    const before = await stage.world.look('show', `${STATUS}:${WRITER}`);
    const newer = { ...(before === null ? {} : (JSON.parse(before) as object)), schema: 99 };
    await writeStatus(stage, `${JSON.stringify(newer)}\n`);
    stage.later(4 * MINUTE_MS, () => writeStatus(stage, before === null ? null : `${before}\n`));
  }),
];

function ownRow(text: string, sizeGiB: number): string {
  return withRow(text, `${nextKey(poolIn(text))}: ${sizeGiB}`);
}

/** Nobody does the next thing before it can have been noticed that memory was lost, which takes two minutes. */
function untilSeen({ later }: Stage): void {
  later(5 * MINUTE_MS, () => undefined);
}

/** Somebody thinks that a smaller row will do. */
async function touch({ world, tell }: Stage): Promise<void> {
  if (!world.tips().has(GROWTH_BRANCH)) return;
  const { path, text, rows } = await readPool(world, GROWTH_BRANCH);
  const key = [...rows.keys()].at(-1) ?? '';
  if ((await readPool(world)).rows.has(key)) return;
  await world.commit({ [path]: withoutRow(text, key, `${key}: 160`) }, 'Somewhat smaller', GROWTH_BRANCH);
  tell('somebody commits to the proposed row');
}

async function rename({ world }: Stage, to: string): Promise<void> {
  const { path, text } = await readPool(world);
  if (path !== to) await world.commit({ [path]: null, [to]: text }, `Rename to ${to}`);
}

/** As anybody may; an agent that pushes at the same time makes it try again. */
async function writeStatus({ world }: Stage, text: string | null): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await world.commit({ [WRITER]: text }, 'By another version', STATUS);
      return;
    } catch (thrown) {
      if (attempt === TRIES) throw thrown;
    }
  }
}
