/** A Source in memory, which counts what is read from it. */
import { createHash } from 'node:crypto';
import type { Source, TreeFile } from '../../agent/model/desired.ts';

export interface MemoryFile {
  readonly mode: string;
  readonly bytes: Uint8Array;
}

export type MemoryFiles = { readonly [path: string]: string | MemoryFile };

export interface MemorySource extends Source {
  /** Blob ids in the order they were read. */
  readonly reads: string[];
}

export function memorySource(files: MemoryFiles): MemorySource {
  const stored = Object.entries(files).map(([path, file]) => {
    const { mode, bytes } = typeof file === 'string' ? { mode: '100644', bytes: Buffer.from(file) } : file;
    return { path, mode, bytes, blob: createHash('sha1').update(bytes).digest('hex') };
  });
  const reads: string[] = [];
  return {
    commit: 'c0ffee',
    reads,
    async folder(path) {
      const below = stored.filter((file) => path === '' || file.path.startsWith(`${path}/`));
      if (below.length === 0 && path !== '') return null;
      const listed = below.map(({ path: name, blob, mode }): TreeFile => ({ path: name, blob, mode }));
      return { tree: createHash('sha1').update(JSON.stringify(listed)).digest('hex'), files: listed };
    },
    async file(path) {
      return stored.find((file) => file.path === path && file.mode.startsWith('100'))?.blob ?? null;
    },
    async blob(id) {
      reads.push(id);
      const file = stored.find(({ blob }) => blob === id);
      if (file === undefined) throw new Error(`There is no blob ${id}.`);
      return file.bytes;
    },
  };
}
