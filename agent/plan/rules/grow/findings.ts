/** What a person should know about how a pool grows, or does not. Without amounts that move from one minute to the next. */
import type { Instant } from '../../../clock.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Finding } from '../../../model/observed.ts';
import type { Beyond } from './limits.ts';
import type { Wait } from './waits.ts';

type PoolDoc = Pick<Doc<'StoragePool'>, 'ref' | 'name' | 'origin'>;

function finding({ ref }: PoolDoc, code: string, why: string, remedy: string): Finding {
  return { ref, code, why, remedy, causedBy: null, recheckAt: null };
}

export function fillsSoon(doc: PoolDoc, why: string): Finding {
  return finding(doc, 'PoolFillsSoon', `${why}, and growth.mode is off`, 'Add the same capacity to every node of the pool, or free some.');
}

/** It would be full soon, but is not past its target yet. */
export function fillsFast(doc: PoolDoc, why: string): Finding {
  return finding(
    doc,
    'PoolFillsSoon',
    `${why}; less is used than growth.target`,
    'See what fills it; the pool grows once its target is passed.',
  );
}

export function blocked(doc: PoolDoc, { why, remedy, recheckAt }: Wait): Finding {
  return { ...finding(doc, 'GrowthBlocked', `the pool should grow, which waits: ${why}`, remedy), recheckAt };
}

export function limitReached(doc: PoolDoc, why: string, recheckAt: Instant | null): Finding {
  const remedy =
    recheckAt === null ? 'Raise the limit, give every disk a price, or free some capacity.' : 'Wait, or raise growth.maxPerDay.';
  return { ...finding(doc, 'LimitReached', `the pool should grow, and may not: ${why}`, remedy), recheckAt };
}

/** Rows that somebody wrote and that are not bought, or not on every node, or not as they are declared now. */
export function rowsBeyond(doc: PoolDoc, beyond: readonly Beyond[]): readonly Finding[] {
  return beyond.map(({ row: { key }, why, hasDisks }) => {
    const what = hasDisks ? `nothing more is bought for the row ${key}` : `the row ${key} is not bought`;
    const out = hasDisks ? 'set the row back' : `take the row ${key} out`;
    return finding(doc, 'LimitReached', `${what}: ${why}`, `Raise the limit, give every disk a price, or ${out}.`);
  });
}

export function sharedFile(doc: PoolDoc, path: string): Finding {
  const why = `the pool should grow, and its file ${doc.origin.file} is outside ${path}, where other clusters may use it too`;
  return finding(doc, 'GrowthFileShared', why, 'Add the row by hand, or declare the pool in a file of this cluster alone.');
}

export function proposed(doc: PoolDoc, branch: string, row: string): Finding {
  return finding(
    doc,
    'GrowthProposed',
    `the row ${row} is proposed on ${branch}`,
    'Merge that branch to buy the row, or delete it to decline.',
  );
}

export function touched(doc: PoolDoc, branch: string): Finding {
  const why = `somebody else committed to ${branch}, so the agent leaves it as it is`;
  return finding(doc, 'GrowthProposed', why, 'Merge that branch, or delete it to decline.');
}

export function declined(doc: PoolDoc, row: string, recheckAt: Instant): Finding {
  const why = `the pool should grow, and the row ${row} was declined`;
  const remedy =
    'Free some capacity, or add a row by hand; it is proposed again after 24 hours, with five points more used, or at critical.';
  return { ...finding(doc, 'GrowthDeclined', why, remedy), recheckAt };
}

export function refused(doc: PoolDoc, branch: string): Finding {
  const why = `the repository refused the agent's commit on ${branch}, so the row is proposed instead`;
  return finding(doc, 'GrowthPushRefused', why, `Let git.auth push ${branch}, or set growth.mode to propose.`);
}

export function notInForce(doc: PoolDoc, branch: string, recheckAt: Instant): Finding {
  const why = `the newest commit of ${branch} is not the one in force, and a row is only added on top of that`;
  return blocked(doc, { why, remedy: 'Correct what the newest commit is refused for.', recheckAt });
}
