/** Whether a person is needed. Pure. */
import { explain } from '../errors.ts';
import { lostSentence, standingSentence } from '../model/sentences.ts';
import { NO, refusedMessage, yes } from './judgement.ts';
import type { Judgement, Picture } from './judgement.ts';
import { raisedBy } from './raises.ts';
import { openItems, told, unreadyItems } from './told.ts';

/** The first that holds, from what stops everything to what concerns one object. */
export function stalled(picture: Picture): Judgement {
  return stopped(picture) ?? stuck(picture) ?? NO;
}

function stopped({ report }: Picture): Judgement | null {
  const { refused, source, lost, standing } = report;
  if (lost) return yes('MemoryLost', lostSentence(lost));
  if (standing.kind === 'flapping') return yes('WriterFlapping', standingSentence(standing, report.at) ?? '');
  if (standing.kind === 'outdated') return yes('NewerVersion', standingSentence(standing, report.at) ?? '');
  if (refused) return yes('CommitRefused', refusedMessage(report));
  return source.kind === 'unknown' && source.error.code.class === 'stalled' ? yes('SourceUnread', explain(source.error)) : null;
}

function stuck({ report, causes }: Picture): Judgement | null {
  const missing = unreadyItems(report, 'missing');
  if (missing.length > 0) return yes('ObjectsMissing', told(missing, causes));
  const failed = report.results.filter(({ outcome }) => outcome.kind === 'failed' && outcome.error.code.class !== 'transient');
  if (failed.length > 0) return yes('ChangeFailed', told(openItems(failed)));
  const blocked = report.results.filter((result) => raisedBy(result) === 'Stalled');
  if (blocked.length > 0) return yes('ChangesBlocked', told(openItems(blocked)));
  const findings = report.health.findings.filter(({ recheckAt }) => recheckAt === null);
  const items = findings.map(({ ref, why }) => ({ of: ref, what: ref, why }));
  return items.length > 0 ? yes('PersonNeeded', told(items, causes)) : null;
}
