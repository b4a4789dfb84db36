/** Sums up a pass. */
import type { Applied } from './apply/apply.ts';
import { approvalWarnings } from './approvals.ts';
import { formatInstant } from './clock.ts';
import type { Memory } from './model/memory.ts';
import type { World } from './model/observed.ts';
import { refOf } from './model/ref.ts';
import type { Lost, PassReport } from './model/report.ts';
import { approvalKey } from './plan/approval-key.ts';
import type { PassDeps } from './pass-deps.ts';
import type { Planned } from './pass.ts';
import { identityOf } from './seer.ts';
import { wakeInMs } from './wake.ts';

export function reportOf(deps: PassDeps, planned: Planned, applied: Applied, durationMs: number): PassReport {
  const { at, standing, inputs, plan } = planned;
  const { source, refused } = planned.inForce;
  const lost = inputs === null ? null : lostOf(deps, inputs.memory, planned.sight.world);
  const recovery = lost === null ? [] : [{ id: lost.change, approvalKey: lost.key }];
  const warnings = [
    ...planned.inForce.warnings,
    ...(inputs === null ? [] : approvalWarnings(inputs.grants, { ...inputs.memory, changes: [...(plan?.changes ?? []), ...recovery] })),
  ];
  const known = { cluster: deps.cluster, at, durationMs, source, refused, standing, lost, warnings, plan };
  const report = { ...known, results: applied.results, health: applied.sight.health };
  return { ...report, wakeInMs: wakeInMs(report) };
}

/** With what a person has to approve to end it. */
export function lostOf(deps: PassDeps, { lost, pins }: Memory, world: World): Lost | null {
  if (lost === null) return null;
  const ref = refOf('Cluster', deps.cluster);
  const system = identityOf(deps, 'scaleio', world) ?? pins['scaleio'] ?? '';
  const key = approvalKey(system, { ref, op: 'recover', backendId: formatInstant(lost.since), class: 'destructive' });
  return { ...lost, change: `recover ${ref}`, key };
}
