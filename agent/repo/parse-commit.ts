/** What we need of a commit's or a tag's text. */
import { instant } from '../clock.ts';
import type { Instant } from '../clock.ts';

export interface CommitText {
  readonly tree: string;
  /** null for the first commit of all. */
  readonly parent: string | null;
  readonly committedAt: Instant;
}

/** Null when it is no commit that git would write. Only the lines before the first empty one count: the rest is the message. */
export function parseCommit(bytes: Buffer): CommitText | null {
  const head = headOf(bytes);
  const tree = /^tree ([0-9a-f]{40})$/m.exec(head)?.[1];
  const parent = /^parent ([0-9a-f]{40})$/m.exec(head)?.[1] ?? null;
  // Time zones come in forms that nobody defined (`+051800`), and do not matter to us.
  const committedS = /^committer .*> (\d{1,12}) /m.exec(head)?.[1];
  if (tree === undefined || committedS === undefined) return null;
  return { tree, parent, committedAt: instant(Number(committedS) * 1000) };
}

/** The object that an annotated tag names; null when it names none. */
export function tagTarget(bytes: Buffer): string | null {
  return /^object ([0-9a-f]{40})$/m.exec(headOf(bytes))?.[1] ?? null;
}

function headOf(bytes: Buffer): string {
  const end = bytes.indexOf('\n\n');
  return bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
}
