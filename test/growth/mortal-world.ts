/** A pool that can grow, as a world in this process: the simulator, a bare repository with the pool's file, and mortal agents. */
import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { instant } from '../../agent/clock.ts';
import type { Clock } from '../../agent/clock.ts';
import type { Settings } from '../../agent/config.ts';
import type { Fault } from '../../simulator/faults.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { REGION } from '../../simulator/world.ts';
import { settingsFor } from '../helpers/cluster.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import type { TestContext } from '../helpers/suite.ts';
import { bear } from './mortal.ts';
import type { Arriving, Mishap, Mortal } from './mortal.ts';

/** A branch moved: by an agent, or by a person. */
export interface Moved {
  readonly branch: string;
  /** null: it was deleted. */
  readonly to: string | null;
  /** The newest ledger entry at that moment: those after it came later. */
  readonly afterSeq: number;
}

export interface GrowthWorld {
  readonly sim: Simulator;
  readonly bare: string;
  readonly moves: readonly Moved[];
  /** What agents logged, in order. */
  readonly log: readonly string[];
  /** Decides about every request of an agent as it arrives, whoever receives it. */
  meddle: (what: Arriving, by: Mortal) => Mishap | null;
  /** Every agent on this data folder is the same one to others; one at a time. */
  start(name?: string): Promise<Mortal>;
  /** Empties an agent's data folder. */
  wipe(name?: string): Promise<void>;
  /** Virtual time passes beside whoever is at work: also of its monotonic clock, as while a process is paused. */
  pause(ms: number): void;
  /** Commits to a branch as a person, dated by the world's clock; gives the commit. */
  commit(files: { readonly [path: string]: string | null }, message?: string, branch?: string): Promise<string>;
  /** Moves a branch as a person, to whatever commit; null deletes it. False: it is not at `from` any more. */
  move(branch: string, to: string | null, from?: string): Promise<boolean>;
  /** Where every branch is. */
  tips(): ReadonlyMap<string, string>;
  /** Runs git on the bare repository; its output, null when git says no. */
  look(...args: readonly string[]): Promise<string | null>;
}

export interface GrowthWorldOptions {
  readonly seed: number;
  /** Default 3. */
  readonly hosts?: number;
  /** What main has at first; the cluster is at the root. */
  readonly files: { readonly [path: string]: string };
  readonly ceilings?: Settings['ceilings'];
}

/** US dollars a month, those of us-east-1. */
export const PRICES: Settings['prices'] = {
  asOf: '2026-11-20',
  types: { gp3: { gibUsd: 0.08, freeIops: 3000, iopsUsd: 0.005, freeMiBs: 125, mibsUsd: 0.04 } },
};

const CEILINGS: Settings['ceilings'] = { monthlyUsd: 1000, disks: 48, disksPerCommit: 12 };

export async function openGrowthWorld(context: Pick<TestContext, 'after'>, options: GrowthWorldOptions): Promise<GrowthWorld> {
  const folder = await temporaryFolder(context);
  const living = new Map<string, Mortal>();
  const byInstance = (name: string): Mortal | undefined => [...living.values()].find(({ agent }) => agent.instance.name === name);
  const sim = await startSimulator({
    seed: options.seed,
    agents: options.hosts ?? 3,
    meddle: (system, call, agent) => decide(`${system} ${call}`, byInstance(agent)),
  });
  context.after(() => sim.close());
  const bare = await makeBare(folder);
  await git(bare, 'config', 'core.fsync', 'none');
  const moves: Moved[] = [];
  const log: string[] = [];
  let pausedMs = 0;
  const clock: Clock = {
    now: () => instant(sim.now()),
    monotonicMs: () => performance.now() + pausedMs,
    sleep: () => Promise.resolve(),
  };
  const noteMove = (branch: string, to: string | null): void => void moves.push({ branch, to, afterSeq: sim.ledger().length });
  const decide = (what: Arriving, by: Mortal | undefined): Fault | null => {
    // Somebody who is dead may still be heard, and is not listened to.
    if (by === undefined || by.isDead()) return { when: 'before', do: 'reset' };
    const mishap = world.meddle(what, by);
    if (mishap?.isFatal === true) by.kill();
    return mishap === null || mishap.do === 'stale' ? null : { when: mishap.when, do: mishap.do };
  };
  const base = await settingsFor({ sim, folder, bare, path: '' });
  const settings: Settings = {
    ...base,
    systems: { ...base.systems, cloud: { provider: 'aws-ebs', region: REGION, endpoint: sim.ec2 } },
    clockFile: path.join(folder, 'clock.json'),
    ceilings: options.ceilings ?? CEILINGS,
    prices: PRICES,
  };
  await writeFile(path.join(folder, 'password'), sim.scaleio.password, { mode: 0o600 });
  const dataDirOf = (name: string): string => path.join(folder, `data-${name}`);
  const world: GrowthWorld = {
    sim,
    bare,
    moves,
    log,
    meddle: () => null,
    async start(name = 'one') {
      const mortal: Mortal = await bear({
        settings: { ...settings, dataDir: dataDirOf(name) },
        clock,
        log: (line) => void log.push(line),
        meddle: (what) => world.meddle(what, mortal),
        onPush: noteMove,
      });
      living.set(name, mortal);
      context.after(() => mortal.close());
      return mortal;
    },
    wipe: (name = 'one') => rm(dataDirOf(name), { recursive: true, force: true, maxRetries: 3 }),
    pause(ms) {
      pausedMs += ms;
      sim.advance(ms);
    },
    async commit(files, message = 'A change', branch = 'main') {
      const id = await addCommits(bare, branch, [{ files, message, atS: Math.floor(sim.now() / 1000) }]);
      noteMove(branch, id);
      return id;
    },
    async move(branch, to, from) {
      const ref = `refs/heads/${branch}`;
      const moving = git(bare, 'update-ref', ...(to === null ? ['-d', ref] : [ref, to]), ...(from === undefined ? [] : [from]));
      const isMoved = await moving.then(
        () => true,
        () => false,
      );
      if (isMoved) noteMove(branch, to);
      return isMoved;
    },
    tips: () => tipsIn(path.join(bare, 'refs/heads')),
    look: (...args) => git(bare, ...args).catch(() => null),
  };
  await world.commit(options.files, 'The beginning');
  return world;
}

/** Without git: this is asked after every pass, and nobody packs refs here. */
function tipsIn(heads: string): ReadonlyMap<string, string> {
  const files = readdirSync(heads, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith('.lock'),
  );
  const paths = files.map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(paths.map((file) => [path.relative(heads, file), readFileSync(file, 'utf8').trim()]));
}
