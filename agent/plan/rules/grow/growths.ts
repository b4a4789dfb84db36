/** The growths of pools as they stand now: by the rows in force, the branches there are and the disks that were bought. */
import { growthBranch } from '../../../model/growth.ts';
import type { GrowthRecord } from '../../../model/growth.ts';
import type { Ref } from '../../../model/ref.ts';
import { nameOf } from '../../../model/ref.ts';
import { facets } from '../../../model/world.ts';
import type { GitFacets } from '../../../systems/git/types.ts';
import { rowsOf } from '../rows.ts';
import { isBegun } from '../row-disks.ts';
import { seePool } from '../see-pool.ts';
import type { RuleFacts } from '../types.ts';

/** Of one pool, oldest first. */
export function growthsOf(pool: Ref, facts: RuleFacts): readonly GrowthRecord[] {
  return facts.inputs.memory.growths.filter((record) => record.pool === pool).map((record) => settled(record, facts));
}

/** The very record while nothing became of it. */
export function settled(record: GrowthRecord, facts: RuleFacts): GrowthRecord {
  return withState(record, stateOf(record, facts), facts);
}

export function withState(record: GrowthRecord, state: GrowthRecord['state'], { inputs }: RuleFacts): GrowthRecord {
  return record.state === state ? record : { ...record, state, stateAt: inputs.now };
}

/** Null: not known. */
export function branchesOf({ sight }: RuleFacts): ReadonlyMap<string, string> | null {
  const branches = facets<GitFacets>(sight.world, 'git')?.branches;
  return branches?.kind === 'ok' ? branches.value : null;
}

/** What was declined may be merged after all; what was merged may be taken out again before it is bought. */
function stateOf(record: GrowthRecord, facts: RuleFacts): GrowthRecord['state'] {
  const { state } = record;
  if (state === 'withdrawn' || state === 'superseded') return state;
  const pool = facts.inputs.desired.docs.StoragePool.get(nameOf(record.pool));
  if (pool !== undefined && rowsOf(pool).some(({ key }) => key === record.row)) return 'merged';
  if (state === 'declined' || !isTrackedInForce(facts)) return state;
  if (state === 'merged') return isBought(record, facts) ? state : 'declined';
  const isProposal = record.branch === growthBranch(facts.cluster, nameOf(record.pool));
  return isProposal && branchesOf(facts)?.has(record.branch) === true ? state : 'declined';
}

/** By one listing: a branch that was merged and deleted meanwhile would look declined. */
function isTrackedInForce(facts: RuleFacts): boolean {
  const { tracked, inputs } = facts;
  return tracked.head === inputs.desired.commit && branchesOf(facts)?.get(tracked.branch) === tracked.head;
}

/** While that is not known it counts as bought: nothing follows from it. */
function isBought(record: GrowthRecord, facts: RuleFacts): boolean {
  const pool = facts.inputs.desired.docs.StoragePool.get(nameOf(record.pool));
  const seen = pool === undefined ? null : seePool(pool, facts);
  return seen?.kind !== 'seen' || isBegun(seen.view, record.row, facts);
}
