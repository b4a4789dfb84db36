/** A tree object's bytes as entries. Our own parser, because isomorphic-git's decodes names lossily: two could become one. */
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { nameOf } from './file-name.ts';
import { MAX_ENTRIES, tooMany } from './limits.ts';

export interface TreeEntry {
  readonly mode: string;
  /** Name in its folder, decoded by `nameOf`. */
  readonly name: string;
  readonly id: string;
}

export const FOLDER = '040000';

const ID_BYTES = 20;

/** As git writes them, but for a folder's leading zero; modes of git's first months (`100664`) are as good as damage. */
const MODES = new Map([
  ['40000', FOLDER],
  ['040000', FOLDER],
  ['100644', '100644'],
  ['100755', '100755'],
  ['120000', '120000'],
  ['160000', '160000'],
]);

/**
 * In git's order: by the bytes of the names, folders as if they ended with `/`. What git itself never writes is refused,
 * because two programs would understand it differently: a name twice, another order, another mode (`repo/corrupt`), names
 * that are none or lead elsewhere (`repo/unsafe-path`). `place` begins the sentences of errors.
 */
export function parseTree(bytes: Buffer, id: string, place: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  const names = new Set<string>();
  let last = '';
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(' ', at);
    const zero = bytes.indexOf(0, space);
    const end = zero + 1 + ID_BYTES;
    const mode = MODES.get(bytes.toString('latin1', at, space));
    if (space < 0 || zero < 0 || end > bytes.length || mode === undefined) throw damaged(place, id, 'cannot be read');
    const raw = bytes.toString('latin1', space + 1, zero);
    if (isUnsafe(raw)) throw unsafe(place, id, raw);
    const key = mode === FOLDER ? `${raw}/` : raw;
    if (names.has(raw)) throw damaged(place, id, 'has a name twice');
    if (key < last) throw damaged(place, id, 'is not in order');
    if (entries.length === MAX_ENTRIES) throw tooMany(place);
    entries.push({ mode, name: nameOf(raw), id: bytes.toString('hex', zero + 1, end) });
    names.add(raw);
    last = key;
    at = end;
  }
  return entries;
}

function isUnsafe(raw: string): boolean {
  return raw === '' || raw === '.' || raw === '..' || raw.includes('/') || raw.toLowerCase() === '.git';
}

function damaged(place: string, id: string, what: string): PlumblineError {
  return new PlumblineError(repoErrors.corrupt, `${place} is damaged: the tree ${id} ${what}.`, { id });
}

function unsafe(place: string, id: string, raw: string): PlumblineError {
  const shown = JSON.stringify(nameOf(raw).slice(0, 100));
  return new PlumblineError(repoErrors.unsafePath, `${place} has a file with the name ${shown} in the tree ${id}.`, { id });
}
