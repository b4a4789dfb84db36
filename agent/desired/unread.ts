/** Names in files that could not be read: what is found nowhere else may be declared there, and is no second mistake. */
import type { Limits, Source, TreeFile } from '../model/desired.ts';
import type { Variables } from './references.ts';
import type { Watch } from './watch.ts';

export interface Unread {
  readonly files: readonly TreeFile[];
  /** Some file that is meant to be read cannot even be named. */
  readonly others: boolean;
}

export interface UnreadFrom {
  readonly source: Source;
  readonly limits: Limits;
  readonly variables: Variables;
  readonly watch: Watch;
}

/**
 * Which of the names a document may have that stands in what was not read, with its name written out or as a variable. One
 * with `*` may be any. Nothing is read when no name is asked for.
 */
export async function hiddenNames(names: readonly string[], { files, others }: Unread, from: UnreadFrom): Promise<ReadonlySet<string>> {
  if (names.length === 0 || others) return new Set(names);
  if (files.length === 0) return new Set();
  const values = new Set([...from.variables.values()].map(String));
  const missing = new Set(names.map(lastPart).filter((part) => !values.has(part)));
  for await (const text of textsOf(files, from)) {
    if (text === 'too-large') return new Set(names);
    for (const [word] of new TextDecoder().decode(text).matchAll(WORD)) missing.delete(word);
  }
  return new Set(names.filter((name) => name.includes('*') || !missing.has(lastPart(name))));
}

const WORD = /[A-Za-z0-9_.-]+/g;

/** Held in memory at once. */
const CHUNK_BYTES = 16 * 1024 * 1024;

async function* textsOf(files: readonly TreeFile[], { source, limits, watch }: UnreadFrom): AsyncGenerator<Uint8Array | 'too-large', void> {
  let left = [...new Set(files.map(({ blob }) => blob))];
  while (left.length > 0) {
    const blobs = await source.blobs(left, limits.fileBytes, CHUNK_BYTES);
    for (const blob of blobs.values()) {
      watch();
      yield blob;
    }
    left = left.filter((id) => !blobs.has(id));
  }
}

/** An app of a group, or a pool of a domain, may be called only by its own part of the name. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}
