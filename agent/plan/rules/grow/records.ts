/** What is remembered of how pools grew. Pure: what did not change is given back as it is. */
import { parseInstant } from '../../../clock.ts';
import type { Change, Result } from '../../../model/change.ts';
import type { GrowthRecord } from '../../../model/growth.ts';
import { kindOf, nameOf, refOf } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { afterSpareOf } from '../../../model/observed.ts';
import type { AddRow, WithdrawProposal } from '../../../systems/git/types.ts';
import { rowsOf } from '../rows.ts';
import type { RuleFacts } from '../types.ts';
import { branchesOf, settled, withState } from './growths.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * What this pass wrote, then, of all that it did not touch, what is in force and what the repository has: a branch that the
 * agent took back is no answer of anybody. Kept are the newest of each pool and the last day's.
 */
export function growthsAfter(growths: readonly GrowthRecord[], facts: RuleFacts, results: readonly Result[]): readonly GrowthRecord[] {
  let written: readonly GrowthRecord[] = [...growths, ...untold(growths, facts)];
  for (const result of results) written = afterResult(written, result, facts);
  const after = written.map((record) => (growths.includes(record) ? settled(record, facts) : record));
  const newest = new Map(after.map((record) => [record.pool, record]));
  const kept = after.filter(
    (record) => newest.get(record.pool) === record || record.state === 'open' || facts.inputs.now - record.stateAt < DAY_MS,
  );
  return kept.length === growths.length && kept.every((record, index) => record === growths[index]) ? growths : kept;
}

/** Rows in force that a process committed which did not live to tell: they count in what a day may bring. */
function untold(growths: readonly GrowthRecord[], facts: RuleFacts): readonly GrowthRecord[] {
  const { memory, desired, now } = facts.inputs;
  return memory.intents.flatMap(({ ref, line: { op, at, effects, backendId: key } }) => {
    const doc = op === 'grow' && kindOf(ref) === 'Growth' ? desired.docs.StoragePool.get(nameOf(ref)) : undefined;
    const row = doc && rowsOf(doc).find((one) => one.key === key);
    const isTold = growths.some((record) => record.pool === doc?.ref && record.row === key && record.state !== 'withdrawn');
    if (doc === undefined || row === undefined || isTold) return [];
    const place = { pool: doc.ref, row: key, sizeGiB: row.sizeGiB, branch: facts.tracked.branch, commit: desired.commit };
    const measured = { at: parseInstant(at) ?? now, usedPercent: usedPercentOf(doc.ref, facts) };
    return [{ ...place, ...measured, state: 'merged', stateAt: now, message: effects.join('\n') } as const];
  });
}

function afterResult(growths: readonly GrowthRecord[], { change, outcome }: Result, facts: RuleFacts): readonly GrowthRecord[] {
  if (!isGrowth(change)) return growths;
  const { action } = change;
  if (action.do === 'withdrawProposal') {
    return outcome.kind === 'applied' ? growths.map((record) => withdrawn(record, action.args.commit, facts)) : growths;
  }
  switch (outcome.kind) {
    case 'applied':
      return [
        ...growths.map((record) => superseded(record, action, facts)),
        recordOf(action, { commit: outcome.backendId, state: 'open' }, facts),
      ];
    case 'failed':
      // Only a refusal of the branch itself: whatever else failed may go well in the next pass.
      if (action.do === 'proposeRow' || outcome.error.code.code !== COMMIT_DECLINED) return growths;
      return [...growths, recordOf(action, { commit: action.args.parent, state: 'withdrawn' }, facts)];
    case 'skipped':
      return action.do === 'proposeRow' ? withFound(growths, action, facts) : growths;
    case 'waiting':
    case 'blocked':
      return growths;
  }
}

/** Declared in systems/git/errors.ts, which rules cannot import. */
const COMMIT_DECLINED = 'git/commit-declined';

/** Somebody else's branch is in the place: it stands for a proposal from now on, of a commit that is not ours. */
function withFound(growths: readonly GrowthRecord[], action: AddRow, facts: RuleFacts): readonly GrowthRecord[] {
  const isThere = branchesOf(facts)?.has(action.args.branch) === true;
  const isKnown = growths.some(({ branch, state }) => branch === action.args.branch && state === 'open');
  return isThere && !isKnown ? [...growths, recordOf(action, { commit: '', state: 'open' }, facts)] : growths;
}

type GrowthChange = Change & { readonly action: AddRow | WithdrawProposal };

function isGrowth(change: Change): change is GrowthChange {
  return change.ref.startsWith('Growth/') && change.action.system === 'git';
}

function withdrawn(record: GrowthRecord, commit: string, facts: RuleFacts): GrowthRecord {
  return record.commit === commit ? ended(record, 'withdrawn', facts) : record;
}

/** One wish of a pool at a time. */
function superseded(record: GrowthRecord, { args }: AddRow, facts: RuleFacts): GrowthRecord {
  return record.pool === refOf('StoragePool', args.pool) ? ended(record, 'superseded', facts) : record;
}

/** By the agent; unless it was merged before. */
function ended(record: GrowthRecord, state: 'withdrawn' | 'superseded', facts: RuleFacts): GrowthRecord {
  if (record.state !== 'open') return record;
  const now = settled(record, facts);
  return now.state === 'merged' ? now : withState(record, state, facts);
}

function recordOf({ args }: AddRow, known: Pick<GrowthRecord, 'commit' | 'state'>, facts: RuleFacts): GrowthRecord {
  const { now } = facts.inputs;
  const pool = refOf('StoragePool', args.pool);
  const { row, sizeGiB, branch, message } = args;
  return { pool, row, sizeGiB, branch, at: now, usedPercent: usedPercentOf(pool, facts), stateAt: now, message, ...known };
}

function usedPercentOf(pool: Ref, { sight }: RuleFacts): number {
  return afterSpareOf(sight.health.gauges, pool) ?? 0;
}
