/** Faults of ScaleIO that have a safe remedy, as `Cluster.spec.remediation` has it. Pure. */
import type { RuleResult } from '../../../model/growth.ts';
import type { Draft } from '../../../model/change.ts';
import type { Finding } from '../../../model/observed.ts';
import type { RuleFacts } from '../types.ts';
import { changedPaths } from './device-path.ts';
import { failedDevices } from './failed-device.ts';
import type { Remedy } from './remedy.ts';
import { staleMappings } from './stale-mapping.ts';

export function remediationRule(facts: RuleFacts): RuleResult {
  const [cluster] = facts.inputs.desired.docs.Cluster.values();
  const modes = cluster?.spec.remediation ?? {};
  const remedies = [...failedDevices(facts), ...changedPaths(facts), ...staleMappings(facts)];
  const decided = remedies.map((remedy) => decide(remedy, modes[remedy.fault] ?? 'report'));
  return {
    drafts: decided.flatMap(({ draft }) => draft ?? []),
    findings: decided.flatMap(({ finding }) => finding ?? []),
    ready: new Map(),
    disks: new Map(),
    rescued: new Set(),
  };
}

interface Decided {
  readonly draft?: Draft;
  readonly finding?: Finding;
}

/** What is drafted is shown as a change, and needs no finding beside it. */
function decide({ finding, draft, isProven }: Remedy, mode: 'off' | 'report' | 'propose' | 'auto'): Decided {
  if (mode === 'off') return {};
  if (mode === 'report' || draft === null) return { finding };
  return { draft: mode === 'auto' && isProven ? draft : { ...draft, consent: 'approval' } };
}
