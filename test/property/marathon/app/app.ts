/** Every repair of a generated app. */
import type { AppSpec } from '../../../../agent/model/kinds.gen.ts';
import { repairedBy } from '../repair.ts';
import { withSecrets } from '../secrets.ts';
import { check, healthChecks, readinessChecks } from './checks.ts';
import { command, container, executor, instances, limits, variables } from './command.ts';
import { networks, ports } from './networks.ts';
import { oldWords } from './old-words.ts';
import { constraints, dependencies, oneTask, roles, unreachable } from './placement.ts';
import { volumes } from './volumes.ts';

/** An app that Marathon takes, and as much of `spec` as can stay. */
export const repairedApp = repairedBy<AppSpec>([
  container,
  volumes,
  oldWords,
  networks,
  ports,
  command,
  instances,
  limits,
  constraints,
  dependencies,
  healthChecks,
  check,
  readinessChecks,
  roles,
  unreachable,
  oneTask,
  executor,
  variables,
  withSecrets,
]);
