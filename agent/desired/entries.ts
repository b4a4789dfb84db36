/** The documents of every file as entries: found again, or made anew. */
import type { DocError, Origin, TreeFile } from '../model/desired.ts';
import type { Kind } from '../model/kinds.gen.ts';
import { compareText } from '../schema/fault.ts';
import { MOST_TOLD } from '../schema/validate.ts';
import type { ResolvedDoc } from './load-cache.ts';
import { addFault, isFull } from './most-faults.ts';
import { MOST_LAID } from './patches.ts';
import { tooMuchText } from './read-files.ts';
import type { Files, ReadFile, Reading } from './read-files.ts';
import { resolved, resolvedAtOnce } from './resolve.ts';
import { KINDS } from './schemas.ts';
import type { CrossFault, Declared, Entry, RawDoc } from './types.ts';
import type { World } from './world.ts';

export interface Entries {
  readonly entries: Declared['entries'];
  /** Files of which some part could not be read, or does not say what it declares. */
  readonly unread: readonly TreeFile[];
  readonly errors: readonly DocError[];
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
  /** Indices of the patches that were laid over something. */
  readonly usedPatches: ReadonlySet<number>;
  /** The first document over which too many are laid. */
  readonly overlaid: ResolvedDoc | null;
}

/** An error instead when there is too much to be read. */
export function entriesOf(files: Files, world: World, reading: Reading): Entries | DocError {
  const { path, limits } = reading.options;
  const sink = newSink();
  let left = limits.totalBytes - files.bytes;
  for (const file of [...files.byPath.values()].toSorted(byPath)) {
    const docs =
      unchanged(file, world, reading) ?? resolvedDocs(file, world, reading, { left, mostMistakes: isFull(sink.faults) ? 1 : MOST_TOLD });
    let isRead = file.parsed.complete;
    // Mistakes that are too many to be told would only fill the memory.
    if (isFull(sink.faults) && docs.some(({ faults }) => faults.length > 0)) reading.cache.resolved.delete(file.file.path);
    for (const doc of docs) {
      left -= doc.added;
      isRead &&= doc.isNamed;
      add(doc, sink);
    }
    if (left < 0) return tooMuchText(path, limits.totalBytes);
    for (const mistake of file.parsed.mistakes) addFault(sink.errors, { ...mistake, file: file.file.path });
    if (!isRead) sink.unread.push(file.file);
  }
  return { ...sink, entries: sink.entries as unknown as Declared['entries'] };
}

function byPath(a: ReadFile, b: ReadFile): number {
  return compareText(a.file.path, b.file.path);
}

function newSink() {
  return {
    entries: Object.fromEntries(KINDS.map((kind) => [kind, [] as Entry[]])) as { readonly [K in Kind]: Entry[] },
    unread: [] as TreeFile[],
    errors: [] as DocError[],
    faults: [] as CrossFault[],
    warnings: [] as CrossFault[],
    usedPatches: new Set<number>(),
    overlaid: null as ResolvedDoc | null,
  };
}

/** For each of ten thousand documents: no lists are made on the way. */
function add(doc: ResolvedDoc, sink: ReturnType<typeof newSink>): void {
  const { entry, faults, warnings, patches } = doc;
  if (entry !== null) sink.entries[entry.kind].push(entry);
  for (const fault of faults) addFault(sink.faults, fault);
  for (const warning of warnings) addFault(sink.warnings, warning);
  for (const index of patches) sink.usedPatches.add(index);
  if (patches.length > MOST_LAID) sink.overlaid ??= doc;
}

/** Of an earlier load, while nothing at all changed. */
function unchanged(read: ReadFile, world: World, { cache }: Reading): readonly ResolvedDoc[] | null {
  const kept = cache.resolved.get(read.file.path);
  return kept?.read === read && kept.world === world ? kept.docs : null;
}

interface Room {
  /** Of characters that patches and variables may add. */
  readonly left: number;
  readonly mostMistakes: number;
}

/** Not all of them when patches and variables add more than there is room for. */
function resolvedDocs(
  read: ReadFile,
  world: World,
  { cache, options, watch }: Reading,
  { left, mostMistakes }: Room,
): readonly ResolvedDoc[] {
  const { path } = read.file;
  const kept = cache.resolved.get(path);
  const before = kept?.read.content === read.content ? kept.docs : NO_DOCS;
  const docs: ResolvedDoc[] = [];
  const around = { world, limits: options.limits, mostMistakes };
  let room = left;
  for (const [index, raw] of read.parsed.docs.entries()) {
    watch();
    const origin = originOf(raw, read);
    const kept = before[index];
    const doc = resolvedAtOnce(raw, origin, world, kept) ?? resolved(raw, origin, around, kept);
    docs.push(doc);
    room -= doc.added;
    if (room < 0) return docs;
  }
  cache.resolved.set(path, { read, docs, world });
  return docs;
}

const NO_DOCS: readonly ResolvedDoc[] = [];

function originOf({ index, bare }: RawDoc, { file }: ReadFile): Origin {
  const origin = { file: file.path, blob: file.blob, index };
  return bare === null ? origin : { ...origin, bare };
}
