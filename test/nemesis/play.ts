/** A scripted history: people push, agents follow, and somebody restarts an agent that died. */
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from '../helpers/suite.ts';
import { scaleioOf } from '../simulator/marathon/storage.ts';
import type { AgentCommand } from './agent-child.ts';
import { differs } from './objects.ts';
import { filesBetween, filesOf } from './state.ts';
import type { State } from './state.ts';
import { passTime } from './time.ts';
import { watchWorld } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { openRealWorld } from './world.ts';
import type { RealWorld } from './world.ts';

export interface Play {
  readonly world: RealWorld;
  readonly timeline: Timeline;
  readonly systemId: string;
  /** What main declares now. */
  state(): State;
  /** What it declared before that was last declared anew. */
  previous(): State;
  /** Commits what leads to this state. */
  push(state: State, message: string): Promise<string>;
  /** Commits files that change nothing of what is declared. */
  rearrange(files: { readonly [path: string]: string | null }, message: string): Promise<string>;
  /** Merges the proposed approval of a change, if there is one; whether there was. */
  approve(change: string): Promise<boolean>;
  /** Notes what happened, for whoever reads a failure. */
  tell(line: string): void;
  /** Everything told, the end of the agents' log, and what the status branch says: to find a fault by, never to judge by. */
  story(): Promise<string>;
}

export interface PlayOptions {
  readonly seed: number;
  readonly first: State;
  readonly command?: AgentCommand;
}

const LOG_LINES = 20;

export async function openPlay(context: Pick<TestContext, 'after'>, options: PlayOptions): Promise<Play> {
  const { command } = options;
  const world = await openRealWorld(context, {
    seed: options.seed,
    files: filesOf(options.first),
    ...(command === undefined ? {} : { command }),
  });
  const timeline = watchWorld(world);
  timeline.pushed(world.firstCommit, options.first);
  const storage = await scaleioOf(world.sim);
  const [system] = (await storage.get('/api/types/System/instances')).list;
  const proposalOf = proposals(world);
  const told: string[] = [];
  let current = options.first;
  let previous: State = { volumes: {}, apps: {} };
  const tell = (line: string): void => void told.push(`${new Date(world.sim.now()).toISOString()} ${line}`);
  const commit = async (files: { readonly [path: string]: string | null }, state: State, message: string): Promise<string> => {
    const id = await world.push(files, message);
    if (state !== current) previous = current;
    current = state;
    timeline.pushed(id, state);
    tell(`main is ${id.slice(0, 7)}: ${message}`);
    return id;
  };
  return {
    world,
    timeline,
    systemId: String(system?.id),
    state: () => current,
    previous: () => previous,
    tell,
    push: (state, message) => commit(filesBetween(current, state), state, message),
    rearrange: (files, message) => commit(files, current, message),
    async approve(change) {
      const proposal = await proposalOf(change);
      if (proposal === null) return false;
      await commit({ [proposal.path]: proposal.text }, current, `Approve: ${change}`);
      await world.look('update-ref', '-d', `refs/heads/${proposal.branch}`);
      return true;
    },
    story: async () => {
      const log = (await readFile(world.logFile, 'utf8').catch(() => '')).trim().split('\n').slice(-LOG_LINES);
      const page = await world.look('show', 'plumbline/status:prod/README.md');
      const branches = await world.look('for-each-ref', '--format=%(refname) %(objectname:short) %(subject)');
      const moves = timeline.moves.map(({ branch, to, afterSeq, atMs }) => {
        return `${new Date(atMs).toISOString()} ${branch} is ${to.slice(0, 7)} after request ${afterSeq}`;
      });
      return [
        ...told,
        'The branches moved:',
        ...moves,
        "The end of the agents' log:",
        ...log,
        'The branches:',
        branches,
        'What the agent says:',
        page,
      ].join('\n');
    },
  };
}

interface Proposal {
  readonly branch: string;
  readonly path: string;
  readonly text: string;
}

type ProposalOf = (change: string) => Promise<Proposal | null>;

/** Finds the branch with an approval of a change, as agents propose it. What a branch of one name says never changes. */
function proposals({ bare, look }: RealWorld): ProposalOf {
  const known = new Map<string, Proposal | null>();
  const folder = join(bare, 'refs/heads/plumbline/approve');
  return async (change) => {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      if (!known.has(name)) known.set(name, await readProposal(look, name));
      const proposal = known.get(name) ?? null;
      if (proposal?.text.includes(`change: ${change}\n`) === true) return proposal;
    }
    return null;
  };
}

async function readProposal(look: RealWorld['look'], name: string): Promise<Proposal | null> {
  const branch = `plumbline/approve/${name}`;
  const path = `approvals/${name}.yaml`;
  const text = await look('show', `${branch}:${path}`);
  return text === null ? null : { branch, path, text: `${text}\n` };
}

/** Lets time pass until the cluster has what main declares; null, or what is missing when `limitMs` is over. `look` is called now and then. */
export async function settle(play: Play, limitMs: number, look: () => Promise<void>): Promise<string | null> {
  let missing: string | null = null;
  await passTime(play.world, limitMs, async () => {
    await look();
    missing = differs(play.world.sim, play.state());
    return missing === null;
  });
  return missing;
}
