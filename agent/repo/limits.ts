/** How much is read at most, of whatever repository. `place` begins the sentences. */
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';

/** Of one listing. Equal folders nested in each other could otherwise name billions of files. */
export const MAX_ENTRIES = 100_000;
/** Folders in folders could otherwise make a small repository gigabytes of paths. */
export const MAX_PATH_CHARACTERS = 1024;
/** Of one object, and of whatever it is a delta of. git itself makes no deltas of larger files (core.bigFileThreshold). */
export const MAX_OBJECT_BYTES = 512 * 1024 * 1024;

export function tooMany(place: string): PlumblineError {
  return new PlumblineError(repoErrors.tooLarge, `${place} has a folder with more than ${MAX_ENTRIES} files.`, { limit: MAX_ENTRIES });
}

export function tooDeep(place: string): PlumblineError {
  const limit = MAX_PATH_CHARACTERS;
  return new PlumblineError(repoErrors.tooLarge, `${place} has a folder whose path is longer than ${limit} characters.`, { limit });
}

export function tooLarge(place: string, id: string): PlumblineError {
  return new PlumblineError(repoErrors.tooLarge, `${place} has an object of more than ${MAX_OBJECT_BYTES / 1024 ** 2} MiB: ${id}.`, { id });
}
