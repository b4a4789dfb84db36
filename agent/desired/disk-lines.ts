/** How a parsed file is written down: one line of JSON behind its checksum. */
import type { Limits } from '../model/desired.ts';
import type { Json } from '../model/ref.ts';
import { checksum, CHECKSUM_CHARS } from './digest.ts';
import type { KeptFile, ResolvedDoc, ResolvedFile } from './load-cache.ts';
import { SCHEMAS } from './schemas.ts';
import type { RawDoc } from './types.ts';

/** Raised when the lines, or what is read from the same text, change within a version. */
const FORMAT = 3;

export interface Line {
  /** That of `LoadCache.files`. */
  readonly key: string;
  readonly file: KeptFile;
}

/**
 * Of everything besides the text that decides what is read from it and whether it fits: lines of another version, under
 * other limits or schemas do not count.
 */
export function seedOf(version: string, { fileBytes, depth, aliases }: Limits): string {
  return checksum(JSON.stringify([FORMAT, version, fileBytes, depth, aliases, SCHEMAS]));
}

/** `resolved` is what its documents came to. Null for a file with mistakes, which is to be read again with its text, and for one that JSON cannot hold. */
export function lineOf({ key, file }: Line, resolved: ResolvedFile | undefined, seed: string): string | null {
  const { docs, mistakes, added, complete } = file.parsed;
  if (mistakes.length > 0 || !complete || !docs.every(({ value }) => isExact(value))) return null;
  const text = `${seed} ${JSON.stringify([key, file.bytes, added, docs.map((doc, index) => withKnown(doc, resolved?.docs[index]))])}`;
  return `${checksum(text)} ${text}\n`;
}

/** With the key under which it was found to fit: a patch or a variable may make another document of it. */
function withKnown({ index, bare, value }: RawDoc, resolved: ResolvedDoc | undefined): RawDoc {
  const content = resolved?.entry?.content ?? null;
  if (resolved === undefined || content === null) return { index, bare, value };
  return { index, bare, value, known: { key: resolved.key, specDigest: content.specDigest } };
}

/** A line is a checksum, a seed and JSON, with a blank between. Null for a line that is torn, was changed, or is not ours. */
export function readLine(file: Buffer, start: number, end: number, seed: string): Line | null {
  const text = file.toString('utf8', Math.min(start + CHECKSUM_CHARS + 1, end), end);
  if (!text.startsWith(seed) || file.toString('latin1', start, start + CHECKSUM_CHARS) !== checksum(text)) return null;
  const [key, bytes, added, docs] = JSON.parse(text.slice(seed.length)) as [string, number, number, readonly RawDoc[]];
  return { key, file: { bytes, parsed: { docs, mistakes: [], added, complete: true, places: new Map() } } };
}

/** JSON has no infinity and would write it as null. */
function isExact(value: Json): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.values(value).every((inner: Json) => isExact(inner));
}
