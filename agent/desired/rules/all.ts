/** Every rule of Marathon's that is checked before anything is sent to it. */
import { healthCheckRule, readinessRule } from './checks.ts';
import { commandRule, containerRule } from './command.ts';
import { constraintRule, cpuLimitRule, memLimitRule, secretRule, unreachableRule } from './limits.ts';
import { markRule } from './mark.ts';
import { networkRule, portRule } from './networks.ts';
import { containerNameRule, endpointNetworkRule, endpointRule, podCheckRule, podMarkRule, podNetworkRule, podRunsRule } from './pods.ts';
import type { PodRule } from './pods.ts';
import { ipcRule, podConstraintRule, podLimitRule, podSecretRule, residentPodRule, seccompRule, volumeMountRule } from './pod-parts.ts';
import { oldWordsRule } from './old-words.ts';
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
  oldWordsRule,
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

/** What Marathon would refuse in a pod that shall be there. */
export const POD_RULES: readonly PodRule[] = [
  podRunsRule,
  containerNameRule,
  endpointRule,
  podNetworkRule,
  endpointNetworkRule,
  podCheckRule,
  podMarkRule,
  volumeMountRule,
  residentPodRule,
  podSecretRule,
  podLimitRule,
  seccompRule,
  ipcRule,
  podConstraintRule,
];
