/** What validate and render are about: a folder as it is on disk, or with --ref a commit. */
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { loadDesired } from '../desired/load.ts';
import { loadOptions } from '../load-options.ts';
import type { Limits, Loaded, Source } from '../model/desired.ts';
import { folderSource } from '../repo/folder.ts';
import { badOption } from './args.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';
import { withAgent } from './with-agent.ts';

export interface ReadTree {
  readonly loaded: Loaded;
  readonly source: Source;
  readonly limits: Limits;
  /** The cluster's folder, from the repository's root. */
  readonly path: string;
  /** What it is called in the summary. */
  readonly name: string;
}

/**
 * Of a folder nothing but its files is read; of the configuration, if it was named, only limits and the names of secrets.
 * Throws what `folderSource` throws when DIR cannot be read.
 */
export async function readTree<T>(args: Args, io: Io, use: (tree: ReadTree) => T | Promise<T>): Promise<T> {
  if (args.ref === null) return use(await readFolder(args));
  if (args.dir !== null)
    throw badOption(`${args.verb} takes a DIR or --ref, not both: a commit's folder is git.path of the configuration.`);
  return readCommit(args.ref, args, io, use);
}

async function readFolder(args: Args): Promise<ReadTree> {
  const name = args.dir ?? '.';
  const settings = args.configGiven ? await loadConfig(args.config) : null;
  const { source, path } = await folderSource(name);
  const { limits, secrets } = loadOptions(settings);
  const { monotonicMs } = systemClock();
  const loaded = await loadDesired(source, { path, cluster: null, limits, secrets, monotonicMs });
  return { loaded, source, limits, path, name };
}

function readCommit<T>(ref: string, args: Args, io: Io, use: (tree: ReadTree) => T | Promise<T>): Promise<T> {
  return withAgent(args, io, 'silent', async (agent) => {
    const commit = await agent.repo.resolve(ref);
    const loaded = await agent.load(commit);
    const { git, limits } = agent.settings;
    return use({ loaded, source: await agent.repo.source(commit), limits, path: git.path, name: commit.slice(0, 7) });
  });
}
