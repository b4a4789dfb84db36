/** The person who looks after the cluster: merges what is proposed, when it can be merged, and edits the pool's file. */
import type { Random } from '../../simulator/random.ts';
import { GROWTH_BRANCH } from '../growth/files.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';
import { gitWithInput } from '../helpers/git-cli.ts';
import { readPool } from './pool-file.ts';

export interface Person {
  /** Looks at what the agent proposes, and consents to it when it has waited long enough. */
  look(): Promise<void>;
  /** Commits another text of the pool's file; nothing when it is the same. */
  edit(change: (text: string) => string, message: string): Promise<void>;
  /** Declines the proposed row, whatever is proposed later is looked at again. */
  decline(): Promise<void>;
  /** From now on nobody reads proposals. */
  sleep(): void;
  /** From now on, changes with such ids are consented to. */
  approve(ids: RegExp): void;
}

const MINUTE_MS = 60_000;
const APPROVALS = 'plumbline/approve/';
/** Somebody may push at the same time. */
const TRIES = 5;
/** Nobody waits with this one. */
const RECOVER = /^recover Cluster\/prod$/;

export function makePerson(world: GrowthWorld, chance: Random, tell: (line: string) => void): Person {
  const { sim, look } = world;
  let seen: { readonly commit: string; readonly mergesMs: number } | null = null;
  let isAsleep = false;
  let approved: RegExp = RECOVER;
  const texts = new Map<string, string>();
  const merge = async (branch: string, what: string): Promise<boolean> => {
    const [main, tip] = [await look('rev-parse', 'main'), await look('rev-parse', branch)];
    // The tree of a merge without conflicts: git merge-tree says no to any other.
    const tree = await look('merge-tree', '--write-tree', main ?? '', tip ?? '');
    if (main === null || tip === null || tree === null) return false;
    const isAhead = (await look('merge-base', main, tip)) === main;
    const commit = isAhead ? tip : await mergeCommit(world, tree, [main, tip]);
    if (!(await isReadable(world, commit))) return false;
    if (!(await world.move('main', commit, main))) return false;
    await world.move(branch, null, tip);
    tell(`main is ${commit.slice(0, 7)}: merged ${what}`);
    return true;
  };
  const lookAtGrowth = async (commit: string | undefined): Promise<void> => {
    if (commit === undefined || isAsleep) return void (seen = null);
    if (seen?.commit !== commit) seen = { commit, mergesMs: sim.now() + chance.below(5) * MINUTE_MS };
    if (sim.now() >= seen.mergesMs) await merge(GROWTH_BRANCH, 'the proposed row');
  };
  return {
    async look() {
      const tips = world.tips();
      await lookAtGrowth(tips.get(GROWTH_BRANCH));
      for (const [branch, tip] of tips) {
        if (!branch.startsWith(APPROVALS)) continue;
        const change = texts.get(tip) ?? (await changeIn(world, branch));
        texts.set(tip, change);
        if (approved.test(change) || RECOVER.test(change)) await merge(branch, `the approval of ${change}`);
      }
    },
    async edit(change, message) {
      for (let tries = 1; ; tries += 1) {
        const { path, text } = await readPool(world);
        const after = change(text);
        if (after === text) return;
        const commit = await world.commit({ [path]: after }, message).catch((thrown: unknown) => {
          if (tries === TRIES) throw thrown;
          return null;
        });
        if (commit !== null) return tell(`main is ${commit.slice(0, 7)}: ${message}`);
      }
    },
    async decline() {
      if (await world.move(GROWTH_BRANCH, null)) tell('the proposed row is declined');
    },
    sleep: () => void (isAsleep = true),
    approve: (ids) => void (approved = ids),
  };
}

/** A merge of text may make a file that is none. */
async function isReadable(world: GrowthWorld, commit: string): Promise<boolean> {
  return readPool(world, commit).then(
    () => true,
    () => false,
  );
}

/** The id of the change that an approval is for. */
async function changeIn({ look }: GrowthWorld, branch: string): Promise<string> {
  const text = await look('show', `${branch}:approvals/${branch.slice(APPROVALS.length)}.yaml`);
  return /change: (.*)/.exec(text ?? '')?.[1] ?? '';
}

/** Dated by the world's clock: an approval counts from when it was merged. */
function mergeCommit({ bare, sim }: GrowthWorld, tree: string, parents: readonly string[]): Promise<string> {
  const at = `Ann <ann@example.com> ${Math.floor(sim.now() / 1000)} +0000`;
  const head = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), `author ${at}`, `committer ${at}`];
  return gitWithInput(bare, `${head.join('\n')}\n\nA merge\n`, 'hash-object', '-t', 'commit', '-w', '--stdin');
}
