/** What files of git objects have in common: deflated content that names its size first. Nothing is inflated unbounded. */
import { open, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, inflate, inflateSync } from 'node:zlib';

export interface RawObject {
  readonly type: string;
  readonly bytes: Buffer;
}

/** Smaller ones are inflated at once, which is quicker than to hand them to another thread. */
const AT_ONCE_BYTES = 64 * 1024;
const inflateAside = promisify(inflate);

/** Up to `length` bytes at `offset`, fewer only at the file's end. Throws the system's error. */
export async function readPart(file: string, offset: number, length: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

export type ReadPart = typeof readPart;

/** Files that are kept whole, all together; of others each part is read by itself. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** As `readPart`, but reads small files once: to open one takes longer than to inflate what is in it. They must not change. */
export function partReader(): ReadPart {
  const kept = new Map<string, Promise<Buffer | null>>();
  let keptBytes = 0;
  const keep = async (file: string): Promise<Buffer | null> => {
    const { size } = await stat(file);
    keptBytes += size;
    return keptBytes > KEPT_BYTES ? null : readFile(file);
  };
  return async (file, offset, length) => {
    const whole = kept.get(file) ?? keep(file);
    kept.set(file, whole);
    return (await whole)?.subarray(offset, offset + length) ?? readPart(file, offset, length);
  };
}

/** What the first bytes of something deflated inflate to, at most a thousand times as much. */
export function inflateHead(head: Buffer): Buffer {
  return inflateSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
}

/** Exactly `sizeBytes`; what follows the deflated data is ignored. Throws zlib's error or a RangeError. */
export async function inflateExactly(deflated: Buffer, sizeBytes: number): Promise<Buffer> {
  const bound = { maxOutputLength: sizeBytes + 1 };
  const bytes = sizeBytes <= AT_ONCE_BYTES ? inflateSync(deflated, bound) : await inflateAside(deflated, bound);
  if (bytes.length !== sizeBytes) throw new RangeError(`An object of ${sizeBytes} bytes has ${bytes.length}.`);
  return bytes;
}
