/** The state in one line, and what of it is told where. */
import { isCondition } from './document.ts';
import type { OpenChange, StatusDocument } from './document.ts';

/** `**In sync** at 1a2b3c4, checked ...` */
export function headline(status: StatusDocument): string {
  const at = status.commit === null ? 'with no commit in force' : `at \`${status.commit.slice(0, 7)}\``;
  const checked = `checked ${minute(status.at)} UTC`;
  return `**${state(status)}** ${at}, ${checked}. Older than 25 h means the agent is down.`;
}

/** `2026-11-21 14:00` of an ISO 8601 instant */
export function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

/** The one word for the cluster's state. */
export function state(status: StatusDocument): string {
  if (isCondition(status, 'Ready', 'Unknown')) return 'Unknown';
  if (isCondition(status, 'Stalled')) return 'A person is needed';
  if (isCondition(status, 'Ready')) return 'In sync';
  if (isCondition(status, 'Degraded')) return 'Degraded';
  if (isCondition(status, 'ApprovalRequired')) return 'Waiting for approval';
  return isCondition(status, 'Reconciling') ? 'In progress' : 'Not in sync';
}

/** What is not done, apart from what a cause or an awaited approval already tells. */
export function openApart({ causes, changes, approvals }: StatusDocument): readonly OpenChange[] {
  const awaited = new Set(approvals.map(({ change }) => change));
  const subjects = new Set<string>(causes.map(({ subject }) => subject));
  const affected = new Set<string>(causes.flatMap(({ effects }) => effects.map(({ ref }) => ref)));
  return changes.filter(({ id, ref, outcome }) => {
    const isTold = (outcome === 'waiting' && affected.has(ref)) || (outcome === 'failed' && subjects.has(ref)) || awaited.has(id);
    return !isTold;
  });
}

const LONGEST_REASON = 400;

/** Why it is not in sync; null when it is, or when other parts of a status say why. */
export function reasonNotReady(status: StatusDocument): string | null {
  if (status.refused || status.causes.length > 0 || status.changes.length > 0) return null;
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  if (ready === undefined || ready.status === 'True') return null;
  const { message } = ready;
  return message.length <= LONGEST_REASON ? message : `${message.slice(0, LONGEST_REASON)}...`;
}
