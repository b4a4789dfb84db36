/** A commit's files as a Source: folders by tree id, files by blob id. */
import { PlumblineError } from '../errors.ts';
import type { Source, TreeFile } from '../model/desired.ts';
import { repoErrors } from './errors.ts';
import type { Objects, TreeEntry } from './objects.ts';

/** Files and folders listed at most: equal folders nested in each other could otherwise name billions. */
const MAX_ENTRIES = 100_000;
const FOLDER = '040000';

/** What a Source reads from: git objects, or something that heals them first. */
export type TreeReader = Pick<Objects, 'tree' | 'blob' | 'blobs' | 'place'>;

export function treeSource(objects: TreeReader, commit: string, tree: string): Source {
  return {
    commit,
    async folder(path) {
      const id = await findFolder(objects, tree, path);
      return id === null ? null : { tree: id, files: await listFiles(objects, id, path) };
    },
    async file(path) {
      const entry = await findEntry(objects, tree, path);
      return entry?.mode.startsWith('100') === true ? entry.id : null;
    },
    blob: (id) => objects.blob(id),
    blobs: (ids, maxBytes) => objects.blobs(ids, maxBytes),
  };
}

async function findFolder(objects: TreeReader, root: string, path: string): Promise<string | null> {
  const entry = await findEntry(objects, root, path);
  return entry?.mode === FOLDER ? entry.id : null;
}

/** What stands at `path`; null when nothing does. */
async function findEntry(objects: TreeReader, root: string, path: string): Promise<Pick<TreeEntry, 'mode' | 'id'> | null> {
  let entry: Pick<TreeEntry, 'mode' | 'id'> = { mode: FOLDER, id: root };
  for (const name of path.split('/').filter((part) => part !== '')) {
    if (entry.mode !== FOLDER) return null;
    const inner = (await objects.tree(entry.id)).find((one) => one.name === name);
    if (inner === undefined) return null;
    entry = inner;
  }
  return entry;
}

/** Sorted by path. Symlinks and submodules are listed with their mode, never followed. */
async function listFiles(objects: TreeReader, root: string, path: string): Promise<readonly TreeFile[]> {
  const files: TreeFile[] = [];
  let seen = 0;
  const visit = async (tree: string, folder: string): Promise<void> => {
    for (const { mode, name, id } of await objects.tree(tree)) {
      seen += 1;
      if (seen > MAX_ENTRIES) throw tooMany(objects.place);
      const at = folder === '' ? name : `${folder}/${name}`;
      if (mode === FOLDER) await visit(id, at);
      else files.push({ path: at, blob: id, mode });
    }
  };
  await visit(
    root,
    path
      .split('/')
      .filter((part) => part !== '')
      .join('/'),
  );
  return files.toSorted(byPath);
}

/** Code units, which is git's own order but for characters beyond the basic plane. */
export function byPath(a: TreeFile, b: TreeFile): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}

function tooMany(place: string): PlumblineError {
  return new PlumblineError(repoErrors.tooLarge, `${place} has a folder with more than ${MAX_ENTRIES} files.`, { limit: MAX_ENTRIES });
}
