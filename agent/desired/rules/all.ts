/** Every rule of Marathon's that is checked before anything is sent to it. */
import type { CrossFault } from '../cross-fault.ts';
import { presentApps } from '../declared.ts';
import type { Declared } from '../declared.ts';
import { healthCheckRule, readinessRule } from './checks.ts';
import { commandRule, containerRule } from './command.ts';
import { constraintRule, limitRule, secretRule } from './limits.ts';
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
];

/** What Marathon would refuse in apps that shall be there; one to be deleted may be as it is. */
export function appFaults(declared: Declared): readonly CrossFault[] {
  return presentApps(declared).flatMap(({ origin, content }) =>
    RULES.flatMap((rule) => rule(content.spec).map((fault) => ({ ...fault, origin }))),
  );
}
