/**
 * Proposes the Approval of every change that is blocked for lack of one: a branch with the document and the evidence, for a
 * person to merge or to delete. A key is proposed once: deleting the branch declines it. If its Approval has expired, it is proposed
 * once more when that is out of git: an entry that was there before is not new.
 */
import { formatInstant, instant } from '../../clock.ts';
import type { Instant } from '../../clock.ts';
import { approvalBranch, approvalName } from '../../model/approval.ts';
import type { Change, Draft } from '../../model/change.ts';
import type { World } from '../../model/observed.ts';
import { refOf } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import { oneLine } from '../../model/printable.ts';
import { evidenceOf } from './evidence.ts';

/** What an Approval is about: a change, or the recovery of a lost memory, which is none. */
export type Approvable = Pick<Change, 'id' | 'ref' | 'backendId' | 'class' | 'reason' | 'fields' | 'effects' | 'then' | 'approvalKey'>;

/** What would be made if a person approved it. */
export interface Blocked {
  readonly change: Approvable;
  /** What the guard says. */
  readonly why: string;
}

/** What the Approval says, and where it goes. */
export interface Consent {
  /** git.path: the cluster's folder in the repository. */
  readonly path: string;
  readonly expires: Instant;
  readonly reason: string;
}

/** An Approval counts at most so long after the commit that brings it. */
const LONGEST_MS = 72 * 3_600_000;

/** One draft for each key that was neither proposed before nor has its branch, or an Approval, already. */
export function proposals(blocked: readonly Blocked[], inputs: Inputs, world: World, place: { readonly path: string }): readonly Draft[] {
  const known = new Set([...inputs.memory.proposed, ...inputs.grants.map(({ key }) => key)]);
  const branches = branchesIn(world);
  return blocked
    .filter(({ change }) => !known.has(change.approvalKey) && !branches.has(approvalBranch(change.approvalKey)))
    .map((one) => {
      const reason = `Plumbline proposes to ${one.change.id}; whoever merges this agrees.`;
      return proposalOf(one, inputs, { path: place.path, expires: instant(inputs.now + LONGEST_MS), reason });
    });
}

/** The draft of one proposal; whether it is there already is not asked. */
export function proposalOf({ change, why }: Blocked, inputs: Inputs, consent: Consent): Draft {
  const { approvalKey: key } = change;
  const branch = approvalBranch(key);
  const evidence = evidenceOf(change, why, inputs.memory);
  const args = {
    branch,
    parent: inputs.desired.commit,
    file: [consent.path, 'approvals', `${approvalName(key)}.yaml`].filter((part) => part !== '').join('/'),
    text: documentText(change, evidence, consent),
    message: commitMessage(change, evidence, consent),
    key,
  };
  const ref = refOf('Approval', approvalName(key));
  return {
    id: `propose ${ref}`,
    ref,
    backendId: null,
    op: 'propose',
    class: 'additive',
    action: { system: 'git', do: 'pushProposal', args },
    then: ['a person merges the branch, or deletes it'],
    needs: [],
    reads: [{ system: 'git', facet: 'branches' }],
    requires: [],
    markedBy: null,
    spend: null,
    reason: `${change.id} needs an approval`,
    fields: [
      { path: 'change', from: null, to: change.id },
      { path: 'key', from: null, to: key },
    ],
    effects: [`pushes branch ${branch}, which approves ${change.id} when it is merged`],
  };
}

/** The key that a proposal is about, which is then remembered as proposed; null for any other change. */
export function proposedKey(change: Change): string | null {
  const { key } = change.action.args;
  return change.op === 'propose' && typeof key === 'string' ? key : null;
}

/** None while they are unknown: the draft says that it was read from them, and waits. */
export function branchesIn(world: World): ReadonlyMap<string, string> {
  const { branches } = (world.get('git') ?? {}) as { readonly branches?: { readonly kind: string; readonly value?: unknown } };
  return branches?.kind === 'ok' ? (branches.value as ReadonlyMap<string, string>) : new Map<string, string>();
}

function documentText(change: Approvable, evidence: readonly string[], { expires, reason }: Consent): string {
  const comments = [
    `Merging this document lets Plumbline make one change: ${change.id}`,
    ...evidence,
    'To decline, delete the branch; the change is not proposed again.',
  ];
  return [
    ...comments.map((line) => `# ${oneLine(line)}`),
    'apiVersion: plumbline/v1',
    'kind: Approval',
    `metadata: { name: "${approvalName(change.approvalKey)}" }`,
    'spec:',
    '  changes:',
    `    - change: ${JSON.stringify(change.id)}`,
    `      key: "${change.approvalKey}"`,
    '  # It counts until then, and at most 72 h after the commit that brings it to the tracked branch.',
    `  expires: "${formatInstant(expires)}"`,
    `  reason: ${JSON.stringify(reason)}`,
    '',
  ].join('\n');
}

function commitMessage(change: Approvable, evidence: readonly string[], { expires }: Consent): string {
  return [
    `Approve: ${oneLine(change.id)}`,
    '',
    ...evidence.map(oneLine),
    '',
    `Merge this branch into the tracked one before ${formatInstant(expires)} to accept it.`,
    'Delete it to decline: the change is then not proposed again.',
    '',
    `Plumbline-Change: ${oneLine(change.id)}`,
    `Plumbline-Key: ${change.approvalKey}`,
    '',
  ].join('\n');
}
