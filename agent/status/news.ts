/** When a status is worth a commit. */
import type { Published } from '../model/memory.ts';

/** At most one commit in this time, except for what must not be lost: changes made, the journal. */
const QUIET_MS = 30_000;
/** One commit a day when nothing happens, so that an old status means a dead agent. */
const HEARTBEAT_MS = 24 * 3_600_000;

export interface JournalNews {
  readonly journalChanged: boolean;
  /** How many lines the change log gets. */
  readonly lines: number;
}

/** Milliseconds to hold the status `after` back, when the branch says `before`: 0 = commit now, null = nothing is new. */
export function holdMs(before: Published | null, after: Published, { journalChanged, lines }: JournalNews): number | null {
  if (journalChanged || lines > 0 || before === null) return 0;
  const ageMs = after.at - before.at;
  // A clock that was set back would hold everything for as long.
  if (ageMs < 0) return 0;
  if (before.digest !== after.digest) return Math.max(0, QUIET_MS - ageMs);
  return ageMs >= HEARTBEAT_MS ? 0 : null;
}
