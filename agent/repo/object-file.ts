/** What files of git objects have in common: deflated content that names its size first. Nothing is inflated unbounded. */
import { open } from 'node:fs/promises';
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
