/** Reads the refs of a local repository as they are now: loose files before `packed-refs`, as git does. */
import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import { codeOf, translate } from './translate.ts';

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);
/** Symbolic refs followed at most, as git (SYMREF_MAXDEPTH). */
const MAX_LINKS = 5;

/** The id a ref points to; null when there is no such ref. Throws `repo/corrupt` for a ref file with anything else in it. */
export async function readRef(gitdir: string, ref: string): Promise<string | null> {
  let name = ref;
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    // Loose first: `git pack-refs` writes packed-refs before it removes the loose file.
    const text = (await readOptional(path.join(gitdir, name))) ?? (await readPacked(gitdir)).get(name) ?? null;
    if (text === null) return null;
    const target = /^ref: (refs\/\S+)\s*$/.exec(text)?.[1];
    if (target === undefined) return parseId(gitdir, name, text);
    name = target;
  }
  throw corruptRef(gitdir, ref);
}

/** Every ref below `prefix` (`refs/heads/`) with its id, by name without the prefix. */
export async function listRefs(gitdir: string, prefix: string): Promise<ReadonlyMap<string, string>> {
  const loose = await listLoose(gitdir, prefix);
  const packed = [...(await readPacked(gitdir)).keys()].filter((name) => name.startsWith(prefix));
  const refs = new Map<string, string>();
  for (const name of new Set([...packed, ...loose])) {
    const id = await readRef(gitdir, name);
    if (id !== null) refs.set(name.slice(prefix.length), id);
  }
  return refs;
}

async function listLoose(gitdir: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(gitdir, folder), { withFileTypes: true }).catch((thrown: unknown): Dirent[] => {
    if (ABSENT.has(codeOf(thrown))) return [];
    throw translate(thrown, `The folder ${path.join(gitdir, folder)}`);
  });
  const names: string[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) names.push(...(await listLoose(gitdir, `${folder}${entry.name}/`)));
    else if (!entry.name.endsWith('.lock')) names.push(`${folder}${entry.name}`);
  }
  return names;
}

async function readPacked(gitdir: string): Promise<ReadonlyMap<string, string>> {
  const text = (await readOptional(path.join(gitdir, 'packed-refs'))) ?? '';
  const lines = text.split('\n').map((line) => /^([0-9a-f]{40}) (refs\/\S+)$/.exec(line));
  return new Map(lines.flatMap((line) => (line?.[1] === undefined || line[2] === undefined ? [] : [[line[2], line[1]] as const])));
}

/** The text of a file; null when there is none. */
export async function readOptional(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (ABSENT.has(codeOf(thrown))) return null;
    throw translate(thrown, `The file ${file}`);
  }
}

function parseId(gitdir: string, ref: string, text: string): string {
  const id = text.trimEnd();
  if (/^[0-9a-f]{40}$/.test(id)) return id;
  throw corruptRef(gitdir, ref);
}

function corruptRef(gitdir: string, ref: string): PlumblineError {
  return new PlumblineError(repoErrors.corrupt, `The file ${path.join(gitdir, ref)} does not hold a commit id.`, { ref });
}
