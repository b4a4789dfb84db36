/** Writes a commit: its parent's tree with some files replaced. No working tree, no index, no ref is touched. */
import type { TreeEntry as GitTreeEntry } from 'isomorphic-git';
import { PlumblineError } from '../errors.ts';
import type { NewCommit } from '../model/repo.ts';
import { atomicFs } from './atomic-fs.ts';
import type { Author } from './deps.ts';
import { repoErrors } from './errors.ts';
import { isPlainName } from './file-name.ts';
import { git } from './isomorphic-git.ts';
import type { Objects } from './objects.ts';
import { FOLDER } from './parse-tree.ts';
import type { TreeEntry } from './parse-tree.ts';
import { translate } from './translate.ts';

/** Files and folders to change in one folder: null deletes. */
type Edits = Map<string, string | null | Edits>;

const FILE = '100644';

/** The id of the new commit; the same change gives the same id. Throws `repo/bad-change`, `repo/corrupt`, `repo/no-access`. */
export async function writeCommit(objects: Objects, change: NewCommit, author: Author): Promise<string> {
  const parentTree = change.parent === null ? null : await treeOf(objects, change.parent);
  const edits = nestEdits(change.files);
  try {
    const tree = (await writeFolder(objects, parentTree, edits)) ?? (await git.writeTree({ ...at(objects), tree: [] }));
    const by = { ...author, timestamp: change.timestampS, timezoneOffset: 0 };
    const parent = change.parent === null ? [] : [change.parent];
    return await git.writeCommit({ ...at(objects), commit: { tree, parent, message: change.message, author: by, committer: by } });
  } catch (thrown) {
    throw translate(thrown, objects.place);
  }
}

async function treeOf(objects: Objects, parent: string): Promise<string> {
  const commit = await objects.findCommit(parent);
  if (commit !== null) return commit.tree;
  throw new PlumblineError(repoErrors.corrupt, `${objects.place} lacks the commit ${parent} that a new one was to follow.`, { parent });
}

function nestEdits(files: NewCommit['files']): Edits {
  const root: Edits = new Map();
  for (const [file, text] of files) {
    const names = file.split('/');
    const last = names.pop() ?? '';
    if (![...names, last].every(isSafeName)) throw badChange(file, 'is no path inside a repository');
    const folder = folderOf(root, names, file);
    if (folder.has(last)) throw badChange(file, 'is also changed as a folder');
    folder.set(last, text);
  }
  return root;
}

function folderOf(root: Edits, names: readonly string[], file: string): Edits {
  let folder = root;
  for (const name of names) {
    const inner = folder.get(name) ?? new Map();
    if (!(inner instanceof Map)) throw badChange(file, 'is below one that is changed as a file');
    folder.set(name, inner);
    folder = inner;
  }
  return folder;
}

function isSafeName(name: string): boolean {
  return !['', '.', '..'].includes(name) && name.toLowerCase() !== '.git' && !/[\0\\]/.test(name);
}

/** Writes the folder `tree` with its edits; null when nothing is left in it, for git knows no empty folders. */
async function writeFolder(objects: Objects, tree: string | null, edits: Edits): Promise<string | null> {
  const before = tree === null ? [] : await objects.tree(tree);
  const entries = new Map(before.map((entry) => [entry.name, entry]));
  for (const [name, edit] of edits) {
    const entry = await writeEntry(objects, entries.get(name), name, edit);
    if (entry === null) entries.delete(name);
    else entries.set(name, entry);
  }
  return entries.size === 0 ? null : git.writeTree({ ...at(objects), tree: [...entries.values()].map(toGitEntry) });
}

async function writeEntry(
  objects: Objects,
  before: TreeEntry | undefined,
  name: string,
  edit: string | null | Edits,
): Promise<TreeEntry | null> {
  if (edit === null) return null;
  if (typeof edit === 'string') {
    const mode = before?.mode.startsWith('100') === true ? before.mode : FILE;
    return { mode, name, id: await git.writeBlob({ ...at(objects), blob: Buffer.from(edit) }) };
  }
  if (before !== undefined && before.mode !== FOLDER && deletesOnly(edit)) return before;
  const id = await writeFolder(objects, before?.mode === FOLDER ? before.id : null, edit);
  return id === null ? null : { mode: FOLDER, name, id };
}

/** Deleting `a/b` where `a` is a file leaves the file. */
function deletesOnly(edits: Edits): boolean {
  return [...edits.values()].every((edit) => edit === null || (edit instanceof Map && deletesOnly(edit)));
}

function toGitEntry({ mode, name, id }: TreeEntry): GitTreeEntry {
  if (!isPlainName(name)) throw badName(name);
  const type = mode === FOLDER ? 'tree' : mode === '160000' ? 'commit' : 'blob';
  return { mode, path: name, oid: id, type };
}

function at({ gitdir }: Objects): { readonly fs: typeof atomicFs; readonly gitdir: string } {
  return { fs: atomicFs, gitdir };
}

/** To write the folder back would rename the file: isomorphic-git writes names as UTF-8. */
function badName(name: string): PlumblineError {
  const message = `A folder cannot be changed because the name of a file in it is not UTF-8 or has a backslash: ${name}.`;
  return new PlumblineError(repoErrors.unsafePath, message, { name });
}

function badChange(file: string, why: string): PlumblineError {
  return new PlumblineError(repoErrors.badChange, `The file ${file} of a new commit ${why}.`, { file });
}
