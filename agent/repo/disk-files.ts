/** The files below a folder on disk, named and hashed as git would commit them. */
import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { PlumblineError } from '../errors.ts';
import type { TreeFile } from '../model/desired.ts';
import { diskError, readDiskFile, rereadDiskFile } from './disk-file.ts';
import type { DiskFile } from './disk-file.ts';
import { repoErrors } from './errors.ts';
import { nameOf, rawOf } from './file-name.ts';
import { MAX_ENTRIES, MAX_PATH_CHARACTERS, tooDeep, tooMany } from './limits.ts';
import { codeOf, translate } from './translate.ts';

export interface DiskFiles {
  /** In git's order; null when there is no such folder. */
  list(folder: string): Promise<readonly TreeFile[] | null>;
  find(file: string): Promise<TreeFile | null>;
  /** The content of a file that was listed or found. Throws `repo/changed` when it has become another. */
  read(id: string, maxBytes: number): Promise<Uint8Array | 'too-large'>;
}

const SKIPPED = new Set(['.git', 'node_modules']);
const NO_FOLDERS = new Set(['.', '..', ...SKIPPED]);
/** Contents are kept, so that a file is read once: of files up to this size, and of all together. More is read again when asked for. */
const KEPT_FILE_BYTES = 1024 * 1024;
const KEPT_BYTES = 64 * 1024 * 1024;

type Take = (raw: string, kind: 'file' | 'symlink') => Promise<TreeFile>;

export function diskFiles(root: string): DiskFiles {
  const known = new Map<string, DiskFile>();
  const rawRoot = Buffer.from(root).toString('latin1');
  let keptBytes = 0;
  const take: Take = async (raw, kind) => {
    const file = await readDiskFile(`${rawRoot}/${raw}`, kind, Math.min(KEPT_FILE_BYTES, KEPT_BYTES - keptBytes));
    if (!known.has(file.blob)) keptBytes += file.kept?.length ?? 0;
    known.set(file.blob, file);
    return { path: nameOf(raw), blob: file.blob, mode: file.mode };
  };
  return {
    async list(folder) {
      const raw = await findFolder(rawRoot, namesOf(folder));
      return raw === null ? null : listFiles(rawRoot, raw, take);
    },
    async find(file) {
      const names = namesOf(file);
      const name = names.at(-1);
      const folder = name === undefined ? null : await findFolder(rawRoot, names.slice(0, -1));
      if (name === undefined || folder === null || NO_FOLDERS.has(name)) return null;
      const raw = below(folder, name);
      return (await kindOf(`${rawRoot}/${raw}`)) === 'file' ? take(raw, 'file') : null;
    },
    async read(id, maxBytes) {
      const file = known.get(id);
      if (file === undefined) throw new PlumblineError(repoErrors.corrupt, `No file that was listed has the id ${id}.`, { id });
      if (file.sizeBytes > maxBytes) return 'too-large';
      return file.kept ?? rereadDiskFile(file);
    },
  };
}

function namesOf(file: string): readonly string[] {
  return file
    .split('/')
    .filter((name) => name !== '')
    .map(rawOf);
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The folder's path; null when a step of the way is no folder, but perhaps a symlink out of the root. */
async function findFolder(rawRoot: string, names: readonly string[]): Promise<string | null> {
  let folder = '';
  for (const name of names) {
    folder = below(folder, name);
    if (NO_FOLDERS.has(name) || (await kindOf(`${rawRoot}/${folder}`)) !== 'folder') return null;
  }
  return folder;
}

async function kindOf(raw: string): Promise<'file' | 'folder' | 'other' | 'none'> {
  try {
    const found = await lstat(Buffer.from(raw, 'latin1'));
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'other';
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(thrown))) return 'none';
    throw translate(thrown, nameOf(raw));
  }
}

/** Pipes, sockets and devices are left out, as git leaves them out. */
async function listFiles(rawRoot: string, start: string, take: Take): Promise<readonly TreeFile[]> {
  const files: TreeFile[] = [];
  const place = `The folder ${nameOf(below(rawRoot, start))}`;
  let seen = 0;
  const visit = async (folder: string): Promise<void> => {
    const entries = await entriesOf(below(rawRoot, folder));
    seen += entries.length;
    if (seen > MAX_ENTRIES) throw tooMany(place);
    if (folder.length > MAX_PATH_CHARACTERS) throw tooDeep(place);
    for (const entry of entries) {
      const raw = below(folder, entry.name);
      if (entry.isFile()) files.push(await take(raw, 'file'));
      else if (entry.isSymbolicLink()) files.push(await take(raw, 'symlink'));
      else if (entry.isDirectory()) await visit(raw);
    }
  };
  await visit(start);
  return files;
}

async function entriesOf(raw: string): Promise<readonly Dirent[]> {
  const entries = await readdir(Buffer.from(raw, 'latin1'), { withFileTypes: true, encoding: 'latin1' }).catch((thrown: unknown) => {
    throw diskError(thrown, raw);
  });
  const named = entries.filter(({ name }) => !SKIPPED.has(name)).map((entry) => [keyOf(entry), entry] as const);
  return named.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** git sorts folders as if their names ended with `/`. */
function keyOf(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}
