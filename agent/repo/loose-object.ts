/** Objects in files of their own. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inflateExactly, inflateHead, readPart } from './object-file.ts';
import type { RawObject } from './object-file.ts';
import { codeOf } from './translate.ts';

/** Read at once: most objects whole, of others the header, before which the tables of a deflated block take 300 bytes at most. */
const HEAD_BYTES = 4096;

/** Null when there is no such file. Throws the system's and zlib's errors; whether the content fits the id is not looked at. */
export async function readLoose(gitdir: string, id: string, maxBytes: number): Promise<RawObject | 'too-large' | null> {
  const file = path.join(gitdir, 'objects', id.slice(0, 2), id.slice(2));
  const head = await readPart(file, 0, HEAD_BYTES).catch((thrown: unknown) => {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  });
  if (head === null) return null;
  const [header = '', type = '', size] = /^([a-z]+) (\d{1,15})\0/.exec(inflateHead(head).toString('latin1', 0, 40)) ?? [];
  if (size === undefined) throw new RangeError(`The file ${file} does not begin as an object does.`);
  if (Number(size) > maxBytes) return 'too-large';
  const deflated = head.length < HEAD_BYTES ? head : await readFile(file);
  const whole = await inflateExactly(deflated, header.length + Number(size));
  return { type, bytes: whole.subarray(header.length) };
}
