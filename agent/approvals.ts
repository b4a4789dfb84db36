/**
 * What people approved: every entry of every Approval in force, and until when it counts. Its life begins with the commit
 * of the tracked branch that brought it, which is found by walking back along the first parents.
 */
import { instant, parseInstant } from './clock.ts';
import type { Instant } from './clock.ts';
import { openPast } from './approvals-past.ts';
import type { Entry } from './approvals-past.ts';
import { declareErrors } from './errors.ts';
import type { ErrorCode } from './errors.ts';
import type { Grant } from './model/approval.ts';
import type { Change } from './model/change.ts';
import type { Desired, DocError, Limits } from './model/desired.ts';
import type { Intent, Removal } from './model/memory.ts';
import type { Repo } from './model/repo.ts';

export const approvalErrors = declareErrors('approval', {
  used: { class: 'stalled', help: 'Take the Approval out of the repository: what it approves was done.' },
  expired: {
    class: 'stalled',
    help: 'Take it out of the repository; if it is still wanted, commit it anew after that, with a later `expires`.',
  },
  otherObject: { class: 'stalled', help: 'See which object the plan means now; its key approves it, the old one does not.' },
  unmatched: { class: 'stalled', help: 'Compare the entry with the plan: the id and the key must both be as it shows them.' },
});

/** Every entry with its state. Throws what reading the repository throws. */
export type GrantReader = (desired: Desired, now: Instant) => Promise<readonly Grant[]>;

/** However late its `expires`. */
const LONGEST_MS = 72 * 3_600_000;
/** A committer's clock may be so far ahead of ours; one further ahead would prolong what it approves. */
const AHEAD_MS = 10 * 60_000;
/** Until when an entry counts of which nobody can say when it came. */
const NEVER = instant(0);

/** Remembers when each entry came: the history of a commit that stays in force is walked once. `path`: the cluster's folder. */
export function makeGrantReader(repo: Repo, path: string, limits: Limits): GrantReader {
  const arrivals = new Map<string, Instant | null>();
  const past = openPast(repo, path, limits);
  let commit: string | null = null;
  return async (desired, now) => {
    if (commit !== desired.commit) arrivals.clear();
    commit = desired.commit;
    const entries = entriesOf(desired);
    const unseen = entries.filter((entry) => entry.expires > now && !arrivals.has(idOf(entry)));
    // What is over by its own words needs no history.
    const history = unseen.length === 0 ? [] : await repo.firstParents(commit, instant(now - LONGEST_MS));
    for (const entry of unseen) arrivals.set(idOf(entry), await past.arrivalOf(entry, history, desired));
    return entries.map((entry) => grantOf(entry, arrivals.get(idOf(entry)) ?? null, now));
  };
}

function entriesOf(desired: Desired): readonly Entry[] {
  return [...desired.docs.Approval.values()].flatMap((doc) => {
    const expires = parseInstant(doc.spec.expires) ?? NEVER;
    return doc.spec.changes.map(({ change, key }) => ({ doc, change, key, expires }));
  });
}

function idOf({ doc, change, key }: Entry): string {
  return JSON.stringify([doc.origin.file, change, key]);
}

function grantOf({ doc, change, key, expires }: Entry, arrival: Instant | null, now: Instant): Grant {
  const until = arrival === null ? NEVER : instant(Math.min(expires, arrival + LONGEST_MS));
  const isValid = arrival !== null && arrival <= now + AHEAD_MS && now < until;
  return { approval: doc.ref, change, key, state: isValid ? 'valid' : 'expired', until, file: doc.origin.file };
}

export interface ApprovalUse {
  readonly changes: readonly Pick<Change, 'id' | 'approvalKey'>[];
  readonly removals: readonly Pick<Removal, 'approvalKey'>[];
  readonly intents: readonly Pick<Intent, 'approvalKey'>[];
}

/** A warning for each entry that has expired, was used, or matches nothing that is planned. */
export function approvalWarnings(grants: readonly Grant[], use: ApprovalUse): readonly DocError[] {
  return grants.flatMap((grant) => {
    const found = warningOf(grant, use);
    if (found === null) return [];
    const [code, what] = found;
    const message = `${grant.approval} has an entry ${what}`;
    return [{ code: code.code, file: grant.file, line: 1, column: 1, message }];
  });
}

function warningOf({ change, key, state }: Grant, { changes, removals, intents }: ApprovalUse): readonly [ErrorCode, string] | null {
  // What was begun runs to its end, however long that takes.
  if (intents.some(({ approvalKey }) => approvalKey === key)) return null;
  if (removals.some(({ approvalKey }) => approvalKey === key)) return [approvalErrors.used, `that was used: ${change} is done.`];
  if (state === 'expired') return [approvalErrors.expired, `that has expired: ${change}.`];
  const now = changes.filter(({ id }) => id === change);
  if (now.some(({ approvalKey }) => approvalKey === key)) return null;
  const [other] = now;
  if (other === undefined) return [approvalErrors.unmatched, `that matches nothing planned: ${change}.`];
  const keys = `its key is ${other.approvalKey.slice(0, 12)} now, not ${key.slice(0, 12)}`;
  return [approvalErrors.otherObject, `that is for another object than the one that ${change} would change: ${keys}.`];
}
