/** The commit that an id names. */
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { MAX_OBJECT_BYTES, tooLarge } from './limits.ts';
import type { RawObject } from './object-file.ts';
import { parseCommit, tagTarget } from './parse-commit.ts';
import type { CommitText } from './parse-commit.ts';
import { readObject } from './read-object.ts';
import type { Store } from './read-object.ts';
import { isMissing } from './translate.ts';

export type FoundCommit = CommitText & { readonly id: string };

/** Tags of tags that are followed. */
const MAX_TAGS = 10;

/** A tag peeled; null when there is nothing of that id, or no commit. */
export async function findCommit(store: Store, id: string): Promise<FoundCommit | null> {
  let at: string | null = id;
  for (let tags = 0; at !== null && tags <= MAX_TAGS; tags += 1) {
    const object: RawObject | 'too-large' | null = await readObject(store, at, MAX_OBJECT_BYTES).catch(nullIfMissing);
    if (object === 'too-large') throw tooLarge(store.place, at);
    if (object?.type === 'commit') return commitOf(store.place, at, object.bytes);
    at = object?.type === 'tag' ? tagTarget(object.bytes) : null;
  }
  return null;
}

function nullIfMissing(thrown: unknown): null {
  if (isMissing(thrown)) return null;
  throw thrown;
}

function commitOf(place: string, id: string, bytes: Buffer): FoundCommit {
  const commit = parseCommit(bytes);
  if (commit === null) throw new PlumblineError(repoErrors.corrupt, `${place} has a commit that cannot be understood: ${id}.`, { id });
  return { id, ...commit };
}
