/** Every file that a cluster's documents stand in: those of its own folder, and then those that its Cluster document names. */
import type { DocError, TreeFile } from '../model/desired.ts';
import { clusterParts } from './cluster-parts.ts';
import type { Folder } from './files.ts';
import { readIncludes } from './includes.ts';
import { readFiles } from './read-files.ts';
import type { Files, Reading } from './read-files.ts';
import { readSources } from './sources.ts';
import type { CrossFault, RawDoc } from './types.ts';

export interface ReadAll {
  readonly files: Files;
  /** The first Cluster document of the own folder, in order of file and place. */
  readonly cluster: ClusterDoc | null;
  /** Files that no document can be read from. */
  readonly errors: readonly DocError[];
  readonly faults: readonly CrossFault[];
  readonly trees: readonly (readonly [string, string])[];
  /** False when some file may be meant to be read that nobody can name. */
  readonly knowsFolders: boolean;
  /** Whether every file of the own folder could be read. */
  readonly isOwnRead: boolean;
}

export interface ClusterDoc {
  readonly file: TreeFile;
  readonly raw: RawDoc;
}

export async function readAll(own: Folder, reading: Reading): Promise<ReadAll> {
  const files: Files = { byPath: new Map(), bytes: 0, documents: 0, over: null };
  await readFiles(own.files, 'yaml', files, reading);
  const cluster = clusterIn(files);
  const isOwnRead = [...files.byPath.values()].every(({ parsed }) => parsed.complete);
  const { folders, faults, trees, knowsFolders } = cluster === null ? NO_OTHERS : await readOthers(cluster, files, reading);
  // Two folders may name one file.
  const errors = new Map([own, ...folders].flatMap((folder) => folder.errors).map((error) => [error.file, error]));
  return {
    files,
    cluster,
    errors: [...errors.values()],
    faults,
    trees: [...[own, ...folders].map(({ path, tree }) => [path, tree] as const), ...trees],
    knowsFolders,
    isOwnRead,
  };
}

function clusterIn({ byPath }: Files): ClusterDoc | null {
  let first: ClusterDoc | null = null;
  for (const { file, cluster } of byPath.values()) {
    if (cluster !== null && (first === null || file.path < first.file.path)) first = { file, raw: cluster };
  }
  return first;
}

interface Others extends Pick<ReadAll, 'faults' | 'trees' | 'knowsFolders'> {
  readonly folders: readonly Folder[];
}

const NO_OTHERS: Others = { folders: [], faults: [], trees: [], knowsFolders: true };

async function readOthers({ file, raw }: ClusterDoc, files: Files, reading: Reading): Promise<Others> {
  const { source } = reading;
  const origin = { file: file.path, blob: file.blob, index: raw.index };
  const { include, sources, knowsFolders } = clusterParts(raw.value);
  const { folders, faults } = await readIncludes({ origin, include }, reading);
  for (const folder of folders) await readFiles(folder.files, 'yaml', files, reading);
  const bare = sources.length === 0 ? NO_SOURCES : await readSources({ origin, sources }, source);
  await readFiles(bare.files, 'json', files, reading);
  return { folders, faults: [...faults, ...bare.faults], trees: bare.trees, knowsFolders };
}

const NO_SOURCES = { files: [], trees: [], faults: [] };
