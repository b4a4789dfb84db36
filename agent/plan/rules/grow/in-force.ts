/** Which rows are to have their disks now, by what is declared, what is used and what the limits allow. */
import type { PoolView, Row } from '../pool-view.ts';
import type { RuleFacts } from '../types.ts';
import { hasDisks, sortByLimits } from './limits.ts';
import { connectedNodes, isOffered, needsRescue } from './rescue.ts';
import { isHeld } from './trigger.ts';
import { waitOf } from './waits.ts';

export interface RowInForce {
  readonly row: Row;
  /** `begun`: a row with `when:` that was bought before, if only in part, whatever is used now. */
  readonly why: 'declared' | 'begun' | 'triggered' | 'rescue';
  /** Names of the nodes whose slots the barriers wait for; of a rescue, only those that are connected. */
  readonly nodes: readonly string[];
  readonly saves: Saves;
  /** Why nothing is bought for it beside what it has, as a clause; null: it may be. */
  readonly beyond: string | null;
}

/** What a row that people merged in advance does for a pool in need: `buy` its disks, or `use` those that are there. */
export type Saves = 'buy' | 'use' | null;

type Unlimited = Omit<RowInForce, 'beyond'>;

/** None that is beyond the limits, unless it has disks; of the rows with `when:`, one at a time. */
export function rowsInForce(view: PoolView, facts: RuleFacts): readonly RowInForce[] {
  const { within, beyond } = sortByLimits(view, facts);
  const spare = within.filter((row) => row.whenUsedPercent !== null && !hasDisks(view, row, facts));
  const standing = within.filter((row) => !spare.includes(row));
  // A rescue is under way until its disks are in the pool; another row is only for what they do not bring.
  const isUnderWay = needsRescue(view, [], facts);
  const isRescue = needsRescue(view, standing, facts);
  const rows = [
    ...standing.map((row) => standingRow(view, row, isUnderWay)),
    ...(facts.inputs.memory.lost === null ? newRow(view, { spare, standing, isRescue }, facts) : []),
  ];
  return rows.map((inForce) => ({ ...inForce, beyond: beyond.find(({ row }) => row === inForce.row)?.why ?? null }));
}

function standingRow(view: PoolView, row: Row, isUnderWay: boolean): Unlimited {
  if (row.whenUsedPercent === null) return { row, why: 'declared', nodes: names(view.nodes), saves: null };
  // A node that went meanwhile does not keep the others' disks out of the pool.
  const saves = isUnderWay ? 'buy' : isOffered(view, row) ? 'use' : null;
  return { row, why: 'begun', nodes: names(saves === null ? view.nodes : connectedNodes(view)), saves };
}

interface Candidates {
  readonly spare: readonly Row[];
  readonly standing: readonly Row[];
  readonly isRescue: boolean;
}

function newRow(view: PoolView, { spare, standing, isRescue }: Candidates, facts: RuleFacts): readonly Unlimited[] {
  const [first] = spare;
  if (first === undefined) return [];
  if (isRescue) return [{ row: first, why: 'rescue', nodes: names(connectedNodes(view)), saves: 'buy' }];
  const due = spare.find(({ whenUsedPercent }) => isHeld(view.usedPercent, whenUsedPercent ?? 100, view.doc.ref, facts));
  if (due === undefined || waitOf(view, standing, facts) !== null) return [];
  return [{ row: due, why: 'triggered', nodes: names(view.nodes), saves: null }];
}

function names(nodes: PoolView['nodes']): readonly string[] {
  return nodes.map(({ doc }) => doc.name);
}
