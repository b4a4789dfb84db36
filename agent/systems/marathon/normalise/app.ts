/**
 * One normal form for an app as git declares it and as Marathon answers it: every default filled as Marathon 1.10+ does
 * (AppNormalization.scala and AppConversion.scala of Marathon), fields that it derives or forgets left out.
 */
import { withoutMark } from '../mark.ts';
import type { JsonObject } from '../types.ts';
import { check, healthChecks, readinessChecks } from './checks.ts';
import { container, hasVolume } from './container.ts';
import { networkModeOf, networks, portDefinitions, requirePorts } from './network.ts';
import { asIs, chain, isJsonObject, isList, orDefault, setOf, shape, unlessEmpty } from './rules.ts';
import type { Context, Rule } from './rules.ts';
import { fetch, unreachableStrategy, upgradeStrategy } from './strategies.ts';

/** Below `/shop/cart`, `web` means `/shop/web` and `../db` means `/db`. */
const absoluteId: Rule = (value, context) => {
  if (typeof value !== 'string') return value;
  const path = value.startsWith('/') ? value : new URL(value, `app:${context.id}`).pathname;
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
};

/** Marathon keeps only `true`. */
const onlyTrue: Rule = (value) => (value === true ? true : undefined);

// Left out on purpose: version, task counts and the like (read-only), the ownership mark (see mark.ts), residency (derived, without effect), and
// executorResources (an update through PUT drops it: AppConversion.appToUpdate).
const appRule = shape({
  acceptedResourceRoles: setOf(asIs),
  args: unlessEmpty,
  backoffFactor: orDefault(1.15),
  backoffSeconds: orDefault(1),
  check,
  cmd: asIs,
  constraints: setOf(asIs),
  container,
  cpus: orDefault(1),
  dependencies: setOf(absoluteId),
  disk: orDefault(0),
  env: unlessEmpty,
  executor: orDefault(''),
  fetch: chain(fetch, unlessEmpty),
  gpus: orDefault(0),
  healthChecks,
  instances: asIs,
  killSelection: orDefault('YOUNGEST_FIRST'),
  labels: (value) => withoutMark(value ?? {}),
  maxLaunchDelaySeconds: orDefault(300),
  mem: orDefault(128),
  networks,
  portDefinitions,
  readinessChecks,
  requirePorts,
  resourceLimits: unlessEmpty,
  role: asIs,
  secrets: unlessEmpty,
  taskKillGracePeriodSeconds: asIs,
  tty: onlyTrue,
  unreachableStrategy,
  upgradeStrategy,
  user: asIs,
});

/** The normal form of an app. `instances` and `role` stay open when the app leaves them open: see `adoptLive`. */
export function normaliseApp(id: string, app: JsonObject, defaultNetworkName: string | null): JsonObject {
  const context: Context = {
    id,
    defaultNetworkName,
    networkMode: networkModeOf(app),
    portDefinitionCount: isList(app['portDefinitions']) ? app['portDefinitions'].length : 0,
    hasPersistentVolume: hasVolume(app, 'persistent'),
    hasExternalVolume: hasVolume(app, 'external'),
  };
  const normal = appRule(app, context);
  return isJsonObject(normal) ? normal : {};
}
