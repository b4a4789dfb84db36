/** The cache folder of one remote on disk: `mirror/` (a bare repository), `fetched.json`, locks. All of it may be lost. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { atomicFs, writeWhole } from './atomic-fs.ts';
import { git } from './isomorphic-git.ts';
import { readOptional } from './refs.ts';

/** Full names (`refs/heads/main`) and ids. */
export type Refs = ReadonlyMap<string, string>;

/** Each fetch leaves a pack and each own commit loose objects; nothing here packs them together. */
const MAX_PACKS = 500;
const MAX_LOOSE = 50_000;

export function cacheFolder(dataDir: string, url: string): string {
  return path.join(dataDir, 'git', createHash('sha256').update(url).digest('hex').slice(0, 16));
}

export function mirrorOf(folder: string): string {
  return path.join(folder, 'mirror');
}

/** A bare mirror, empty if there was none; removes what an interrupted replacement left. Under the cache's lock. */
export async function prepareMirror(folder: string, url: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('mirror.')) await rm(path.join(folder, name), { recursive: true, force: true });
  }
  if (await isWhole(mirrorOf(folder))) return;
  await replaceMirror(folder, await newMirror(folder, url));
}

async function isWhole(gitdir: string): Promise<boolean> {
  const parts = ['HEAD', 'config', 'objects/pack'].map((part) => stat(path.join(gitdir, part)));
  const found = await Promise.allSettled(parts);
  return found.every(({ status }) => status === 'fulfilled');
}

/** An empty mirror aside: isomorphic-git's clone would remove the folder it fails in. */
export async function newMirror(folder: string, url: string): Promise<string> {
  const gitdir = path.join(folder, 'mirror.new');
  await rm(gitdir, { recursive: true, force: true });
  await mkdir(gitdir, { recursive: true });
  await git.init({ fs: atomicFs, gitdir, dir: gitdir, bare: true, defaultBranch: 'main' });
  await git.addRemote({ fs: atomicFs, gitdir, remote: 'origin', url });
  return gitdir;
}

export async function replaceMirror(folder: string, aside: string): Promise<void> {
  const old = path.join(folder, 'mirror.old');
  await rm(old, { recursive: true, force: true });
  if ((await readdir(folder)).includes('mirror')) await rename(mirrorOf(folder), old);
  await rename(aside, mirrorOf(folder));
  await rm(old, { recursive: true, force: true });
}

export async function isUntidy(folder: string): Promise<boolean> {
  const objects = path.join(mirrorOf(folder), 'objects');
  const packs = await readdir(path.join(objects, 'pack'));
  const folders = await readdir(objects);
  // Ids are evenly spread: one folder of 256 tells about all, as for `git gc --auto`.
  const loose = folders.includes('17') ? await readdir(path.join(objects, '17')) : [];
  return packs.length / 2 > MAX_PACKS || loose.length * 256 > MAX_LOOSE;
}

/** What was brought over completely, by our own account; nothing when the record is not what we write. */
export async function readFetched(folder: string): Promise<Refs> {
  const record = parseJson(await readOptional(path.join(folder, 'fetched.json')));
  const isRef = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  return new Map(typeof record === 'object' && record !== null ? Object.entries(record).filter(isRef) : []);
}

export async function writeFetched(folder: string, refs: Refs): Promise<void> {
  await writeWhole(path.join(folder, 'fetched.json'), `${JSON.stringify(Object.fromEntries(refs), null, 2)}\n`);
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}
