/** Reads and parses files, each blob once, and stops as soon as there is more than the limits allow. */
import type { DocError, Source, TreeFile } from '../model/desired.ts';
import { schemaErrors } from '../schema/errors.ts';
import { START } from '../schema/fault.ts';
import { parseBare } from './bare-apps.ts';
import { placeOfFolder } from './cluster.ts';
import { desiredErrors } from './errors.ts';
import type { KeptFile, LoadCache } from './load-cache.ts';
import { parseDocuments } from './parse.ts';
import type { LoadOptions, ParsedFile } from './types.ts';
import type { Watch } from './watch.ts';

export interface ReadFile {
  readonly file: TreeFile;
  /** Key of `LoadCache.files`. */
  readonly content: string;
  readonly parsed: ParsedFile;
}

/** All files of one load. */
export interface Files {
  readonly byPath: Map<string, ReadFile>;
  /** What there is too much of, once that is so: then nothing more is read. */
  over: DocError | null;
  bytes: number;
  documents: number;
}

export interface Reading {
  readonly source: Source;
  readonly options: LoadOptions;
  readonly cache: LoadCache;
  readonly watch: Watch;
}

const PARSERS = { yaml: parseDocuments, json: parseBare } as const;

/** Held in memory at most while they are parsed. */
const CHUNK_BYTES = 64 * 1024 * 1024;
/** Fewer when files may be large. */
const CHUNK_FILES = 512;

/** Adds those that are not there yet. */
export async function readFiles(listed: readonly TreeFile[], as: keyof typeof PARSERS, files: Files, reading: Reading): Promise<void> {
  const { limits, path } = reading.options;
  const others = files.byPath.size === 0 ? listed : listed.filter((file) => !files.byPath.has(file.path));
  if (files.byPath.size + others.length > limits.files) files.over ??= tooManyFiles(path, limits.files);
  const perChunk = Math.max(1, Math.min(CHUNK_FILES, Math.floor(CHUNK_BYTES / limits.fileBytes)));
  for (let from = 0; from < others.length && files.over === null; from += perChunk) {
    await readChunk(others.slice(from, from + perChunk), as, files, reading);
  }
}

async function readChunk(chunk: readonly TreeFile[], as: keyof typeof PARSERS, files: Files, reading: Reading): Promise<void> {
  const { cache, source, options, watch } = reading;
  const unknown = chunk.map(({ blob }) => blob).filter((blob) => !cache.files.has(`${as}:${blob}`));
  const blobs = unknown.length === 0 ? NO_BLOBS : await source.blobs(unknown, options.limits.fileBytes);
  for (const file of chunk) {
    if (files.over !== null) return;
    watch();
    const content = `${as}:${file.blob}`;
    const { bytes, parsed } = cache.files.get(content) ?? parse(content, blobs.get(file.blob), reading);
    files.bytes += bytes;
    files.documents += parsed.docs.length;
    files.byPath.set(file.path, { file, content, parsed: bytes > options.limits.fileBytes ? tooLarge(options) : parsed });
    files.over = tooMuch(files, options);
  }
}

const NO_BLOBS: ReadonlyMap<string, Uint8Array | 'too-large'> = new Map();

/** What is too large to be read is not kept: it costs nothing to be told again. */
function parse(content: string, bytes: Uint8Array | 'too-large' | undefined, { cache, options }: Reading): KeptFile {
  if (bytes === undefined) throw new TypeError(`The source left out the blob of ${content}.`);
  if (bytes === 'too-large') return { bytes: options.limits.fileBytes + 1, parsed: tooLarge(options) };
  const as = content.startsWith('json:') ? 'json' : 'yaml';
  const kept = { bytes: bytes.length, parsed: PARSERS[as](bytes, options.limits) };
  cache.files.set(content, kept);
  return kept;
}

function tooLarge({ limits }: LoadOptions): ParsedFile {
  const message = `The file is larger than ${limits.fileBytes / 1024} KiB; split it.`;
  return { docs: [], mistakes: [{ code: schemaErrors.tooLarge.code, ...START, message }], complete: false, places: new Map() };
}

function tooMuch({ bytes, documents }: Files, { limits, path }: LoadOptions): DocError | null {
  if (bytes > limits.totalBytes) return tooMuchText(path, limits.totalBytes);
  if (documents <= limits.documents) return null;
  return overLimit(path, 'tooManyDocuments', `There are more than ${limits.documents} documents in all files together.`);
}

/** `path` is the cluster's folder: no single file is to blame. */
export function tooMuchText(path: string, totalBytes: number): DocError {
  return overLimit(
    path,
    'tooMuchText',
    `The files with all that patches and variables add are more than ${totalBytes / 1024 / 1024} MiB together.`,
  );
}

function tooManyFiles(path: string, files: number): DocError {
  return overLimit(path, 'tooManyFiles', `There are more than ${files} files to read.`);
}

function overLimit(path: string, code: 'tooManyFiles' | 'tooManyDocuments' | 'tooMuchText', message: string): DocError {
  return { code: desiredErrors[code].code, file: placeOfFolder(path), ...START, message };
}
