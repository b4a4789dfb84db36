/** Finds the git folder of a local repository and refuses the formats that cannot be read. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { PlumblineError } from '../errors.ts';
import { atomicFs } from './atomic-fs.ts';
import { repoErrors } from './errors.ts';
import { git } from './isomorphic-git.ts';
import { codeOf, translate } from './translate.ts';

/** `place` is bare, a work tree, its `.git` folder or a `.git` file. Throws `repo/not-found` or `repo/unsupported-format`. */
export async function findGitdir(place: string): Promise<string> {
  try {
    const gitdir = await followLinks(place);
    await refuseUnreadableFormats(gitdir, place);
    return gitdir;
  } catch (thrown) {
    throw translate(thrown, `The repository ${place}`);
  }
}

async function followLinks(place: string): Promise<string> {
  const kind = await kindOf(place);
  if (kind === 'none') throw notFound(place, 'does not exist');
  const dotGit = path.join(place, '.git');
  const start = kind === 'folder' && (await kindOf(dotGit)) !== 'none' ? dotGit : place;
  const gitdir = (await kindOf(start)) === 'file' ? await readLink(start, /^gitdir: (.+)/) : start;
  // A linked work tree has its own HEAD and index; refs and objects are in the common folder.
  const common = path.join(gitdir, 'commondir');
  const shared = (await kindOf(common)) === 'file' ? await readLink(common, /^(.+)/) : gitdir;
  const [objects, head] = await Promise.all([kindOf(path.join(shared, 'objects')), kindOf(path.join(shared, 'HEAD'))]);
  if (objects !== 'folder' || head !== 'file') throw notFound(place, 'is not a git repository');
  return shared;
}

/** A folder that was moved away, or whose disk is not mounted, must not be taken for a repository without branches. */
export async function requireRepository(gitdir: string): Promise<void> {
  if ((await kindOf(path.join(gitdir, 'HEAD'))) !== 'file') throw notFound(gitdir, 'is not there any more');
}

async function kindOf(file: string): Promise<'file' | 'folder' | 'none'> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(thrown))) return 'none';
    throw thrown;
  }
}

async function readLink(file: string, pattern: RegExp): Promise<string> {
  const target = pattern.exec(await readFile(file, 'utf8'))?.[1]?.trimEnd();
  if (target === undefined) throw notFound(file, 'does not point to a git repository');
  return path.resolve(path.dirname(file), target);
}

async function refuseUnreadableFormats(gitdir: string, place: string): Promise<void> {
  const setting = async (name: string): Promise<string> => String((await git.getConfig({ fs: atomicFs, gitdir, path: name })) ?? '');
  if ((await setting('extensions.objectformat')) === 'sha256') throw unsupported(place, 'has SHA-256 objects');
  if ((await setting('extensions.refstorage')) === 'reftable') throw unsupported(place, 'keeps its refs in a reftable');
  if ((await setting('extensions.partialclone')) !== '') throw unsupported(place, 'is a partial clone');
  const borrows = (await kindOf(path.join(gitdir, 'objects/info/alternates'))) !== 'none';
  if (borrows) throw unsupported(place, 'borrows objects from another repository (objects/info/alternates)');
}

function notFound(place: string, what: string): PlumblineError {
  return new PlumblineError(repoErrors.notFound, `The repository ${place} of git.url ${what}.`, { place });
}

function unsupported(place: string, what: string): PlumblineError {
  return new PlumblineError(repoErrors.unsupportedFormat, `The repository ${place} ${what}, which Plumbline cannot read.`, { place });
}
