/** What a verb finds around it: the simulator and its clock file, a bare repository that declares little, a plumbline.yaml. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Cluster, Simulator } from './cluster.ts';
import { plumbline } from './command.ts';
import type { Ended, Surroundings } from './command.ts';
import { addCommits, git, makeBare, temporaryFolder } from './git-cli.ts';
import { serveGit } from './git-server.ts';
import type { TestContext } from './suite.ts';

export interface Site extends Pick<Cluster, 'sim' | 'bare' | 'push' | 'edit'> {
  /** The file plumbline.yaml. */
  readonly config: string;
  /** Runs a verb with this configuration. */
  readonly command: (argv: readonly string[], around?: Surroundings) => Promise<Ended>;
  /** `PUT /v2/apps/web changed` of every request so far that changed the cluster, in order. */
  readonly effects: () => readonly string[];
  /** Every branch and its commit. */
  readonly refs: () => Promise<string>;
}

export interface SiteOptions {
  /** How fast time runs; default 0: only `sim.advance` moves it. */
  readonly factor?: number;
  /** Files of the repository beside those of every site. */
  readonly files?: { readonly [path: string]: string };
  /** Whether the agent reaches the repository over HTTP, where it cannot watch it; default: as a folder. */
  readonly isRemote?: boolean;
  /** Where the agent looks for ScaleIO instead of at the simulator. */
  readonly scaleioUrl?: string;
  /** Sections of plumbline.yaml beside those every agent needs. */
  readonly config?: object;
}

/** A volume and an app that does not need it: both are made in the first pass, and the app takes a few more to be ready. */
const FILES = {
  'cluster.yaml': 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\nspec: { sync: { mode: apply } }\n',
  'storage.yaml': [
    'apiVersion: plumbline/v1\nkind: ProtectionDomain\nmetadata: { name: default }\n',
    'apiVersion: plumbline/v1\nkind: StoragePool\nmetadata: { name: default }\nspec: { protectionDomain: default }\n',
    'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: data }\nspec: { pool: default, sizeGiB: 16 }\n',
  ].join('---\n'),
  'web.yaml': appFile('/web', 1),
};

/** An app's file, with so many instances. */
export function appFile(name: string, instances: number): string {
  return `apiVersion: plumbline/v1\nkind: App\nmetadata: { name: ${name} }\nspec: { cmd: serve, cpus: 0.1, mem: 32, instances: ${instances} }\n`;
}

/** Waits pass quickly, and a pass on a busy machine still takes less than the shortest wait that matters. */
export const FAST = 200;

export async function openSite(context: Pick<TestContext, 'after'>, options: SiteOptions = {}): Promise<Site> {
  const folder = await temporaryFolder(context);
  const clockFile = path.join(folder, 'clock.json');
  const sim = await startSimulator({ seed: 1, clockFile, factor: options.factor ?? 0 });
  context.after(() => sim.close());
  const bare = await makeBare(folder);
  await addCommits(bare, 'main', [{ files: { ...FILES, ...options.files } }]);
  const urls = { git: options.isRemote === true ? await served(context, bare) : bare, scaleio: options.scaleioUrl ?? sim.scaleio.url };
  const config = path.join(folder, 'plumbline.yaml');
  await writeFile(config, stringify({ ...(await configFor(sim, folder, urls)), ...options.config }));
  const push: Site['push'] = (files) => addCommits(bare, 'main', [{ files }]);
  return {
    sim,
    bare,
    config,
    push,
    command: (argv, around) => plumbline([...argv, '--config', config], around),
    effects: () => effectsOf(sim),
    refs: () => git(bare, 'show-ref'),
    async edit(file, from, to) {
      const text = `${await git(bare, 'show', `main:${file}`)}\n`;
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
      return push({ [file]: text.replace(from, to) });
    },
  };
}

/** A site where all that is declared has come about; from now on time stands still. */
export async function openSettledSite(context: Pick<TestContext, 'after'>): Promise<Site> {
  const site = await openSite(context, { factor: FAST });
  const { code, out, err } = await site.command(['apply']);
  if (code !== 0) throw new Error(`The site is not settled: ${out}${err}`);
  site.sim.autoAdvance(0);
  return site;
}

function effectsOf(sim: Simulator): readonly string[] {
  return sim
    .ledger()
    .filter(({ effect }) => effect !== 'none')
    .map(({ call, effect }) => `${call} ${effect}`);
}

async function served(context: Pick<TestContext, 'after'>, bare: string): Promise<string> {
  await git(bare, 'config', 'http.receivepack', 'true');
  return (await serveGit(path.dirname(bare), context)).url(path.basename(bare));
}

async function configFor(sim: Simulator, folder: string, urls: { readonly git: string; readonly scaleio: string }): Promise<object> {
  const { username, password } = sim.scaleio;
  await writeFile(path.join(folder, 'password'), password, { mode: 0o600 });
  return {
    cluster: 'prod',
    git: { url: urls.git },
    systems: { marathon: [{ url: sim.marathon }], scaleio: { url: urls.scaleio, username, password: { file: 'password' } } },
    clock: { file: 'clock.json' },
  };
}

const PATIENCE_MS = 10_000;

/** Asks until it holds; throws after ten seconds of real time. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`It did not come about within ${PATIENCE_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
