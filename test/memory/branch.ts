/** A status branch that holds the same files at every commit, and counts what is read of it. */
import { createHash } from 'node:crypto';
import { readMemory } from '../../agent/memory/memory.ts';
import type { Source } from '../../agent/model/desired.ts';
import type { Memory } from '../../agent/model/memory.ts';
import type { Reading } from '../../agent/model/observed.ts';
import type { Repo } from '../../agent/model/repo.ts';
import { NOON } from '../helpers/builders.ts';

export type Files = { readonly [path: string]: string };

export interface Branch {
  /** Whatever is put in or taken out is there at the next reading. */
  readonly files: Map<string, string>;
  /** Paths of the files read, in order. */
  readonly reads: string[];
  readonly read: (tip: string | null, previous?: Memory | null, now?: typeof NOON) => Promise<Reading<Memory>>;
}

export function branchOf(start: Files): Branch {
  const files = new Map(Object.entries(start));
  const reads: string[] = [];
  const repo = repoOf(files, reads);
  const read: Branch['read'] = (tip, previous = null, now = NOON) => readMemory({ repo, cluster: 'prod', tip, now }, previous);
  return { files, reads, read };
}

const never = async (): Promise<never> => Promise.reject(new Error('not asked in this test'));

function repoOf(files: ReadonlyMap<string, string>, reads: string[]): Repo {
  const blobOf = (path: string): string =>
    createHash('sha1')
      .update(`${path} ${files.get(path) ?? ''}`)
      .digest('hex');
  const source: Source = {
    commit: 't',
    folder: async (folder) => {
      const inside = [...files.keys()].filter((path) => path.startsWith(`${folder}/`));
      return inside.length === 0 ? null : { tree: 'x', files: inside.map((path) => ({ path, blob: blobOf(path), mode: '100644' })) };
    },
    file: never,
    blob: async (id) => {
      const path = [...files.keys()].find((candidate) => blobOf(candidate) === id) ?? 'none';
      reads.push(path);
      return Buffer.from(files.get(path) ?? '');
    },
    blobs: never,
  };
  return { branches: never, resolve: never, contains: never, firstParents: never, source: async () => source, commit: never, push: never };
}

/** What a reading that is known gives. */
export function valueOf<T>(reading: Reading<T>): T {
  if (reading.kind === 'unknown') throw reading.error;
  return reading.value;
}
