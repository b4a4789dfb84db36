/** Every repair of a generated pod. */
import type { PodSpec } from '../../../../agent/model/kinds.gen.ts';
import { repairedBy } from '../repair.ts';
import { withSecrets } from '../secrets.ts';
import { containers, volumes } from './containers.ts';
import { endpoints, networks } from './networks.ts';
import { constraints, instances, linux, roles, strategies, times } from './placement.ts';

/** A pod that Marathon takes, and as much of `spec` as can stay. */
export const repairedPod = repairedBy<PodSpec>([
  networks,
  endpoints,
  containers,
  volumes,
  instances,
  constraints,
  roles,
  strategies,
  linux,
  times,
  withSecrets,
]);
