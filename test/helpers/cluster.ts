/** A whole small world for scenario tests: the simulator, a bare repository with the example, and an agent in this process. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openAgent } from '../../agent/agent.ts';
import type { Agent } from '../../agent/agent.ts';
import type { Settings } from '../../agent/config.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { makeRedactor } from '../../agent/redact.ts';
import type { Change } from '../../agent/model/change.ts';
import { runPass } from '../../agent/run-pass.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { addCommits, git, makeBare, temporaryFolder } from './git-cli.ts';
import { clockOf } from './simulator.ts';
import type { TestContext } from './suite.ts';

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;

export interface Cluster {
  readonly sim: Simulator;
  readonly folder: string;
  readonly bare: string;
  readonly settings: Settings;
  readonly agent: Agent;
  /** Every line the agent logged. */
  readonly log: string[];
  /** Commits files to main; gives the commit. */
  readonly push: (files: { readonly [path: string]: string | null }) => Promise<string>;
  /** Replaces a text in a file on main and commits; throws when the file has no such text. */
  readonly edit: (file: string, from: string, to: string) => Promise<string>;
  readonly pass: (selected?: (change: Change) => boolean) => Promise<PassRun>;
  /** Passes until nothing waits, time moving on in between; gives the last. */
  readonly settle: () => Promise<PassRun>;
  /** A file on the status branch. */
  readonly status: (file: string) => Promise<string>;
  /** The status branch's commit. */
  readonly tip: () => Promise<string>;
  /** Moves the status branch by force, as a person would. */
  readonly moveStatus: (commit: string) => Promise<void>;
  /** Commits files to the status branch, as a person would. */
  readonly journal: (files: { readonly [path: string]: string | null }) => Promise<string>;
}

const EXAMPLE = fileURLToPath(new URL('../../examples/cluster-repo', import.meta.url));
const PASSES = 60;

/** The systems that the example declares something for, beside Marathon and ScaleIO. */
const OF_THE_EXAMPLE: SimulatorOptions = { mesosMasters: 1, chronos: true };

/** The file whose pool grows. */
export const POOL_FILE = 'clusters/prod/storage/pool.yaml';

/** The example's files, with a pool that does not grow: what has no cloud has no disks. */
async function filesWithoutGrowth(): Promise<{ readonly [path: string]: string }> {
  const files = await exampleFiles();
  const pool = files[POOL_FILE] ?? '';
  const end = pool.indexOf('  # Disks that Plumbline');
  if (end < 0) throw new Error(`${POOL_FILE} does not say where its disks begin.`);
  return { ...files, [POOL_FILE]: pool.slice(0, end) };
}

/** The example repository's files by path. */
export async function exampleFiles(): Promise<{ readonly [path: string]: string }> {
  const entries = await readdir(EXAMPLE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [path.relative(EXAMPLE, file), await readFile(file, 'utf8')] as const)),
  );
}

export async function startCluster(
  context: TestContext,
  change: (settings: Settings) => Settings = (settings) => settings,
  simulated: SimulatorOptions = {},
): Promise<Cluster> {
  const folder = await temporaryFolder(context);
  const sim = await startSimulator({ seed: 1, ...OF_THE_EXAMPLE, ...simulated });
  context.after(() => sim.close());
  const bare = await makeBare(folder);
  await addCommits(bare, 'main', [{ files: await filesWithoutGrowth(), message: 'The example' }]);
  const settings = change(await settingsFor({ sim, folder, bare, path: 'clusters/prod' }));
  const log: string[] = [];
  const agent = await openTestAgent(sim, settings, log);
  context.after(() => agent.close());
  const pass = (selected: (change: Change) => boolean = () => true): Promise<PassRun> => passOf(agent, selected);
  const push: Cluster['push'] = (files) => addCommits(bare, 'main', [{ files, atS: Math.floor(sim.now() / 1000) }]);
  return {
    sim,
    folder,
    bare,
    settings,
    agent,
    log,
    push,
    pass,
    async edit(file, from, to) {
      const text = `${await git(bare, 'show', `main:${file}`)}\n`;
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
      return push({ [file]: text.replace(from, to) });
    },
    async settle() {
      for (let count = 0; count < PASSES; count += 1) {
        const run = await pass();
        if (run.wakeInMs === null) return run;
        sim.advance(run.wakeInMs);
      }
      throw new Error(`not settled after ${PASSES} passes`);
    },
    status: (file) => git(bare, 'show', `plumbline/status:${file}`),
    moveStatus: async (commit) => void (await git(bare, 'update-ref', 'refs/heads/plumbline/status', commit)),
    tip: () => git(bare, 'rev-parse', 'plumbline/status'),
    journal: (files) => addCommits(bare, 'plumbline/status', [{ files, atS: Math.floor(sim.now() / 1000) }]),
  };
}

/** One pass as the verb `run` makes it. */
export function passOf(agent: Agent, selected: (change: Change) => boolean = () => true): Promise<PassRun> {
  return runPass(agent, { selected, claim: { verb: 'run', until: null }, commit: null });
}

/** An agent as the verb `run` has it, on the simulator's clock. */
export function openTestAgent(
  sim: Simulator,
  settings: Settings,
  log: string[] = [],
  signal = new AbortController().signal,
): Promise<Agent> {
  return openAgent(settings, {
    clock: clockOf(sim),
    environment: {},
    redactor: makeRedactor(),
    signal,
    logLevel: 'debug',
    writeLog: (line) => void log.push(line),
  });
}

export interface Addresses {
  readonly sim: Simulator;
  readonly folder: string;
  readonly bare: string;
  /** The cluster's folder in the repository. */
  readonly path: string;
  /** Where the systems are asked, when something stands before the simulator. */
  readonly marathon?: string;
  readonly scaleio?: string;
}

export async function settingsFor({ sim, folder, bare, path: inside, marathon, scaleio }: Addresses): Promise<Settings> {
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, sim.scaleio.password, { mode: 0o600 });
  return {
    cluster: 'prod',
    git: { url: bare, branch: 'main', path: inside },
    statusBranch: 'plumbline/status',
    systems: {
      marathon: [{ url: marathon ?? sim.marathon }],
      scaleio: { url: scaleio ?? sim.scaleio.url, username: sim.scaleio.username, password: { file: passwordFile } },
      ...mesosOf(sim),
      ...schedulersOf(sim),
    },
    serve: null,
    dataDir: path.join(folder, 'data'),
    schedule: '* * * * *',
    clockFile: null,
    self: null,
    pins: {},
    ceilings: null,
    prices: null,
    secrets: new Map(),
    probeHosts: [],
    limits: DEFAULT_LIMITS,
  };
}

/** Those that the simulator plays. */
function schedulersOf({ chronos, metronome }: Simulator): Pick<Settings['systems'], 'chronos' | 'metronome'> {
  return {
    ...(chronos === null ? {} : { chronos: [{ url: chronos }] }),
    ...(metronome === null ? {} : { metronome: [{ url: metronome }] }),
  };
}

function mesosOf({ mesos: [first, ...others] }: Simulator): Pick<Settings['systems'], 'mesos'> {
  return first === undefined ? {} : { mesos: { masters: [first, ...others] } };
}
