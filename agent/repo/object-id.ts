/** What git calls an object by: the SHA-1 of its type, size and bytes. */
import { createHash } from 'node:crypto';

export interface TypedBytes {
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function objectId({ type, bytes }: TypedBytes): string {
  return createHash('sha1').update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Whether these are the bytes that the id stands for, wherever they come from. */
export function isIdOf(id: string, object: TypedBytes): boolean {
  return objectId(object) === id;
}
