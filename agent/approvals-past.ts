/** Which commit brought an entry of an Approval, found by walking back: an entry that was in any file then is not new. */
import { posix } from 'node:path';
import type { Instant } from './clock.ts';
import { readFolder } from './desired/files.ts';
import { headOf } from './desired/head.ts';
import { parseDocuments } from './desired/parse.ts';
import { SCHEMAS } from './desired/schemas.ts';
import { allDocs } from './model/desired.ts';
import type { Desired, Doc, Limits, Source } from './model/desired.ts';
import type { ApprovalSpec } from './model/kinds.gen.ts';
import type { DatedCommit, Repo } from './model/repo.ts';
import { fits } from './schema/fits.ts';
import type { Schema } from './schema/fits.ts';

export interface Entry {
  readonly doc: Doc<'Approval'>;
  readonly change: string;
  readonly key: string;
  readonly expires: Instant;
}

export interface Past {
  /** When the commit was made that brought the entry of `desired`; null when that is further back than the history at hand. */
  arrivalOf(entry: Entry, history: readonly DatedCommit[], desired: Desired): Promise<Instant | null>;
}

/** Old versions of the files that hold Approvals. */
const KEPT_FILES = 500;

export function openPast(repo: Repo, path: string, limits: Limits): Past {
  const files = new Map<string, ApprovalSpec['changes'] | null>();
  const approvedIn = async (blob: string, source: Source): Promise<ApprovalSpec['changes'] | null> => {
    const known = files.get(blob);
    const approved = known === undefined ? readApproved(await source.blob(blob), limits) : known;
    const [oldest] = files.keys();
    if (files.size >= KEPT_FILES && oldest !== undefined) files.delete(oldest);
    files.set(blob, approved);
    return approved;
  };
  const mayApprove = async (blob: string, { change, key }: Entry, source: Source): Promise<boolean> => {
    const approved = await approvedIn(blob, source);
    return approved === null || approved.some((other) => other.change === change && other.key === key);
  };
  const isElsewhere = async (entry: Entry, source: Source, known: ReadonlySet<string>): Promise<boolean> => {
    for (const blob of await blobsOf(source, foldersOf(entry, path))) {
      if (known.has(blob) || !Buffer.from(await source.blob(blob)).includes(entry.key)) continue;
      if (await mayApprove(blob, entry, source)) return true;
    }
    return false;
  };
  const hadEntry = async (commit: string, entry: Entry, known: ReadonlySet<string>): Promise<boolean> => {
    const source = await repo.source(commit);
    const { file, blob: now } = entry.doc.origin;
    const then = await source.file(file);
    if (then === now || (then !== null && (await mayApprove(then, entry, source)))) return true;
    return isElsewhere(entry, source, known);
  };
  return {
    async arrivalOf(entry, history, desired) {
      const known = blobsWithoutApprovals(desired);
      for (const [index, { at, parent }] of history.entries()) {
        const before = history[index + 1];
        if (before === undefined) return parent === null ? at : null;
        if (!(await hadEntry(before.commit, entry, known))) return at;
      }
      return null;
    },
  };
}

/** Files that have not changed since need not be read again to know that they approve nothing. */
function blobsWithoutApprovals(desired: Desired): ReadonlySet<string> {
  const blobs = new Set(allDocs(desired).map(({ origin }) => origin.blob));
  for (const { origin } of desired.docs.Approval.values()) blobs.delete(origin.blob);
  return blobs;
}

/** The cluster's folder, and the one the entry's file is in now, which may be a shared one. */
function foldersOf({ doc }: Entry, path: string): readonly string[] {
  const folder = posix.dirname(doc.origin.file);
  return path === '' || `${folder}/`.startsWith(`${path}/`) ? [path] : [path, folder];
}

async function blobsOf(source: Source, folders: readonly string[]): Promise<ReadonlySet<string>> {
  const blobs = new Set<string>();
  for (const path of folders) {
    const folder = await readFolder(source, path);
    for (const { blob } of folder?.files ?? []) blobs.add(blob);
  }
  return blobs;
}

/** What a file approves. Null: it cannot be read and may approve anything; then an entry came earlier, and its life is shorter. */
function readApproved(bytes: Uint8Array, limits: Limits): ApprovalSpec['changes'] | null {
  const { docs, mistakes } = parseDocuments(bytes, limits);
  if (mistakes.length > 0 || docs.some(({ value }) => headOf(value).faults.length > 0)) return null;
  const approvals = docs.filter(({ value }) => headOf(value).kind === 'Approval');
  if (!approvals.every(({ value }) => fits(SCHEMAS.Approval as Schema, value))) return null;
  return approvals.flatMap(({ value }) => (value as unknown as { readonly spec: ApprovalSpec }).spec.changes);
}
