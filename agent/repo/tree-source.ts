/** A commit's files as a Source: folders by tree id, files by blob id. */
import type { Source, TreeFile } from '../model/desired.ts';
import { MAX_ENTRIES, MAX_PATH_CHARACTERS, tooDeep, tooMany } from './limits.ts';
import type { Objects } from './objects.ts';
import { FOLDER } from './parse-tree.ts';
import type { TreeEntry } from './parse-tree.ts';

/** What a Source reads from: git objects, or something that heals them first. */
export type TreeReader = Pick<Objects, 'tree' | 'blob' | 'blobs' | 'place'>;

export function treeSource(objects: TreeReader, commit: string, tree: string): Source {
  return {
    commit,
    async folder(path) {
      const names = namesOf(path);
      const entry = await findEntry(objects, tree, names);
      return entry?.mode === FOLDER ? { tree: entry.id, files: await listFiles(objects, entry.id, names.join('/')) } : null;
    },
    async file(path) {
      const entry = await findEntry(objects, tree, namesOf(path));
      return entry?.mode.startsWith('100') === true ? entry.id : null;
    },
    blob: (id) => objects.blob(id),
    blobs: (ids, maxBytes, maxTotalBytes = Infinity) => objects.blobs(ids, maxBytes, maxTotalBytes),
  };
}

function namesOf(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '');
}

/** What stands at a path; null when nothing does. */
async function findEntry(objects: TreeReader, root: string, names: readonly string[]): Promise<Pick<TreeEntry, 'mode' | 'id'> | null> {
  let entry: Pick<TreeEntry, 'mode' | 'id'> = { mode: FOLDER, id: root };
  for (const name of names) {
    if (entry.mode !== FOLDER) return null;
    const inner = byName(await objects.tree(entry.id)).get(name);
    if (inner === undefined) return null;
    entry = inner;
  }
  return entry;
}

/** By the entries of a tree: a folder of links is asked for one name after the other. */
const named = new WeakMap<readonly TreeEntry[], ReadonlyMap<string, TreeEntry>>();

function byName(entries: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> {
  const known = named.get(entries) ?? new Map(entries.map((entry) => [entry.name, entry]));
  named.set(entries, known);
  return known;
}

/** In git's order. Symlinks and submodules are listed with their mode, never followed. */
async function listFiles(objects: TreeReader, root: string, path: string): Promise<readonly TreeFile[]> {
  const files: TreeFile[] = [];
  let seen = 0;
  const visit = async (id: string, folder: string): Promise<void> => {
    const entries = await objects.tree(id);
    seen += entries.length;
    if (seen > MAX_ENTRIES) throw tooMany(objects.place);
    if (folder.length > MAX_PATH_CHARACTERS) throw tooDeep(objects.place);
    for (const file of listedOf(entries, folder)) {
      if (file.mode === FOLDER) await visit(file.blob, file.path);
      else files.push(file);
    }
  };
  await visit(root, path);
  return files;
}

interface Listed {
  readonly folder: string;
  readonly files: readonly TreeFile[];
}

/** By the entries of a tree, which are kept as long as they are used: what it looked like in the folder it was last seen in. */
const listed = new WeakMap<readonly TreeEntry[], Listed>();

/** The entries of a tree with their whole paths; folders too, with the id of their tree. */
function listedOf(entries: readonly TreeEntry[], folder: string): readonly TreeFile[] {
  const known = listed.get(entries);
  if (known?.folder === folder) return known.files;
  const prefix = folder === '' ? '' : `${folder}/`;
  const files = entries.map(({ mode, name, id }) => ({ path: prefix + name, blob: id, mode }));
  listed.set(entries, { folder, files });
  return files;
}
