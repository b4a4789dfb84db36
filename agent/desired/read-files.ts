/** Reads and parses files, each blob once, and stops as soon as there is more than the limits allow. */
import type { DocError, Source, TreeFile } from '../model/desired.ts';
import { schemaErrors } from '../schema/errors.ts';
import { START } from '../schema/fault.ts';
import { parseBare } from './bare-apps.ts';
import { placeOfFolder } from './cluster.ts';
import { desiredErrors } from './errors.ts';
import { headOf } from './head.ts';
import type { KeptFile, LoadCache } from './load-cache.ts';
import { parseDocuments } from './parse.ts';
import type { LoadOptions, ParsedFile, RawDoc } from './types.ts';
import type { Watch } from './watch.ts';

/** The very same object from load to load while the file stays as it is. */
export interface ReadFile extends KeptFile {
  readonly file: TreeFile;
  readonly as: As;
  /** Key of `LoadCache.files`. */
  readonly content: string;
  /** The first of its documents that is a Cluster. */
  readonly cluster: RawDoc | null;
}

/** All files of one load. */
export interface Files {
  readonly byPath: Map<string, ReadFile>;
  /** What there is too much of, once that is so: then nothing more is read. */
  over: DocError | null;
  /** With what aliases add. */
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
type As = keyof typeof PARSERS;

/** Of texts, held in memory at most while they are parsed. */
const CHUNK_BYTES = 16 * 1024 * 1024;
/** Many, because asking for blobs has its price each time. */
const CHUNK_FILES = 4096;

/** Adds those that are not there yet. */
export async function readFiles(listed: readonly TreeFile[], as: As, files: Files, reading: Reading): Promise<void> {
  const { limits, path } = reading.options;
  const others = files.byPath.size === 0 ? listed : listed.filter((file) => !files.byPath.has(file.path));
  if (files.byPath.size + others.length > limits.files) files.over ??= tooManyFiles(path, limits.files);
  let from = 0;
  while (from < others.length && files.over === null) from += await readChunk(others.slice(from, from + CHUNK_FILES), as, files, reading);
}

/** How many files of the chunk were read: at least one, fewer than all when they are large. */
async function readChunk(chunk: readonly TreeFile[], as: As, files: Files, reading: Reading): Promise<number> {
  const { source, options, watch } = reading;
  const known = chunk.map((file) => knownFile(file, as, reading));
  const unread = chunk.filter((_file, index) => known[index] === null);
  const { fileBytes, totalBytes } = options.limits;
  const most = Math.min(CHUNK_BYTES, totalBytes - files.bytes + 1);
  const blobs = unread.length === 0 ? NO_BLOBS : await source.blobs(blobsOf(unread), fileBytes, most);
  for (const [index, file] of chunk.entries()) {
    watch();
    const before = known[index] ?? null;
    if (before === null && index > 0 && !blobs.has(file.blob)) return index;
    const read = before ?? readFile(file, as, blobs.get(file.blob), reading);
    files.bytes += read.bytes + read.parsed.added;
    files.documents += read.parsed.docs.length;
    files.byPath.set(file.path, read);
    files.over = tooMuch(files, options);
    if (files.over !== null) break;
  }
  return chunk.length;
}

/** Null: its blob must be read. */
function knownFile(file: TreeFile, as: As, { cache }: Reading): ReadFile | null {
  const before = unchanged(file, as, cache);
  if (before !== null) return before;
  const content = keyOf(file, as);
  const kept = cache.files.get(content);
  return kept === undefined ? null : fileOf(file, as, content, kept);
}

function keyOf({ blob }: TreeFile, as: As): string {
  return `${as}:${blob}`;
}

const NO_BLOBS: ReadonlyMap<string, Uint8Array | 'too-large'> = new Map();

function unchanged({ path, blob }: TreeFile, as: As, cache: LoadCache): ReadFile | null {
  const before = cache.resolved.get(path)?.read;
  return before !== undefined && before.file.blob === blob && before.as === as ? before : null;
}

function blobsOf(files: readonly TreeFile[]): readonly string[] {
  return files.map(({ blob }) => blob);
}

function readFile(file: TreeFile, as: As, blob: Uint8Array | 'too-large' | undefined, { cache, options }: Reading): ReadFile {
  const content = keyOf(file, as);
  const kept = cache.files.get(content) ?? parse(blob, as, options);
  const isTooLarge = kept.bytes > options.limits.fileBytes;
  // What is too large to be read is not kept: it costs nothing to be told again.
  if (!isTooLarge) cache.files.set(content, kept);
  return fileOf(file, as, content, kept);
}

function fileOf(file: TreeFile, as: As, content: string, { bytes, parsed }: KeptFile): ReadFile {
  const cluster = parsed.docs.find(({ value }) => headOf(value).kind === 'Cluster') ?? null;
  return { file, as, content, bytes, parsed, cluster };
}

function parse(blob: Uint8Array | 'too-large' | undefined, as: As, options: LoadOptions): KeptFile {
  if (blob === undefined) throw new TypeError('The source left out a blob it was asked for.');
  if (blob === 'too-large') return { bytes: options.limits.fileBytes + 1, parsed: tooLarge(options) };
  return { bytes: blob.length, parsed: PARSERS[as](blob, options.limits) };
}

function tooLarge({ limits }: LoadOptions): ParsedFile {
  const message = `The file is larger than ${limits.fileBytes / 1024} KiB: split it, or raise limits.fileKiB in plumbline.yaml.`;
  return { docs: [], mistakes: [{ code: schemaErrors.tooLarge.code, ...START, message }], added: 0, complete: false, places: new Map() };
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
    `The files with all that aliases, patches and variables add are more than ${totalBytes / 1024 / 1024} MiB together.`,
  );
}

function tooManyFiles(path: string, files: number): DocError {
  return overLimit(path, 'tooManyFiles', `There are more than ${files} files to read.`);
}

function overLimit(path: string, code: 'tooManyFiles' | 'tooManyDocuments' | 'tooMuchText', message: string): DocError {
  return { code: desiredErrors[code].code, file: placeOfFolder(path), ...START, message };
}
