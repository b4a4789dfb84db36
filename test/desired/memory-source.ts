/** A Source in memory, which counts what is read from it. */
import { createHash } from 'node:crypto';
import type { Source, TreeFile } from '../../agent/model/desired.ts';
import { takeBlobs } from '../../agent/repo/take-blobs.ts';

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
  const byBlob = new Map(stored.map((file) => [file.blob, file.bytes]));
  const reads: string[] = [];
  const read = (id: string): Uint8Array => {
    reads.push(id);
    const bytes = byBlob.get(id);
    if (bytes === undefined) throw new Error(`There is no blob ${id}.`);
    return bytes;
  };
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
    blob: async (id) => read(id),
    async blobs(ids, maxBytes, maxTotalBytes = Infinity) {
      return takeBlobs(ids, maxTotalBytes, async (id) => {
        const bytes = read(id);
        return bytes.length > maxBytes ? 'too-large' : bytes;
      });
    },
  };
}
