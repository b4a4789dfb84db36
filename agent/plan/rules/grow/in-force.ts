/** Which rows are to have their disks now. */
import type { PoolView, Row } from '../pool-view.ts';
import type { RuleFacts } from '../types.ts';

export interface RowInForce {
  readonly row: Row;
  /** `begun`: a row with `when:` that was bought before, if only in part, whatever is used now. */
  readonly why: 'declared' | 'begun' | 'triggered' | 'rescue';
  /** Names of the nodes whose slots the barriers wait for. */
  readonly nodes: readonly string[];
}

export function rowsInForce(view: PoolView, facts: RuleFacts): readonly RowInForce[] {
  void facts;
  return view.rows.map((row) => ({ row, why: 'declared', nodes: view.nodes.map(({ doc }) => doc.name) }));
}
