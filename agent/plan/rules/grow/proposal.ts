/** How the proposal of a pool's growth stands: by what is remembered, and by the branch as the repository has it. */
import { growthBranch } from '../../../model/growth.ts';
import type { GrowthRecord } from '../../../model/growth.ts';
import type { Ref } from '../../../model/ref.ts';
import { nameOf } from '../../../model/ref.ts';
import type { RuleFacts } from '../types.ts';
import { branchesOf, growthsOf } from './growths.ts';

export type Proposal =
  /** There is none; `stale`: the branch is there with our commit, which says nothing any more. */
  | { readonly kind: 'none'; readonly stale: string | null }
  | { readonly kind: 'open'; readonly record: GrowthRecord }
  /** The branch is at a commit that is not ours. */
  | { readonly kind: 'touched' }
  /** There is a branch and no memory of one: made by somebody, or by a process that was killed. */
  | { readonly kind: 'found' }
  /** On the tracked branch, and not in force yet. */
  | { readonly kind: 'committed' }
  /** Its branch is gone: merged or declined, which a later pass can tell. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'unknown' };

export function proposalOf(pool: Ref, facts: RuleFacts): Proposal {
  const branches = branchesOf(facts);
  if (branches === null) return { kind: 'unknown' };
  const branch = growthBranch(facts.cluster, nameOf(pool));
  const tip = branches.get(branch);
  const records = growthsOf(pool, facts);
  const open = records.findLast(({ state }) => state === 'open');
  if (open !== undefined && open.branch !== branch) return { kind: 'committed' };
  if (open !== undefined) return standingOf(open, tip);
  if (tip === undefined) return { kind: 'none', stale: null };
  return records.some(({ commit }) => commit === tip) ? { kind: 'none', stale: tip } : { kind: 'found' };
}

function standingOf(open: GrowthRecord, tip: string | undefined): Proposal {
  if (tip === undefined) return { kind: 'unsettled' };
  return tip === open.commit ? { kind: 'open', record: open } : { kind: 'touched' };
}
