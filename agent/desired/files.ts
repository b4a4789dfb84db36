/** Which files of a folder are documents. */
import type { DocError, Source, TreeFile } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import { desiredErrors } from './errors.ts';

export interface Folder {
  readonly path: string;
  /** Id of its tree. */
  readonly tree: string;
  readonly files: readonly TreeFile[];
  readonly errors: readonly DocError[];
}

/** The YAML files below a folder, dotfiles and dot-folders left out; null when there is no such folder. */
export async function readFolder(source: Source, path: string): Promise<Folder | null> {
  const folder = await source.folder(path);
  if (folder === null) return null;
  const visible = visibleFiles(folder.files, path);
  const errors = visible.filter(isLink).map(linkError);
  return { path, tree: folder.tree, files: visible.filter((file) => isYaml(file.path) && !isLink(file)), errors };
}

/** Dotfiles and what is in dot-folders left out; links and submodules are among the rest. */
export function visibleFiles(files: readonly TreeFile[], folder: string): readonly TreeFile[] {
  return files.filter((file) => !isHidden(file.path, folder));
}

/** Why a file that is to be read cannot be: it is no regular file, or its name hides something. Null: it can. */
export function unreadableFile(file: TreeFile): DocError | null {
  return isLink(file) ? linkError(file) : null;
}

function isHidden(file: string, folder: string): boolean {
  const below = folder === '' ? file : file.slice(folder.length + 1);
  return below.split('/').some((part) => part.startsWith('.'));
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/.test(path);
}

const SYMLINK = '120000';
const SUBMODULE = '160000';

/** A link to a file of another kind (`README.md`) does no harm; one that may be a folder would hide documents. */
function isLink(file: TreeFile): boolean {
  if (file.mode === SUBMODULE) return true;
  return file.mode === SYMLINK && (isYaml(file.path) || !/\.[^./]+$/.test(file.path));
}

function linkError(file: TreeFile): DocError {
  const what = file.mode === SUBMODULE ? 'a submodule' : 'a symbolic link';
  return {
    code: desiredErrors.notAFile.code,
    file: file.path,
    ...START,
    message: `${file.path} is ${what}; Plumbline reads only files of this repository.`,
  };
}
