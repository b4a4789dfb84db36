/** What earlier loads found out, by content: what did not change is neither read nor parsed nor checked again. */
import type { Desired, Origin } from '../model/desired.ts';
import type { ReadFile } from './read-files.ts';
import type { CrossFault, Entry, ParsedFile } from './types.ts';
import type { World } from './world.ts';

export interface LoadCache {
  /** What a blob holds, by `yaml:<blob>` or `json:<blob>`: one blob may be read as both. */
  readonly files: Map<string, KeptFile>;
  /** What the documents of a file came to, by its path, as it was last found. */
  readonly resolved: Map<string, ResolvedFile>;
  /** That of the last load. */
  world: World | null;
  /** Of the last load that found no mistake: what stays the same stays the very same object. */
  docs: Desired['docs'] | null;
}

export interface KeptFile {
  /** Size of the blob. */
  readonly bytes: number;
  readonly parsed: ParsedFile;
}

export interface ResolvedFile {
  readonly read: ReadFile;
  /** One for each of the file's documents. */
  readonly docs: readonly ResolvedDoc[];
  /** In what it was found: in the very same one there is nothing to compare. */
  readonly world: World;
}

/** One document, patched, substituted and checked by itself. */
export interface ResolvedDoc {
  readonly origin: Origin;
  /** All that it depends on besides its own text: patches, values of variables, rights to secrets. In short; equal keys, equal documents. */
  readonly key: string;
  /** Null when nobody can say of which kind it is, or how it is called. */
  readonly entry: Entry | null;
  /** False when nobody can say what it declares. */
  readonly isNamed: boolean;
  /** Its faults at their origin, those of the entry too. */
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
  /** Characters that patches and variables added. */
  readonly added: number;
  /** Indices of the patches that were laid over it. */
  readonly patches: readonly number[];
}

export function newLoadCache(): LoadCache {
  return { files: new Map(), resolved: new Map(), world: null, docs: null };
}

/** How many files are kept beside twice those of the last load. */
const SPARE_FILES = 1_000;

/** Keeps the cache bounded: once there is more in it than that, all goes that the last load has not `read`. */
export function forgetOthers({ files, resolved }: LoadCache, read: ReadonlyMap<string, { readonly content: string }>): void {
  const most = 2 * read.size + SPARE_FILES;
  if (files.size > most) {
    const used = new Set([...read.values()].map(({ content }) => content));
    for (const content of files.keys()) if (!used.has(content)) files.delete(content);
  }
  if (resolved.size <= most) return;
  for (const path of resolved.keys()) if (!read.has(path)) resolved.delete(path);
}
