/** What git declares. */
import type { Kind, Kinds } from './kinds.gen.ts';
import { nameOf } from './ref.ts';
import type { Ref } from './ref.ts';

export interface Doc<K extends Kind> {
  readonly ref: Ref;
  readonly kind: K;
  /** metadata.name; by `docs` it is found under the name of its Ref. */
  readonly name: string;
  /** metadata.on: which of several systems of its kind it is in, or whose scheduler it is; null: the one without a name. */
  readonly on: string | null;
  readonly state: 'present' | 'absent';
  readonly spec: Kinds[K];
  /** metadata.labels: what selectors go by. */
  readonly labels: { readonly [name: string]: string };
  readonly annotations: { readonly [name: string]: string };
  /** Names of the secrets in the spec, where each still stands as `${secrets.name}`: their texts never enter a document. */
  readonly secrets: readonly string[];
  /** Equal for equal specs, whatever their layout in the file. */
  readonly specDigest: string;
  /** What this object needs to be there first: its pool, its domain, the volumes it mounts, the apps it depends on. */
  readonly links: readonly Ref[];
  readonly origin: Origin;
}

/** Where a document stands: the `index`-th document (from 0) of a file's text, which git stores as `blob`. */
export interface Origin {
  readonly file: string;
  readonly blob: string;
  readonly index: number;
  /** Of an app that stands as a bare Marathon definition: where in the document, `['groups', 0, 'apps', 2]`. */
  readonly bare?: readonly (string | number)[];
}

export type AnyDoc = { readonly [K in Kind]: Doc<K> }[Kind];

export interface Desired {
  readonly commit: string;
  /** The id of every tree that was read: equal inputs, equal documents. */
  readonly inputs: string;
  /** By kind and the name in the Ref. */
  readonly docs: { readonly [K in Kind]: ReadonlyMap<string, Doc<K>> };
}

/** One mistake in a file, at its place; `line` and `column` count from 1. */
export interface DocError {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong and what would be right. */
  readonly message: string;
}

/** What reading a whole tree gives: documents, or every error at once. Both carry the warnings. */
export type Loaded =
  | { readonly kind: 'ok'; readonly desired: Desired; readonly warnings: readonly DocError[] }
  | { readonly kind: 'refused'; readonly errors: readonly DocError[]; readonly warnings: readonly DocError[] };

export interface TreeFile {
  /** From the repository's root, with `/`. */
  readonly path: string;
  readonly blob: string;
  /** Git's file mode as text: `100644`, `100755`, `120000` a symlink, `160000` a submodule. */
  readonly mode: string;
}

/** A commit's files, read by blob id; nothing is ever checked out. */
export interface Source {
  readonly commit: string;
  /** Every file below a folder (`''` = the root) and the id of that folder's tree; null when there is no such folder. */
  folder(path: string): Promise<{ readonly tree: string; readonly files: readonly TreeFile[] } | null>;
  /** The blob id of one regular file; null when there is none at that path. */
  file(path: string): Promise<string | null>;
  blob(id: string): Promise<Uint8Array>;
  /**
   * Many at once (the more the better), which is many times faster than one by one: the same bytes; `too-large` for a blob of
   * more than `maxBytes`. In the order of `ids` until their contents together are more than `maxTotalBytes` (default: no
   * bound): the others are left out of the answer, the first never.
   */
  blobs(ids: readonly string[], maxBytes: number, maxTotalBytes?: number): Promise<ReadonlyMap<string, Uint8Array | 'too-large'>>;
}

/** How much of a repository is read at most. One byte, file, ... more is an error, never a part. */
export interface Limits {
  /** Of one file. */
  readonly fileBytes: number;
  /** Of all files together; a file that stands at two paths counts twice. */
  readonly totalBytes: number;
  readonly files: number;
  readonly documents: number;
  /** Lists and mappings inside each other, in one document. */
  readonly depth: number;
  /** Aliases (`*name`) in one document. */
  readonly aliases: number;
  /** From the first file to the last link; what was parsed until then is kept, so that the next try gets further. */
  readonly loadMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  fileBytes: 1024 * 1024,
  totalBytes: 64 * 1024 * 1024,
  files: 20_000,
  documents: 50_000,
  depth: 64,
  aliases: 100,
  loadMs: 120_000,
};

/** By name of a secret that the agent's configuration maps: names of the apps that may use it, `*` for any characters. */
export type SecretRules = ReadonlyMap<string, readonly string[]>;

export function allDocs(desired: Desired): readonly AnyDoc[] {
  return [...docsByRef(desired).values()];
}

export function findDoc(desired: Desired, ref: Ref): AnyDoc | undefined {
  return docsByRef(desired).get(ref);
}

/** Made once for each tree: a pass asks for thousands of documents. */
const byRefs = new WeakMap<Desired, ReadonlyMap<Ref, AnyDoc>>();

/** Every document by its Ref. */
export function docsByRef(desired: Desired): ReadonlyMap<Ref, AnyDoc> {
  const known = byRefs.get(desired);
  if (known !== undefined) return known;
  const docs = Object.values(desired.docs).flatMap((byName) => [...(byName as ReadonlyMap<string, AnyDoc>).values()]);
  const made = new Map(docs.map((doc) => [doc.ref, doc]));
  byRefs.set(desired, made);
  return made;
}

/** What a line of a StorageNode says of its disk, or the node of all of them; null: it is in no file any more. */
export function lineStateOf({ docs }: Pick<Desired, 'docs'>, ref: Ref): 'present' | 'absent' | null {
  const name = nameOf(ref);
  const slash = name.indexOf('/');
  const node = docs.StorageNode.get(name.slice(0, slash));
  const line = node?.spec.devices?.[name.slice(slash + 1)];
  if (node === undefined || line === undefined) return null;
  return node.state === 'absent' ? 'absent' : (line.state ?? 'present');
}
