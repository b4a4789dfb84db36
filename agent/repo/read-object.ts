/** One git object, whole and proven: its bytes hash to its id, or it is damage. Bounded before anything is unpacked. */
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { git } from './isomorphic-git.ts';
import { MAX_OBJECT_BYTES, tooLarge } from './limits.ts';
import { readLoose } from './loose-object.ts';
import type { RawObject } from './object-file.ts';
import { isIdOf } from './object-id.ts';
import type { Packed } from './packed-object.ts';

export interface Store {
  readonly gitdir: string;
  readonly packed: Packed;
  /** Begins the sentences of errors. */
  readonly place: string;
}

/**
 * `too-large` for an object of more than `maxBytes`. Throws isomorphic-git's NotFoundError, or for damage whatever was
 * stumbled over: it is for `translate`.
 */
export async function readObject(store: Store, id: string, maxBytes: number): Promise<RawObject | 'too-large'> {
  const { gitdir, packed, place } = store;
  const inPack = (): Promise<RawObject | 'too-large' | null> => packed.read(id, maxBytes, (base) => looseBase(store, base));
  let object = (await inPack()) ?? (await readLoose(gitdir, id, maxBytes));
  if (object === null) {
    // `git gc` may have packed it meanwhile, or a fetch brought it.
    await packed.look();
    object = await inPack();
  }
  if (object === null) throw new git.Errors.NotFoundError(id);
  if (object === 'too-large' || isIdOf(id, object)) return object;
  throw new PlumblineError(repoErrors.corrupt, `${place} is damaged: the object ${id} is not what its id says.`, { id });
}

async function looseBase({ gitdir, place }: Store, id: string): Promise<RawObject> {
  const object = await readLoose(gitdir, id, MAX_OBJECT_BYTES);
  if (object === null) throw new git.Errors.NotFoundError(id);
  if (object === 'too-large') throw tooLarge(place, id);
  return object;
}
