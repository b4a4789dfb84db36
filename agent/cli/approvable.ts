/** Which of the planned changes a person means, and whether it can be approved at all. Pure. */
import { PlumblineError } from '../errors.ts';
import type { Grant } from '../model/approval.ts';
import { isApprovable } from '../model/approval.ts';
import type { Verdict } from '../model/change.ts';
import type { Lost } from '../model/report.ts';
import { deedOf } from '../model/sentences.ts';
import type { Blocked } from '../plan/rules/proposals.ts';
import { recoveryOf } from '../plan/rules/recovery.ts';
import { usageErrors } from './errors.ts';

export interface Judged {
  readonly verdicts: readonly Verdict[];
  /** Of a lost memory: its recovery is approved like a change. */
  readonly lost: Lost | null;
  readonly grants: readonly Grant[];
}

export type Found = { readonly kind: 'blocked'; readonly blocked: Blocked } | { readonly kind: 'approved'; readonly grant: Grant };

/** `asked` is an id, what results call the change, an object or the beginning of a key; throws `usage/nothing-matches` or `usage/not-approvable`. */
export function findApprovable(asked: string, { verdicts, lost, grants }: Judged): Found {
  const recovery = lost === null ? [] : [{ ...recoveryOf(lost), deed: recoveryOf(lost).change.id, refusal: null }];
  const found = [...verdicts.map(candidateOf), ...recovery].filter((candidate) => isMeant(candidate, asked));
  const [only, ...others] = found;
  if (only === undefined) throw refused(usageErrors.nothingMatches, `approve ${asked}: no such change is planned.`);
  if (others.length > 0) {
    const ids = found.map(({ change }) => `${change.id} (${change.approvalKey.slice(0, 12)})`).join(', ');
    throw refused(usageErrors.nothingMatches, `approve ${asked}: that may be ${ids}; name one of them.`);
  }
  const { id, approvalKey } = only.change;
  const grant = grants.find(({ change, key, state }) => change === id && key === approvalKey && state === 'valid');
  if (grant !== undefined) return { kind: 'approved', grant };
  if (only.refusal !== null) throw refused(usageErrors.notApprovable, `approve ${id}: ${only.refusal}.`);
  return { kind: 'blocked', blocked: only };
}

interface Candidate extends Blocked {
  /** What plans and results call it. */
  readonly deed: string;
  /** Why approving it would do nothing; null: it would. */
  readonly refusal: string | null;
}

function candidateOf(verdict: Verdict): Candidate {
  const { change } = verdict;
  const deed = deedOf(change);
  if (verdict.kind === 'allowed') return { change, deed, why: '', refusal: 'it needs no approval' };
  const { by, why } = verdict;
  return { change, deed, why, refusal: isApprovable(by) ? null : `no approval would lift what stops it: ${why}` };
}

const KEY_START = /^[0-9a-f]{6,64}$/;

/** An app's name is its path: `App/shop/web` is taken for `App//shop/web`. */
function isMeant({ change: { id, ref, approvalKey }, deed }: Candidate, asked: string): boolean {
  const exact = asked.replace(/(^| )App\/(?=[^/])/, '$1App//');
  return [id, deed, ref].includes(exact) || (KEY_START.test(asked) && approvalKey.startsWith(asked));
}

function refused(code: PlumblineError['code'], message: string): PlumblineError {
  return new PlumblineError(code, message);
}
