/** The journal's files in the cluster's folder of the status branch. Pure. */
import { STATUS_FILES } from '../model/memory.ts';
import type { Memory, Owned } from '../model/memory.ts';
import { formatAccepted } from './file/accepted.ts';
import { formatHolds } from './file/holds.ts';
import { formatIntent, intentFile } from './file/intent.ts';
import { bucketOf, formatOwned } from './file/inventory.ts';
import { formatRemovals } from './file/removals.ts';
import { formatSamples } from './file/samples.ts';
import { formatWriter } from './file/writer.ts';

type Files = Map<string, string | null>;

/** Path -> text, null deletes: only files that differ; `before` null: all of them. */
export function journalFiles(cluster: string, before: Memory | null, after: Memory): ReadonlyMap<string, string | null> {
  const files: Files = new Map([...singleFiles(before, after), ...bucketFiles(before, after), ...intentFiles(before, after)]);
  return new Map([...files].map(([file, text]) => [`${cluster}/${file}`, text]));
}

/** What was measured goes along with any commit, and is never a reason for one. */
export function samplesFile(cluster: string, { samples }: Memory): ReadonlyMap<string, string> {
  return new Map(samples.size === 0 ? [] : [[`${cluster}/${STATUS_FILES.samples}`, formatSamples(samples)]]);
}

function singleFiles(before: Memory | null, after: Memory): Files {
  const files: Files = new Map();
  const put = (file: string, text: string, was: string | null): void => {
    if (text !== was) files.set(file, text);
  };
  put(STATUS_FILES.accepted, formatAccepted(after), before && formatAccepted(before));
  put(STATUS_FILES.holds, formatHolds(after.holds), before && formatHolds(before.holds));
  put(STATUS_FILES.removals, formatRemovals(after.removals), formatRemovals(before?.removals ?? []));
  if (after.writer !== null) put(STATUS_FILES.writer, formatWriter(after.writer), before?.writer ? formatWriter(before.writer) : null);
  return files;
}

function bucketFiles(before: Memory | null, after: Memory): Files {
  const files: Files = new Map();
  if (before?.inventory === after.inventory) return files;
  const was = bucketsOf(before);
  const is = bucketsOf(after);
  for (const bucket of new Set([...was.keys(), ...is.keys()])) {
    const text = formatBucket(is.get(bucket));
    if (text !== formatBucket(was.get(bucket))) files.set(bucket, text);
  }
  return files;
}

function bucketsOf(memory: Memory | null): ReadonlyMap<string, readonly Owned[]> {
  const buckets = new Map<string, Owned[]>();
  for (const owned of memory?.inventory.values() ?? []) {
    const bucket = bucketOf(owned.ref);
    const others = buckets.get(bucket);
    if (others === undefined) buckets.set(bucket, [owned]);
    else others.push(owned);
  }
  return buckets;
}

/** git has no empty folders, and an empty file would tell nothing. */
function formatBucket(owned: readonly Owned[] | undefined): string | null {
  return owned === undefined ? null : formatOwned(owned);
}

function intentFiles(before: Memory | null, after: Memory): Files {
  const kept = new Set(after.intents.map(intentFile));
  const there = new Set((before?.intents ?? []).map(intentFile));
  const gone = [...there].filter((file) => !kept.has(file)).map((file) => [file, null] as const);
  const added = after.intents
    .filter((intent) => !there.has(intentFile(intent)))
    .map((intent) => [intentFile(intent), formatIntent(intent)] as const);
  return new Map([...gone, ...added]);
}
