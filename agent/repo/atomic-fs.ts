/**
 * The file system that isomorphic-git is given. It writes files in place, where a crash leaves half of one (a truncated
 * pack index makes every later read fail); here a file appears whole, by rename, or not at all.
 */
import { randomBytes } from 'node:crypto';
import { promises } from 'node:fs';
import path from 'node:path';

type Data = string | Uint8Array;

/** git's own prefix for such leftovers: `git gc` removes them after two weeks. */
const TEMPORARY = 'tmp_obj_';

/** Writes beside the target, syncs to disk and renames. Throws the system's error; the target is then as it was. */
export async function writeWhole(file: string, data: Data, mode = 0o644): Promise<void> {
  const temporary = path.join(path.dirname(file), `${TEMPORARY}${randomBytes(8).toString('hex')}`);
  try {
    const handle = await promises.open(temporary, 'wx', mode);
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await promises.rename(temporary, file);
  } catch (thrown) {
    await promises.rm(temporary, { force: true });
    throw thrown;
  }
}

/** Objects and packs are read-only for everyone, as git writes them. */
function modeOf(file: string): number {
  return /[/\\]objects[/\\]/.test(file) ? 0o444 : 0o644;
}

export const atomicFs = {
  promises: { ...promises, writeFile: (file: string, data: Data) => writeWhole(file, data, modeOf(file)) },
};
