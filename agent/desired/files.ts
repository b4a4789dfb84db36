/** Which files of a folder are documents. */
import { posix } from 'node:path';
import type { ErrorCode } from '../errors.ts';
import type { DocError, Source, TreeFile } from '../model/desired.ts';
import { escapeName, seenOf } from '../model/printable.ts';
import { START } from '../schema/fault.ts';
import { desiredErrors } from './errors.ts';
import type { Watch } from './watch.ts';

export interface Folder {
  readonly path: string;
  /** Id of its tree. */
  readonly tree: string;
  readonly files: readonly TreeFile[];
  readonly errors: readonly DocError[];
}

/** The YAML files below a folder, dotfiles and dot-folders left out; null when there is no such folder. */
export async function readFolder(source: Source, path: string, watch: Watch = () => {}): Promise<Folder | null> {
  const folder = await source.folder(path);
  if (folder === null) return null;
  const files: TreeFile[] = [];
  const errors: DocError[] = [];
  for (const file of folder.files) {
    if (isOrdinary(file)) {
      files.push(file);
      continue;
    }
    if (isHidden(file.path, path)) continue;
    watch();
    const error = isYaml(file.path) ? unreadableFile(file) : await hidingLink(file, source);
    if (error !== null) errors.push(error);
    else if (isYaml(file.path)) files.push(file);
  }
  return { path, tree: folder.tree, files, errors };
}

/** Nearly every document: of ten thousand files nothing else has to be asked. */
function isOrdinary({ path, mode }: TreeFile): boolean {
  return mode === '100644' && path.length <= MOST_NAME_BYTES && /^(?:\w[\w.-]*\/)*\w[\w.-]*\.ya?ml$/.test(path);
}

/** `..` is no folder to hide: no git makes such an entry. */
function isHidden(file: string, folder: string): boolean {
  const below = folder === '' ? file : file.slice(folder.length + 1);
  return /(^|\/)\.(?!\.?(\/|$))/.test(below);
}

/** Blanks behind it and what cannot be seen anywhere in it make no other kind of it: the name is wrong then. */
function isYaml(path: string): boolean {
  return /\.ya?ml[\s\p{Cs}\uFFFD\\]*$/iu.test(seenOf(path.replaceAll(/(?!\s)\p{Cc}/gu, '')));
}

/** Why a file that is meant to be read cannot be; null: it can. */
function unreadableFile(file: TreeFile): DocError | null {
  if (hasOddName(file.path)) return errorAt(file, desiredErrors.oddName, ODD_NAME_RULE);
  return file.mode.startsWith(REGULAR) ? null : linkError(file);
}

/** Whether a name looks like another one, or means another one to some system. */
export function hasOddName(path: string): boolean {
  return ODD_NAME.test(path) || path.split('/').some((name) => Buffer.byteLength(name) > MOST_NAME_BYTES);
}

/**
 * What cannot be seen, or has another meaning elsewhere: control characters and those that leave no mark (`INVISIBLE`), bytes
 * that are not UTF-8 (which git readers give as U+FFFD), backslashes, blanks around a name, names that are a step (`..`).
 */
const ODD_NAME = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\p{Cs}\p{Zl}\p{Zp}\uFFFD\\]|(^|\/)(\s|\.{0,2}(\/|$))|\s(\/|$)/u;

export const ODD_NAME_RULE = 'Its name has something that cannot be seen or that systems take for different things; rename it.';

/** More than any file system takes. */
const MOST_NAME_BYTES = 255;

const REGULAR = '100';
const SYMLINK = '120000';
const SUBMODULE = '160000';
/** More than any target of a link. */
const MOST_TARGET_BYTES = 4096;

/** A link to a file of another kind (`README.md`) does no harm; one that may be a folder would hide documents. */
async function hidingLink(file: TreeFile, source: Source): Promise<DocError | null> {
  if (file.mode.startsWith(REGULAR)) return null;
  return file.mode === SYMLINK && (await leadsToFile(file, source)) ? null : linkError(file);
}

async function leadsToFile({ path, blob }: TreeFile, source: Source): Promise<boolean> {
  const bytes = (await source.blobs([blob], MOST_TARGET_BYTES)).get(blob);
  if (bytes === undefined || bytes === 'too-large') return false;
  const target = new TextDecoder().decode(bytes);
  return !posix.isAbsolute(target) && (await source.file(posix.join(posix.dirname(path), target))) !== null;
}

function linkError(file: TreeFile): DocError {
  const what = WHAT.get(file.mode) ?? `no regular file (mode ${file.mode})`;
  return errorAt(file, desiredErrors.notAFile, `It is ${what}; Plumbline reads only files of this repository.`);
}

const WHAT: ReadonlyMap<string, string> = new Map([
  [SYMLINK, 'a symbolic link'],
  [SUBMODULE, 'a submodule'],
]);

function errorAt({ path }: TreeFile, code: ErrorCode, message: string): DocError {
  return { code: code.code, file: escapeName(path), ...START, message };
}
