/** Every rule of Marathon's that is checked before anything is sent to it. */
import type { AppSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { healthCheckRule, readinessRule } from './checks.ts';
import { commandRule, containerRule } from './command.ts';
import { constraintRule, limitRule, secretRule } from './limits.ts';
import { markRule } from './mark.ts';
import { networkRule, portRule } from './networks.ts';
import type { Rule } from './rule.ts';
import { dvdiRule, externalVolumeRule, persistentVolumeRule, singleTaskRule } from './volumes.ts';

const RULES: readonly Rule[] = [
  commandRule,
  containerRule,
  singleTaskRule,
  externalVolumeRule,
  persistentVolumeRule,
  dvdiRule,
  networkRule,
  portRule,
  healthCheckRule,
  readinessRule,
  limitRule,
  secretRule,
  constraintRule,
  markRule,
];

/** What Marathon would refuse in an app that shall be there. */
export function appFaults(spec: AppSpec): readonly Fault[] {
  const faults: Fault[] = [];
  for (const rule of RULES) for (const fault of rule(spec)) faults.push(fault);
  return faults;
}
