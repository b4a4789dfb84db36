/** A plan for programs. */
import { explain } from '../../errors.ts';
import { printableJson } from '../../model/printable.ts';
import type { PlanView } from './plan-view.ts';

/** `{digest, changes, unknown}` of the outside contract, with findings, what was refused and what stops the agent beside them. */
export function planJson(view: PlanView): string {
  const changes = view.verdicts.map((verdict) => {
    const { id, ref, op, class: changeClass, cause, approvalKey: key, reason, effects, fields } = verdict.change;
    const blocked = verdict.kind === 'blocked' ? { by: verdict.by, why: verdict.why } : {};
    return { id, ref, op, class: changeClass, cause, verdict: verdict.kind, ...blocked, key, reason, effects, fields };
  });
  const unknown = view.plan.unknown.map(({ system, facet, error }) => ({ system, facet, code: error.code.code, why: explain(error) }));
  const findings = view.findings.map(({ ref, code, why, remedy }) => ({ ref, code, why, remedy }));
  const { cluster, unready, refused, notes } = view;
  const { digest, commit } = view.plan;
  return `${printableJson({ cluster, commit, digest, changes, unknown, findings, unready, refused, notes })}\n`;
}
