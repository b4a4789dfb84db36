/** What earlier loads found out, by content: what did not change is neither read nor parsed nor checked again. */
import type { CrossFault, Entry, ParsedFile } from './types.ts';

export interface LoadCache {
  /** What a blob holds, by `yaml:<blob>` or `json:<blob>`: one blob may be read as both. */
  readonly files: Map<string, KeptFile>;
  /** What the documents of a file came to, by its path, as it was last found. */
  readonly resolved: Map<string, ResolvedFile>;
}

export interface KeptFile {
  /** Size of the blob. */
  readonly bytes: number;
  readonly parsed: ParsedFile;
}

export interface ResolvedFile {
  /** Key of `LoadCache.files`. */
  readonly content: string;
  /** One for each of the file's documents. */
  readonly docs: readonly ResolvedDoc[];
  /** Under what it was found: the very same object, nothing to compare. Null: of another process. */
  readonly world: object | null;
}

/** One document, patched, substituted and checked by itself. */
export interface ResolvedDoc {
  /** All that it depends on besides its own text: patches, values of variables, rights to secrets. Equal keys, equal documents. */
  readonly key: string;
  /** Null when nobody can say what it declares. */
  readonly entry: Entry | null;
  /** Its faults at their origin, those of the entry too. */
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
  /** Characters that patches and variables added. */
  readonly added: number;
  /** Indices of the patches that were laid over it. */
  readonly patches: readonly number[];
}

export function newLoadCache(): LoadCache {
  return { files: new Map(), resolved: new Map() };
}
