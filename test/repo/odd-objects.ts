/** A repository with every kind of object that reads of blobs meet, and ways to read it with and without git. */
import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { silentLog } from '../../agent/log.ts';
import { openObjects } from '../../agent/repo/objects.ts';
import type { Objects, ObjectsDeps } from '../../agent/repo/objects.ts';
import { git, gitEnvironment, gitWithInput } from '../helpers/git-cli.ts';

/** Many enough for a bulk read. */
export const MANY = 120;

export function open(bare: string, over: Partial<ObjectsDeps> = {}): Objects {
  return openObjects(bare, { log: silentLog, signal: new AbortController().signal, place: 'The repository', ...over });
}

/** Where no git is. */
export const WITHOUT_GIT = { searchPath: '/nonexistent' };

export const WITH_GIT = { searchPath: gitEnvironment['PATH'] ?? '' };

export async function addBlob(bare: string, content: string | Buffer): Promise<string> {
  await writeFile(path.join(bare, 'content'), content);
  return git(bare, 'hash-object', '-w', 'content');
}

/** Small blobs, so that what is asked for is asked in bulk. */
export async function addMany(bare: string): Promise<readonly string[]> {
  const input = Array.from({ length: MANY }, (_, index) => `blob\nmark :${index + 1}\ndata <<E\nnumber ${index}\nE\n`);
  const marks = Array.from({ length: MANY }, (_, index) => `get-mark :${index + 1}\n`);
  return (await gitWithInput(bare, [...input, ...marks].join(''), 'fast-import', '--quiet', '--cat-blob-fd=1')).split('\n');
}

/** Texts that differ in a line or two: packed, nearly all are deltas of one another. */
export function similarTexts(count: number): readonly string[] {
  const line = (index: number, version: number): string => `line ${index} ${index % count === version ? `of version ${version}` : ''}\n`;
  return Array.from({ length: count }, (_, version) => Array.from({ length: 400 }, (__, index) => line(index, version)).join(''));
}

/** Packs everything; `delta` says whether bases are named by their id or by their place. */
export async function pack(bare: string, ids: readonly string[], delta: 'by-id' | 'by-place'): Promise<string> {
  const options = delta === 'by-id' ? [] : ['--delta-base-offset'];
  const folder = path.join(bare, 'objects/pack/pack');
  const name = await gitWithInput(bare, `${ids.join('\n')}\n`, 'pack-objects', '--quiet', '--depth=50', '--window=50', ...options, folder);
  await git(bare, 'prune-packed', '--quiet');
  return `${folder}-${name}.pack`;
}

/** What a bulk read gave, or the code of its error. */
export async function outcome(objects: Objects, ids: readonly string[], maxBytes = 2 ** 21): Promise<unknown> {
  try {
    const blobs = await objects.blobs(ids, maxBytes, Infinity);
    return [...blobs].map(([id, blob]) => [id, typeof blob === 'string' ? blob : createHash('sha256').update(blob).digest('hex')]);
  } catch (thrown) {
    return codeIn(thrown);
  }
}

function codeIn(thrown: unknown): unknown {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown) return thrown.code;
  throw thrown;
}

export function looseFile(bare: string, id: string): string {
  return path.join(bare, 'objects', id.slice(0, 2), id.slice(2));
}

/** Changes a file of the repository, which git makes read-only. */
export async function damage(file: string, change: (bytes: Buffer) => Buffer): Promise<void> {
  const bytes = await readFile(file);
  await chmod(file, 0o644);
  await writeFile(file, change(bytes));
}

/** A program called git that does as `script` (for sh) says; the folder it is in. */
export async function fakeGit(folder: string, script: string): Promise<string> {
  const programs = path.join(folder, 'programs');
  await mkdir(programs);
  await writeFile(path.join(programs, 'git'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return `${programs}:${gitEnvironment['PATH'] ?? ''}`;
}

export async function packFiles(bare: string): Promise<readonly string[]> {
  return (await readdir(path.join(bare, 'objects/pack'))).map((name) => path.join(bare, 'objects/pack', name));
}
