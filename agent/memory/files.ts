/** The journal's files in the cluster's folder of the status branch. Pure. */
import type { Memory } from '../model/memory.ts';

/** Path -> text, null deletes: only files that differ; `before` null: all of them. */
export function journalFiles(_cluster: string, _before: Memory | null, _after: Memory): ReadonlyMap<string, string | null> {
  return new Map();
}
