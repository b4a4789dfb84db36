/** What happens to the status branch and to who writes it. */
import { addCommits, git } from '../helpers/git-cli.ts';
import type { Nemesis } from './nemeses.ts';
import type { Stage } from './stage.ts';

const STATUS = 'plumbline/status';
const REF = `refs/heads/${STATUS}`;
const WRITER = 'prod/writer.json';
const MINUTE_MS = 60_000;
const TRIES = 5;

export const BRANCH_NEMESES: readonly Nemesis[] = [
  {
    name: 'branch deleted',
    mayStop: true,
    strike: (stage) => {
      stage.atOnce(async () => void (await stage.play.world.look('update-ref', '-d', REF)));
      untilSeen(stage);
      return null;
    },
  },
  {
    name: 'branch rewound',
    mayStop: true,
    strike: (stage) => {
      const back = 1 + stage.chance.below(3);
      stage.atOnce(() => rewind(stage, back));
      untilSeen(stage);
      return null;
    },
  },
  {
    name: 'branch forked',
    mayStop: true,
    strike: (stage) => {
      stage.atOnce(() => fork(stage));
      untilSeen(stage);
      return null;
    },
  },
  {
    name: 'newer version',
    strike: (stage) => {
      stage.atOnce(async () => {
        const before = await stage.play.world.look('show', `${REF}:${WRITER}`);
        const newer = { ...(before === null ? {} : (JSON.parse(before) as object)), schema: 2 };
        await writeStatus(stage, `${JSON.stringify(newer)}\n`, 'A newer version was here');
        stage.later(4 * MINUTE_MS, () => writeStatus(stage, before === null ? null : `${before}\n`, 'The newer version went again'));
      });
      return null;
    },
  },
  {
    name: 'second agent',
    strike: ({ crew, chance, atOnce, later }) => {
      const other = crew.names().includes('one') ? 'other' : 'one';
      const goes = chance.below(2) === 0 ? 'one' : 'other';
      atOnce(() => crew.join(other));
      later((3 + chance.below(4)) * MINUTE_MS, () => crew.dismiss(goes));
      return null;
    },
  },
];

/** Nobody pushes the next thing before it can have been noticed that memory was lost, which takes two minutes. */
function untilSeen({ later }: Stage): void {
  later(5 * MINUTE_MS, () => undefined);
}

/** As far back as there is something. */
async function rewind({ play: { world } }: Stage, back: number): Promise<void> {
  const line = ((await world.look('rev-list', `--max-count=${back + 1}`, REF)) ?? '').split('\n');
  const target = line.at(-1) ?? '';
  if (line.length > 1) await world.look('update-ref', REF, target);
  else await world.look('update-ref', '-d', REF);
}

/** Another newest commit with the same files: somebody amended it. */
async function fork({ play: { world } }: Stage): Promise<void> {
  const [tip, parent] = ((await world.look('rev-list', '--max-count=2', REF)) ?? '').split('\n');
  if (tip === undefined || tip === '') return;
  const parents = parent === undefined ? [] : ['-p', parent];
  const other = await git(world.bare, 'commit-tree', `${tip}^{tree}`, ...parents, '-m', 'Amended by hand');
  await git(world.bare, 'update-ref', REF, other);
}

/** Commits to the status branch as anybody may; an agent that pushes at the same time makes it try again. */
async function writeStatus({ play: { world } }: Stage, text: string | null, message: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await addCommits(world.bare, STATUS, [{ files: { [WRITER]: text }, message, atS: Math.floor(world.sim.now() / 1000) }]);
      return;
    } catch (thrown) {
      if (attempt === TRIES) throw thrown;
    }
  }
}
