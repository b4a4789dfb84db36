/** What became of each change, for `apply`. */
import { explain } from '../errors.ts';
import type { Result } from '../model/change.ts';
import { printable, printableJson } from '../model/printable.ts';
import { deedOf } from '../model/sentences.ts';
import { planJson } from '../plan/render/json.ts';
import type { PlanView } from '../plan/render/plan-view.ts';

/** `applied  create Volume/postgres`, or `waiting  restart App//web: waits for ...` */
export function outcomeLine({ change, outcome }: Result): string {
  const why = outcome.kind === 'applied' ? '' : outcome.kind === 'failed' ? explain(outcome.error) : outcome.why;
  return printable(`${outcome.kind.padEnd(8)} ${deedOf(change)}${why === '' ? '' : `: ${why}`}`);
}

/** The plan's JSON with `results` = [{id, outcome, why?}] beside it. */
export function resultsJson(view: PlanView, results: readonly Result[]): string {
  const listed = results.map(({ change, outcome }) => {
    if (outcome.kind === 'applied') return { id: change.id, outcome: outcome.kind, backendId: outcome.backendId };
    const why = outcome.kind === 'failed' ? explain(outcome.error) : outcome.why;
    return { id: change.id, outcome: outcome.kind, why };
  });
  return `${printableJson({ ...(JSON.parse(planJson(view)) as object), results: listed })}\n`;
}
