/** What validate and render are about: a folder as it is on disk, or with --ref a commit. */
import { posix } from 'node:path';
import { systemClock } from '../clock.ts';
import { loadConfig } from '../config.ts';
import { desiredErrors } from '../desired/errors.ts';
import { loadDesired } from '../desired/load.ts';
import type { NameFile } from '../desired/types.ts';
import { loadOptions } from '../load-options.ts';
import type { Limits, Loaded, Source } from '../model/desired.ts';
import { folderSource } from '../repo/folder.ts';
import { badOption } from './args.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';
import type { Output } from './verbs.ts';
import { withAgent } from './with-agent.ts';

export interface ReadTree {
  readonly loaded: Loaded;
  readonly source: Source;
  readonly limits: Limits;
  /** The cluster's folder, from the repository's root. */
  readonly path: string;
  /** What it is called in the summary. */
  readonly name: string;
  /** How text and JSON name a file; messages in `loaded` do so already. */
  readonly nameFile: NameFile;
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
  const { source, path, isRepository } = await folderSource(name);
  const options = loadOptions(settings);
  const { limits } = options;
  const { monotonicMs } = systemClock();
  const nameFile = namer(args.output, { path, dir: name });
  const loaded = await loadDesired(source, { path, cluster: null, ...options, monotonicMs, nameFile });
  return { loaded: isRepository ? loaded : withoutRoot(loaded), source, limits, path, name, nameFile };
}

/** In a text so that the working directory can open it, in JSON from the folder that was read; SARIF wants the repository's root. */
function namer(output: Output, { path, dir }: { readonly path: string; readonly dir: string | null }): NameFile {
  if (output === 'json') return (file) => posix.relative(path, file) || '.';
  if (output === 'sarif' || dir === null) return (file) => file;
  return (file) => posix.join(dir, posix.relative(path, file));
}

const NO_ROOT = 'No .git was found, so the folder that was asked for is taken for the whole repository.';

/** Whoever is told that a path leads out of the repository must know which folder that is. */
function withoutRoot(loaded: Loaded): Loaded {
  if (loaded.kind === 'ok') return loaded;
  const outside = [desiredErrors.includeOutside.code, desiredErrors.sourceOutside.code];
  const errors = loaded.errors.map((error) =>
    outside.includes(error.code) ? { ...error, message: `${error.message} ${NO_ROOT}` } : error,
  );
  return { ...loaded, errors };
}

function readCommit<T>(ref: string, args: Args, io: Io, use: (tree: ReadTree) => T | Promise<T>): Promise<T> {
  return withAgent(args, io, 'silent', async (agent) => {
    const commit = await agent.repo.resolve(ref);
    const source = await agent.repo.source(commit);
    const { path, cluster } = agent;
    const options = loadOptions(agent.settings);
    const { limits } = options;
    const nameFile = namer(args.output, { path, dir: null });
    const loaded = await loadDesired(source, { path, cluster, ...options, monotonicMs: agent.ctx.clock.monotonicMs, nameFile });
    return use({ loaded, source, limits, path, name: commit.slice(0, 7), nameFile });
  });
}
