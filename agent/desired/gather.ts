/** Reads the cluster's folder and what its Cluster document includes. */
import type { DocError, Source, TreeFile } from '../model/desired.ts';
import { includesOf, missingInclude, noCluster, noFolder } from './cluster.ts';
import type { CrossFault } from './cross-fault.ts';
import { declaredFrom, entryOf } from './declared.ts';
import type { Declared, Entry } from './declared.ts';
import { readFolder } from './files.ts';
import type { Folder } from './files.ts';
import type { ParseCache } from './parse-cache.ts';
import { parseFile } from './parse.ts';
import type { ParsedFile } from './parse.ts';

export interface LoadOptions {
  /** The cluster's folder from the repository's root; `''` is the root. */
  readonly path: string;
  /** The Cluster document that must be there; null: none needs to be. */
  readonly cluster: string | null;
  /** Of earlier loads: a blob that it knows is neither read nor parsed. */
  readonly cache?: ParseCache;
}

export interface Gathered {
  readonly declared: Declared;
  readonly errors: readonly DocError[];
  readonly faults: readonly CrossFault[];
  /** Path and id of every tree that was read. */
  readonly trees: readonly (readonly [string, string])[];
}

/** Every file once, however many folders name it. */
export async function gather(source: Source, options: LoadOptions, cache: ParseCache): Promise<Gathered> {
  const own = await readFolder(source, options.path);
  if (own === null) return { declared: declaredFrom([], false), errors: [noFolder(options.path)], faults: [], trees: [] };
  const files = new Map<string, ReadFile>();
  await readFiles(own.files, files, source, cache);
  const cluster = declaredBy(files).entries.Cluster[0];
  const includes = includesOf(cluster);
  const faults: CrossFault[] = [...includes.faults];
  const folders: Folder[] = [own];
  for (const include of includes.folders) {
    const folder = await readFolder(source, include.path);
    if (folder === null) faults.push(missingInclude(include));
    else folders.push(folder);
  }
  for (const folder of folders) await readFiles(folder.files, files, source, cache);
  const declared = declaredBy(files);
  const errors = [...folders.flatMap((folder) => folder.errors), ...[...files.values()].flatMap(errorsOf)];
  if (declared.complete && cluster === undefined && options.cluster !== null) errors.push(noCluster(options.path, options.cluster));
  return {
    declared: { ...declared, complete: declared.complete && faults.length === 0 },
    errors,
    faults,
    trees: folders.map(({ path, tree }) => [path, tree]),
  };
}

interface ReadFile {
  readonly file: TreeFile;
  readonly parsed: ParsedFile;
}

async function readFiles(files: readonly TreeFile[], into: Map<string, ReadFile>, source: Source, cache: ParseCache): Promise<void> {
  for (const file of files) {
    const parsed = cache.get(file.blob) ?? (await parseFile(await source.blob(file.blob)));
    cache.set(file.blob, parsed);
    into.set(file.path, { file, parsed });
  }
}

function declaredBy(files: ReadonlyMap<string, ReadFile>): Declared {
  const read = [...files.values()];
  return declaredFrom(
    read.flatMap(entriesOf),
    read.every(({ parsed }) => parsed.complete),
  );
}

function entriesOf({ file, parsed }: ReadFile): readonly Entry[] {
  return parsed.docs.map((doc) => entryOf(doc, file.path, file.blob));
}

function errorsOf({ file, parsed }: ReadFile): readonly DocError[] {
  return parsed.mistakes.map((mistake) => ({ ...mistake, file: file.path }));
}
