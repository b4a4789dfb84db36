/** A plain folder on disk as a Source, for checking files that are not committed yet. Symlinks are never followed. */
import { createHash } from 'node:crypto';
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { PlumblineError } from '../errors.ts';
import type { Source } from '../model/desired.ts';
import { diskFiles } from './disk-files.ts';
import { repoErrors } from './errors.ts';
import { nameOf } from './file-name.ts';
import { takeBlobs } from './take-blobs.ts';
import { codeOf, translate } from './translate.ts';

const ABSENT = new Set(['ENOENT', 'ENOTDIR']);

/**
 * Everything below the repository that `dir` is in, or below `dir` when it is in none; `path` is where `dir` stands in it.
 * Its commit is `worktree`; blob and tree ids follow the contents. Throws `repo/no-such-folder`, `repo/no-access`,
 * `repo/too-large` or `repo/changed`.
 */
export async function folderSource(
  dir: string,
): Promise<{ readonly source: Source; readonly path: string; readonly isRepository: boolean }> {
  const start = path.resolve(dir);
  if (!(await isFolder(start))) {
    throw new PlumblineError(repoErrors.noSuchFolder, `There is no folder ${dir}.`, { dir });
  }
  const repository = await enclosingRepository(start);
  const root = repository ?? start;
  const below = Buffer.from(path.relative(root, start).split(path.sep).join('/')).toString('latin1');
  return { source: diskSource(root), path: nameOf(below), isRepository: repository !== null };
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
  const disk = diskFiles(root);
  const blob: Source['blob'] = async (id) => {
    const bytes = await disk.read(id, Infinity);
    if (bytes === 'too-large') throw new RangeError(`The file of ${id} is larger than anything.`);
    return bytes;
  };
  return {
    commit: 'worktree',
    async folder(folder) {
      const files = await disk.list(folder);
      if (files === null) return null;
      const tree = createHash('sha1');
      for (const { mode, blob: id, path: file } of files) tree.update(`${mode} ${id} ${file}\n`);
      return { tree: tree.digest('hex'), files };
    },
    async file(file) {
      const found = await disk.find(file);
      return found?.mode.startsWith('100') === true ? found.blob : null;
    },
    blob,
    blobs: (ids, maxBytes, maxTotalBytes = Infinity) => takeBlobs(ids, maxTotalBytes, (id) => disk.read(id, maxBytes)),
  };
}
