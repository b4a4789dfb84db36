/** A plain folder on disk as a Source, for checking files that are not committed yet. Symlinks are never followed. */
import { createHash } from 'node:crypto';
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { PlumblineError } from '../errors.ts';
import type { Source, TreeFile } from '../model/desired.ts';
import { repoErrors } from './errors.ts';
import { codeOf, translate } from './translate.ts';
import { byPath } from './tree-source.ts';

const SKIPPED = new Set(['.git', 'node_modules']);
/** Files and folders listed at most: a home folder given by mistake is refused, not read. */
const MAX_ENTRIES = 100_000;
const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Everything below the repository that `dir` is in, or below `dir` when it is in none; `path` is where `dir` stands in it.
 * Its commit is `worktree`; blob and tree ids follow the contents. Throws `repo/no-such-folder`, `repo/no-access`.
 */
export async function folderSource(dir: string): Promise<{ readonly source: Source; readonly path: string }> {
  const start = path.resolve(dir);
  if (!(await isFolder(start))) {
    throw new PlumblineError(repoErrors.noSuchFolder, `There is no folder ${dir}.`, { dir });
  }
  const root = (await enclosingRepository(start)) ?? start;
  return { source: diskSource(root), path: path.relative(root, start).split(path.sep).join('/') };
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch (thrown) {
    if (ABSENT.has(codeOf(thrown))) return false;
    throw translate(thrown, `The folder ${folder}`);
  }
}

async function enclosingRepository(start: string): Promise<string | null> {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (await exists(path.join(folder, '.git'))) return folder;
    if (path.dirname(folder) === folder) return null;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (thrown) {
    if (ABSENT.has(codeOf(thrown))) return false;
    throw translate(thrown, `The file ${file}`);
  }
}

function diskSource(root: string): Source {
  const blobs = new Map<string, string>();
  const folderAt: Source['folder'] = async (folder) => {
    const names = folder.split('/').filter((name) => name !== '');
    if (!(await isRealFolder(root, names))) return null;
    const files = await listFiles(root, names.join('/'), blobs);
    const listing = files.map(({ mode, blob, path: file }) => `${mode} ${blob} ${file}\n`).join('');
    return { tree: createHash('sha1').update(listing).digest('hex'), files };
  };
  const blob: Source['blob'] = async (id) => {
    const file = blobs.get(id);
    if (file === undefined) throw new PlumblineError(repoErrors.corrupt, `No file that was listed has the id ${id}.`, { id });
    return readContent(path.join(root, file));
  };
  return {
    commit: 'worktree',
    folder: folderAt,
    async file(file) {
      const listed = await folderAt(file.slice(0, Math.max(0, file.lastIndexOf('/'))));
      return listed?.files.find((one) => one.path === file && one.mode.startsWith('100'))?.blob ?? null;
    },
    blob,
    async blobs(ids, maxBytes) {
      const read = new Map<string, Uint8Array | 'too-large'>();
      for (const id of new Set(ids)) {
        const bytes = await blob(id);
        read.set(id, bytes.length > maxBytes ? 'too-large' : bytes);
      }
      return read;
    },
  };
}

/** Whether every step of the way is a folder and no symlink out of the root. */
async function isRealFolder(root: string, names: readonly string[]): Promise<boolean> {
  let folder = root;
  for (const name of names) {
    if (name === '..' || SKIPPED.has(name)) return false;
    folder = path.join(folder, name);
    if (!(await exists(folder)) || !(await lstat(folder)).isDirectory()) return false;
  }
  return true;
}

async function listFiles(root: string, start: string, blobs: Map<string, string>): Promise<readonly TreeFile[]> {
  const files: TreeFile[] = [];
  let seen = 0;
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true });
    for (const entry of entries) {
      seen += 1;
      if (seen > MAX_ENTRIES) throw new PlumblineError(repoErrors.tooLarge, `${root} has more than ${MAX_ENTRIES} files.`, { root });
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (SKIPPED.has(entry.name)) continue;
      if (entry.isDirectory()) await visit(file);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(await readEntry(root, file, entry, blobs));
    }
  };
  await visit(start).catch((thrown: unknown) => Promise.reject(translate(thrown, `The folder ${path.join(root, start)}`)));
  return files.toSorted(byPath);
}

async function readEntry(root: string, file: string, entry: Dirent, blobs: Map<string, string>): Promise<TreeFile> {
  const full = path.join(root, file);
  const content = await readContent(full);
  const blob = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  blobs.set(blob, file);
  return { path: file, blob, mode: await modeOf(full, entry) };
}

/** As git stores it: of a symlink its target. */
async function readContent(full: string): Promise<Buffer> {
  const isLink = (await lstat(full)).isSymbolicLink();
  return isLink ? Buffer.from(await readlink(full)) : readFile(full);
}

async function modeOf(full: string, entry: Dirent): Promise<string> {
  if (entry.isSymbolicLink()) return '120000';
  return ((await stat(full)).mode & 0o100) === 0 ? '100644' : '100755';
}
