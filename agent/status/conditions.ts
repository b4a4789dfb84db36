/** What is true of the cluster as a whole, in the words Flux users know. */
import type { Instant } from '../clock.ts';
import { explain } from '../errors.ts';
import type { BlockedBy } from '../model/change.ts';
import type { Condition, ConditionType } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';

type Judgement = Pick<Condition, 'status' | 'reason' | 'message'>;

/** Every condition, each with `since` kept from `previous` while its status is the same. */
export function conditionsOf(report: PassReport, previous: readonly Condition[]): readonly Condition[] {
  const judged: readonly [ConditionType, Judgement][] = [
    ['Ready', ready(report)],
    ['Reconciling', reconciling(report)],
    ['Stalled', stalled(report)],
    ['Degraded', degraded(report)],
    ['DriftDetected', drift(report)],
    ['ApprovalRequired', approval(report)],
  ];
  return judged.map(([type, judgement]) => ({ type, ...judgement, since: sinceOf(type, judgement, previous, report.at) }));
}

function sinceOf(type: ConditionType, judgement: Judgement, previous: readonly Condition[], at: Instant): Instant {
  const before = previous.find((condition) => condition.type === type);
  return before?.status === judgement.status ? before.since : at;
}

const NO: Judgement = { status: 'False', reason: 'No', message: '' };

function yes(reason: string, message: string): Judgement {
  return { status: 'True', reason, message };
}

function ready(report: PassReport): Judgement {
  if (report.source.kind === 'unknown') {
    const reason = report.source.error.code.class === 'bug' ? 'PassCrashed' : 'SourceUnread';
    return { status: 'Unknown', reason, message: explain(report.source.error) };
  }
  if (report.refused) return { status: 'False', reason: 'CommitRefused', message: refusedMessage(report) };
  const unreadSystems = unread(report).map(({ system, why }) => `${system}: ${why}`);
  if (unreadSystems.length > 0) return { status: 'Unknown', reason: 'SystemsUnread', message: unreadSystems.join('; ') };
  const open = openChanges(report);
  if (open.length > 0) return { status: 'False', reason: 'ChangesOpen', message: open.join('; ') };
  const unready = notReady(report);
  if (unready.length > 0) return { status: 'False', reason: 'ObjectsNotReady', message: unready.join('; ') };
  if (report.health.findings.length > 0) return { status: 'False', reason: 'Findings', message: findings(report) };
  return yes('InSync', 'Everything declared is there and ready.');
}

function reconciling(report: PassReport): Judgement {
  const moving = [...openChanges(report), ...notReady(report, 'progressing')];
  return moving.length === 0 ? NO : yes('Progressing', moving.join('; '));
}

function stalled(report: PassReport): Judgement {
  if (report.refused) return yes('CommitRefused', refusedMessage(report));
  if (report.source.kind === 'unknown' && report.source.error.code.class === 'stalled')
    return yes('SourceUnread', explain(report.source.error));
  const failed = report.results.flatMap(({ change, outcome }) =>
    outcome.kind === 'failed' && outcome.error.code.class !== 'transient' ? [`${change.id}: ${explain(outcome.error)}`] : [],
  );
  if (failed.length > 0) return yes('ChangeFailed', failed.join('; '));
  const repeated = blockedBy(report, 'keeps-differing');
  if (repeated.length > 0) return yes('ChangeWithoutEffect', repeated.join('; '));
  return report.health.findings.some(({ recheckAt }) => recheckAt === null) ? yes('PersonNeeded', findings(report)) : NO;
}

function blockedBy(report: PassReport, by: BlockedBy): readonly string[] {
  return report.results.flatMap(({ change, outcome }) => {
    return outcome.kind === 'blocked' && outcome.by === by ? [`${change.ref}: ${outcome.why}`] : [];
  });
}

function degraded(report: PassReport): Judgement {
  const objects = notReady(report, 'degraded');
  return objects.length === 0 ? NO : yes('ObjectsDegraded', objects.join('; '));
}

function drift(report: PassReport): Judgement {
  const drifted = (report.plan?.changes ?? []).filter((change) => change.cause === 'drift').map((change) => change.ref);
  return drifted.length === 0 ? NO : yes('LiveDiffers', drifted.join(', '));
}

function approval(report: PassReport): Judgement {
  const blocked = blockedBy(report, 'needs-approval');
  return blocked.length === 0 ? NO : yes('ChangesBlocked', blocked.join('; '));
}

function refusedMessage(report: PassReport): string {
  const { commit, errors } = report.refused ?? { commit: '', errors: [] };
  const first = errors[0];
  const where = first ? `${first.file}:${first.line}:${first.column} ${first.message}` : '';
  return `${commit.slice(0, 7)} was refused: ${where}${errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''}`;
}

export interface Unread {
  readonly system: string;
  readonly why: string;
  readonly remedy: string;
}

/** Each system's reason once, although several of its facets share it. */
export function unread(report: PassReport): readonly Unread[] {
  const reasons = (report.plan?.unknown ?? []).map(({ system, error }) => [`${system} ${error.message}`, { system, error }] as const);
  return [...new Map(reasons).values()].map(({ system, error }) => ({ system, why: error.message, remedy: error.code.help }));
}

function openChanges(report: PassReport): readonly string[] {
  return report.results.flatMap(({ change, outcome }) => {
    switch (outcome.kind) {
      case 'applied':
        return [];
      case 'waiting':
      case 'skipped':
      case 'blocked':
        return [`${change.id}: ${outcome.why}`];
      case 'failed':
        return [`${change.id}: ${explain(outcome.error)}`];
    }
  });
}

function notReady(report: PassReport, only?: 'progressing' | 'degraded'): readonly string[] {
  return [...report.health.ready].flatMap(([ref, readiness]) => {
    if (readiness.kind === 'ready' || (only && readiness.kind !== only)) return [];
    return ['why' in readiness ? `${ref}: ${readiness.why}` : `${ref}: ${readiness.kind}`];
  });
}

function findings(report: PassReport): string {
  return report.health.findings.map(({ ref, why }) => `${ref}: ${why}`).join('; ');
}
