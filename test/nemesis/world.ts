/** A whole real world: the simulator and a git server in this process, a bare repository, agents as processes of their own. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { Meddle } from '../../simulator/faults.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { REGION } from '../../simulator/world.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import type { GitFault } from '../helpers/git-faults.ts';
import { serveGit } from '../helpers/git-server.ts';
import type { GitServer } from '../helpers/git-server.ts';
import type { TestContext } from '../helpers/suite.ts';
import { agentCommand, startChild } from './agent-child.ts';
import type { AgentChild, AgentCommand } from './agent-child.ts';

export interface Files {
  readonly [path: string]: string | null;
}

/** A request as it arrives: `marathon PUT /v2/apps/web`, `git push plumbline/status`, `git list`. */
export type Arriving = string;

/** What becomes of a request. git knows no lists: there `empty` and `filter` do nothing. */
export interface Mishap {
  readonly when: 'before' | 'after';
  readonly do: 'reset' | 'status' | 'truncate' | 'sigkill' | 'sigstop' | 'empty' | 'filter';
  readonly pid?: number;
  readonly resumeMs?: number;
}

export interface RealWorld {
  /** Decides about every request as it arrives, whichever server receives it. */
  meddle: (what: Arriving) => Mishap | null;
  readonly sim: Simulator;
  readonly server: GitServer;
  readonly bare: string;
  readonly folder: string;
  readonly firstCommit: string;
  /** Every agent that was started, in order. */
  readonly agents: readonly AgentChild[];
  /** Starts an agent; agents with one name share a data folder, as restarts of one do. */
  start(name?: string): AgentChild;
  /** Empties an agent's data folder. */
  wipe(name?: string): Promise<void>;
  /** Commits to main, dated by the world's clock; gives the commit. */
  push(files: Files, message?: string): Promise<string>;
  /** Runs git on the bare repository; its output, null when git says no. */
  look(...args: readonly string[]): Promise<string | null>;
  /** What every agent logged. */
  readonly logFile: string;
}

export interface WorldOptions {
  readonly seed?: number;
  /** What main has at first. */
  readonly files: Files;
  readonly command?: AgentCommand;
  /** Whether agents may buy disks. */
  readonly hasCloud?: boolean;
}

export async function openRealWorld(context: Pick<TestContext, 'after'>, options: WorldOptions): Promise<RealWorld> {
  const folder = await temporaryFolder(context);
  const clockFile = path.join(folder, 'clock.json');
  const meddle: Meddle = (system, call) => world.meddle(`${system} ${call}`);
  const sim = await startSimulator({ seed: options.seed ?? 1, clockFile, meddle });
  context.after(() => sim.close());
  const bare = await makeBare(folder);
  for (const [name, value] of SERVED) await git(bare, 'config', name, value);
  const server = await serveGit(folder, context);
  server.meddle = (act, branch) => forGit(world.meddle(branch === null ? `git ${act}` : `git ${act} ${branch}`));
  await writeFile(path.join(folder, 'password'), sim.scaleio.password, { mode: 0o600 });
  const agents: AgentChild[] = [];
  context.after(() => endAll(agents));
  const logFile = path.join(folder, 'agent.log');
  const configOf = (name: string): string => path.join(folder, `${name}.yaml`);
  const settings = { sim, gitUrl: server.url(path.basename(bare)), hasCloud: options.hasCloud ?? false };
  await Promise.all(['one', 'other'].map((name) => writeFile(configOf(name), stringify(configFor(name, settings)))));
  const push: RealWorld['push'] = (files, message = 'A change') =>
    addCommits(bare, 'main', [{ files, message, atS: Math.floor(sim.now() / 1000) }]);
  const firstCommit = await push(options.files, 'The beginning');
  const command = options.command ?? agentCommand();
  const world: RealWorld = {
    meddle: () => null,
    sim,
    server,
    bare,
    folder,
    firstCommit,
    agents,
    logFile,
    push,
    start(name = 'one') {
      const child = startChild(command, configOf(name), logFile);
      agents.push(child);
      return child;
    },
    wipe: (name = 'one') => rm(path.join(folder, `data-${name}`), { recursive: true, force: true, maxRetries: 3 }),
    look: (...args) => git(bare, ...args).catch(() => null),
  };
  return world;
}

function forGit(mishap: Mishap | null): GitFault | null {
  if (mishap === null || mishap.do === 'empty' || mishap.do === 'filter') return null;
  return { ...mishap, do: mishap.do };
}

/** Pushes are taken, older commits given out (for a server that lags), and no time is spent on tidiness or on a power cut. */
const SERVED = [
  ['http.receivepack', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['receive.autogc', 'false'],
  ['core.fsync', 'none'],
] as const;

async function endAll(agents: readonly AgentChild[]): Promise<void> {
  for (const agent of agents) if (agent.ended() === null) agent.signal('SIGKILL');
  await Promise.all(agents.map(({ end }) => end));
}

interface ConfigOptions {
  readonly sim: Simulator;
  readonly gitUrl: string;
  readonly hasCloud: boolean;
}

/** What disks cost, and how many there may be. */
const SPENDING = {
  prices: { asOf: '2026-11-20', types: { gp3: { gibUsd: 0.08 } } },
  ceilings: { monthlyUsd: 1000, disks: 48, disksPerCommit: 12 },
} as const;

function configFor(name: string, { sim, gitUrl, hasCloud }: ConfigOptions): object {
  const { url, username } = sim.scaleio;
  const cloud = { provider: 'aws-ebs', region: REGION, endpoint: sim.ec2 };
  return {
    cluster: 'prod',
    git: { url: gitUrl },
    systems: {
      marathon: [{ url: sim.marathon }],
      scaleio: { url, username, password: { file: 'password' } },
      ...(hasCloud ? { cloud } : {}),
    },
    ...(hasCloud ? SPENDING : {}),
    data: `data-${name}`,
    clock: { file: 'clock.json' },
  };
}
