/** What is true of the cluster as a whole, in the words Flux users know. Pure. */
import type { Instant } from '../clock.ts';
import { explain } from '../errors.ts';
import type { Condition, ConditionType } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';
import { lostSentence } from '../model/sentences.ts';
import type { RootCause } from './causes.ts';
import { NO, refusedMessage, yes } from './judgement.ts';
import type { Judgement, Picture } from './judgement.ts';
import { raisedBy } from './raises.ts';
import { stalled } from './stalled.ts';
import { openItems, told, unreadyItems } from './told.ts';
import type { Item } from './told.ts';
import { unread } from './trouble.ts';

/** Every condition, each with `since` kept from `previous` while its status is the same. */
export function conditionsOf(report: PassReport, causes: readonly RootCause[], previous: readonly Condition[]): readonly Condition[] {
  const picture: Picture = { report, causes };
  const judged: readonly [ConditionType, Judgement][] = [
    ['Ready', ready(picture)],
    ['Reconciling', reconciling(picture)],
    ['Stalled', stalled(picture)],
    ['Degraded', degraded(picture)],
    ['DriftDetected', drift(report)],
    ['ApprovalRequired', approval(report)],
  ];
  return judged.map(([type, judgement]) => ({ type, ...judgement, since: sinceOf(type, judgement, previous, report.at) }));
}

function sinceOf(type: ConditionType, judgement: Judgement, previous: readonly Condition[], at: Instant): Instant {
  const before = previous.find((condition) => condition.type === type);
  return before?.status === judgement.status ? before.since : at;
}

function ready({ report, causes }: Picture): Judgement {
  const { source, refused, health, results } = report;
  if (source.kind === 'unknown') {
    const reason = source.error.code.class === 'bug' ? 'PassCrashed' : 'SourceUnread';
    return { status: 'Unknown', reason, message: explain(source.error) };
  }
  if (refused) return { status: 'False', reason: 'CommitRefused', message: refusedMessage(report) };
  const open = openItems(results);
  const unready = unreadyItems(report);
  const message = told([...causes.map(itemOf), ...open, ...unready], causes);
  if (unread(report).length > 0) return { status: 'Unknown', reason: 'SystemsUnread', message };
  if (open.length > 0) return { status: 'False', reason: 'ChangesOpen', message };
  if (unready.length > 0) return { status: 'False', reason: 'ObjectsNotReady', message };
  if (health.findings.length > 0) return { status: 'False', reason: 'Findings', message };
  return yes('InSync', 'Everything declared is there and ready.');
}

function itemOf({ subject, why }: RootCause): Item {
  return { of: subject, what: subject, why };
}

/** What changes by itself: changes that wait for something or for a time, and objects on their way. */
function reconciling({ report, causes }: Picture): Judgement {
  const moving = report.results.filter((result) => {
    const { outcome } = result;
    if (outcome.kind === 'failed') return outcome.error.code.class !== 'stalled';
    return outcome.kind === 'waiting' || outcome.kind === 'skipped' || raisedBy(result) === 'Reconciling';
  });
  const items = [...openItems(moving), ...unreadyItems(report, 'progressing')];
  return items.length === 0 ? NO : yes('Progressing', told(items, causes));
}

function degraded({ report, causes }: Picture): Judgement {
  const objects = [...unreadyItems(report, 'missing'), ...unreadyItems(report, 'degraded')];
  return objects.length === 0 ? NO : yes('ObjectsDegraded', told(objects, causes));
}

/** Also a conflict: there the live object moved, too. */
function drift({ plan, results }: PassReport): Judgement {
  const moved = (plan?.changes ?? []).filter(({ cause }) => cause === 'drift' || cause === 'conflict');
  const reported = results.filter((result) => raisedBy(result) === 'DriftDetected').map(({ change }) => change);
  const items = [...new Set([...moved, ...reported])].map(({ ref, reason, fields }) => {
    return { of: ref, what: ref, why: fields.map(({ path }) => path).join(', ') || reason };
  });
  return items.length === 0 ? NO : yes('LiveDiffers', told(items));
}

function approval({ results, lost }: PassReport): Judgement {
  if (lost) return yes('MemoryLost', lostSentence(lost));
  const blocked = results.filter((result) => raisedBy(result) === 'ApprovalRequired');
  return blocked.length === 0 ? NO : yes('ChangesBlocked', told(openItems(blocked)));
}
