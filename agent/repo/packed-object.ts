/**
 * Objects in packs (https://git-scm.com/docs/gitformat-pack). Read here and not by isomorphic-git, which holds packs whole,
 * takes several times as long, and unpacks whatever it is asked for: a pack of a few kilobytes may hold gigabytes.
 */
import { applyDelta, readMore, resultSize } from './delta.ts';
import { MAX_OBJECT_BYTES, tooLarge } from './limits.ts';
import { inflateExactly, inflateHead, partReader } from './object-file.ts';
import type { RawObject, ReadPart } from './object-file.ts';
import type { PackedAt, PackIndex } from './pack-index.ts';

/** Reads an object that is no pack's: the base of a delta may be loose. */
type Elsewhere = (id: string) => Promise<RawObject>;

export interface Packed {
  /** Null: it is in no pack that is known. Throws RangeErrors and zlib's errors for a pack that is damaged. */
  read(id: string, maxBytes: number, elsewhere: Elsewhere): Promise<RawObject | 'too-large' | null>;
  /** Looks for further packs. */
  look(): Promise<void>;
}

/** Read at once: most objects whole, of others what names their size. */
const HEAD_BYTES = 4096;
/** Deltas upon deltas: git makes 50, and never more than 4,095 (pack.depth). */
const MAX_DELTAS = 4_095;
/** Objects that others are deltas of, kept. */
const KEPT_BYTES = 64 * 1024 * 1024;

export function openPacks(packs: PackIndex): Packed {
  const read = partReader();
  const kept = new Map<string, RawObject>();
  let keptBytes = 0;
  const keep = (key: string, object: RawObject): void => {
    if (keptBytes > KEPT_BYTES) {
      kept.clear();
      keptBytes = 0;
    }
    kept.set(key, object);
    keptBytes += object.bytes.length;
  };
  const readBase = async (at: PackedAt, deltas: number, elsewhere: Elsewhere): Promise<RawObject> => {
    const key = `${at.pack} ${at.offset}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (deltas > MAX_DELTAS) throw new RangeError(`${at.pack} has an object that is more than ${MAX_DELTAS} deltas deep.`);
    const object = await readAt(read, at, { maxBytes: MAX_OBJECT_BYTES, readBase: baseReader(deltas + 1, elsewhere) });
    if (object === 'too-large') throw tooLarge(at.pack, `at ${at.offset}`);
    keep(key, object);
    return object;
  };
  const baseReader = (deltas: number, elsewhere: Elsewhere): ReadBase => {
    return async (base) => {
      if (typeof base !== 'string') return readBase(base, deltas, elsewhere);
      const at = await packs.find(base);
      return at === null ? elsewhere(base) : readBase(at, deltas, elsewhere);
    };
  };
  return {
    look: () => packs.look(),
    async read(id, maxBytes, elsewhere) {
      const at = await packs.find(id);
      return at === null ? null : readAt(read, at, { maxBytes, readBase: baseReader(1, elsewhere) });
    },
  };
}

/** What an object is a delta of: an id, or a place in the same pack. */
type Base = string | PackedAt;
type ReadBase = (base: Base) => Promise<RawObject>;

interface How {
  readonly maxBytes: number;
  readonly readBase: ReadBase;
}

async function readAt(read: ReadPart, at: PackedAt, { maxBytes, readBase }: How): Promise<RawObject | 'too-large'> {
  const start = await read(at.pack, at.offset, HEAD_BYTES);
  const { type, base, sizeBytes, end } = readHead(start, at);
  if (base === null && sizeBytes > maxBytes) return 'too-large';
  if (base !== null && resultSize(inflateHead(start.subarray(end))) > maxBytes) return 'too-large';
  if (sizeBytes > MAX_OBJECT_BYTES) throw tooLarge(at.pack, `at ${at.offset}`);
  const object = base === null ? null : await readBase(base);
  const whole = end + deflateBound(sizeBytes);
  const isRead = start.length < HEAD_BYTES || start.length >= whole;
  const deflated = (isRead ? start : await read(at.pack, at.offset, whole)).subarray(end);
  const bytes = await inflateExactly(deflated, sizeBytes);
  return object === null ? { type, bytes } : { type: object.type, bytes: applyDelta(object.bytes, bytes) };
}

/** What zlib makes of so many bytes at most. */
function deflateBound(sizeBytes: number): number {
  return sizeBytes + Math.ceil(sizeBytes / 1000) + 64;
}

interface Head {
  readonly type: string;
  /** Of what is inflated: of a delta the delta. */
  readonly sizeBytes: number;
  readonly base: Base | null;
  /** Where the deflated data begins. */
  readonly end: number;
}

const TYPES = ['', 'commit', 'tree', 'blob', 'tag'];
const OFFSET_DELTA = 6;
const ID_DELTA = 7;
const ID_BYTES = 20;

function readHead(head: Buffer, at: PackedAt): Head {
  const first = head.readUInt8(0);
  const number = (first >> 4) & 7;
  const low = { value: first & 0xf, scale: 16 };
  const { value: sizeBytes, end } = first < 0x80 ? { ...low, end: 1 } : readMore(head, 1, low);
  if (number === OFFSET_DELTA) {
    const back = readDistance(head, end);
    return { type: '', sizeBytes, base: { ...at, offset: at.offset - back.value }, end: back.end };
  }
  if (number === ID_DELTA) return { type: '', sizeBytes, base: head.toString('hex', end, end + ID_BYTES), end: end + ID_BYTES };
  return { type: TYPES[number] ?? '', sizeBytes, base: null, end };
}

/** The highest bits first; each further byte adds one, so that no distance can be written in two ways. */
function readDistance(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = -1;
  for (let end = start; ; end += 1) {
    const byte = bytes.readUInt8(end);
    value = (value + 1) * 128 + (byte & 0x7f);
    if (byte < 0x80) return { value, end: end + 1 };
  }
}
