/** Finds objects in packs by their index files (`.idx`, version 2: https://git-scm.com/docs/gitformat-pack). */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './translate.ts';

export interface PackedAt {
  readonly pack: string;
  readonly offset: number;
}

export interface PackIndex {
  /** Null: in no pack that was there when it was looked last. */
  find(id: string): Promise<PackedAt | null>;
  /** Looks which packs there are. */
  look(): Promise<void>;
}

const MAGIC_AND_VERSION = 'ff744f6300000002';
const FANOUT = 8;
const IDS = FANOUT + 256 * 4;
/** Of one object: its id (20 bytes), checksum (4), offset (4), each in a table of its own. */
const ID_BYTES = 20;
const CHECKSUM_BYTES = 4;
/** An offset past 2 GiB stands in yet another table, whose row the lower bits name. */
const IS_FAR = 0x80_00_00_00;

/** Index files are kept in memory. */
export function openPackIndex(gitdir: string): PackIndex {
  const folder = path.join(gitdir, 'objects/pack');
  const known = new Map<string, Buffer>();
  let hasLooked = false;
  const look = async (): Promise<void> => {
    for (const name of await indexFiles(folder)) {
      if (!known.has(name)) known.set(name, await readFile(path.join(folder, name)));
    }
    hasLooked = true;
  };
  return {
    look,
    async find(id) {
      if (!hasLooked) await look();
      const bytes = Buffer.from(id, 'hex');
      for (const [name, index] of known) {
        const offset = offsetOf(index, bytes);
        if (offset !== null) return { pack: path.join(folder, name.replace(/idx$/, 'pack')), offset };
      }
      return null;
    },
  };
}

async function indexFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((thrown: unknown): string[] => {
    if (codeOf(thrown) === 'ENOENT') return [];
    throw thrown;
  });
  return names.filter((name) => name.endsWith('.idx'));
}

/** Throws a RangeError for a truncated file. */
function offsetOf(index: Buffer, id: Buffer): number | null {
  if (index.toString('hex', 0, FANOUT) !== MAGIC_AND_VERSION) return null;
  const first = id[0] ?? 0;
  const count = index.readUInt32BE(FANOUT + 255 * 4);
  let low = first === 0 ? 0 : index.readUInt32BE(FANOUT + (first - 1) * 4);
  let high = index.readUInt32BE(FANOUT + first * 4);
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = index.compare(id, 0, ID_BYTES, IDS + middle * ID_BYTES, IDS + (middle + 1) * ID_BYTES);
    if (order === 0) return offsetIn(index, count, middle);
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return null;
}

function offsetIn(index: Buffer, count: number, row: number): number {
  const offsets = IDS + count * (ID_BYTES + CHECKSUM_BYTES);
  const offset = index.readUInt32BE(offsets + row * 4);
  return offset < IS_FAR ? offset : Number(index.readBigUInt64BE(offsets + count * 4 + (offset - IS_FAR) * 8));
}
