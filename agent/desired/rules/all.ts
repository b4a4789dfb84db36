/** Every rule of Marathon's that is checked before anything is sent to it. */
import { checkRule, healthCheckRule, readinessRule } from './checks.ts';
import { commandRule, containerRule, linuxRule } from './command.ts';
import { constraintRule } from './constraints.ts';
import { migrationRule, singleInstanceRule } from './labels.ts';
import { cpuLimitRule, memLimitRule, secretRule, unreachableRule } from './limits.ts';
import { markRule } from './mark.ts';
import { networkRule, portRule } from './networks.ts';
import { containerNameRule, endpointNetworkRule, endpointRule, podCheckRule, podMarkRule, podNetworkRule, podRunsRule } from './pods.ts';
import type { PodRule } from './pods.ts';
import { ipcRule, podConstraintRule, podLimitRule, podSecretRule, residentPodRule, seccompRule, volumeMountRule } from './pod-parts.ts';
import { oldWordsRule } from './old-words.ts';
import { acceptedRoleRule, residentRoleRule } from './roles.ts';
import type { Rule } from './rule.ts';
import { dvdiRule, externalVolumeRule, persistentVolumeRule, singleTaskRule, volumeNameRule } from './volumes.ts';

/** What Marathon would refuse in an app that shall be there. Each looks at as little as it needs: what it does not look at may be wrong. */
export const APP_RULES: readonly Rule[] = [
  commandRule,
  containerRule,
  linuxRule,
  singleTaskRule,
  externalVolumeRule,
  volumeNameRule,
  persistentVolumeRule,
  dvdiRule,
  networkRule,
  oldWordsRule,
  portRule,
  healthCheckRule,
  checkRule,
  readinessRule,
  cpuLimitRule,
  memLimitRule,
  unreachableRule,
  secretRule,
  constraintRule,
  acceptedRoleRule,
  residentRoleRule,
  singleInstanceRule,
  migrationRule,
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
