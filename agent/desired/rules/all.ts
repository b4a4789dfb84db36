/** Every rule of Marathon's that is checked before anything is sent to it. */
import { healthCheckRule, readinessRule } from './checks.ts';
import { commandRule, containerRule } from './command.ts';
import { constraintRule, cpuLimitRule, memLimitRule, secretRule, unreachableRule } from './limits.ts';
import { markRule } from './mark.ts';
import { networkRule, portRule } from './networks.ts';
import type { Rule } from './rule.ts';
import { dvdiRule, externalVolumeRule, persistentVolumeRule, singleTaskRule } from './volumes.ts';

/** What Marathon would refuse in an app that shall be there. Each looks at as little as it needs: what it does not look at may be wrong. */
export const APP_RULES: readonly Rule[] = [
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
  cpuLimitRule,
  memLimitRule,
  unreachableRule,
  secretRule,
  constraintRule,
  markRule,
];
