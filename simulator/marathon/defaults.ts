/** What Marathon fills in since 1.5 where a definition leaves it out (raml/AppConversion.scala, api/v2/AppNormalization.scala). */
import { fillContainer } from './default-container.ts';
import { defaultHealthCheck, withPortIndex } from './default-checks.ts';
import type { AppDefinition, AppInput, Network, PortDefinition } from './definition.ts';
import { isOnHostNetwork } from './definition.ts';
import {
  CAREFUL_UPGRADE_STRATEGY,
  CHECK,
  EXECUTOR_RESOURCES,
  FETCH,
  PORT_DEFINITION,
  READINESS_CHECK,
  RESIDENCY,
  RESIDENT_UNREACHABLE_STRATEGY,
  UNREACHABLE_STRATEGY,
  UPGRADE_STRATEGY,
} from './profiles/app.ts';
import type { AppProfile } from './profiles/app.ts';
import { over, withoutEmpty } from './omit.ts';
import type { JsonObject } from './shape.ts';
import { isResident, mountsExternal } from './volumes.ts';

/** --mesos_role */
export const MESOS_ROLE = '*';

export interface Filling {
  readonly profile: AppProfile;
  /** The role of an app that names none. */
  readonly role: string;
  /** POST creates, PUT replaces (also when it creates), a partial PUT or PATCH updates. */
  readonly by: 'create' | 'replace' | 'update';
}

/** The definition with every default; service ports are still as asked for. Without old forms, and `id` is absolute. */
export function fillDefaults(input: AppInput & { readonly id: string }, filling: Filling): AppDefinition {
  const { profile } = filling;
  const { requirePorts, residency: _residency, executorResources, ...rest } = input;
  const networks = fillNetworks(input.networks);
  const isHost = isOnHostNetwork({ networks });
  return withoutEmpty<AppDefinition>({
    ...profile.scalars,
    ...rest,
    ...rolesOf(input, filling),
    ...fillStrategies(input, profile),
    ...fillPortsAndChecks(input, networks, filling),
    labels: rest.labels ?? {},
    networks,
    requirePorts: isHost && requirePorts === true,
    readinessChecks: rest.readinessChecks?.map((check) => ({ ...READINESS_CHECK, ...check })),
    check: fillCheck(rest.check),
    fetch: rest.fetch?.map((one) => ({ ...FETCH, ...one })),
    // Lost on the way from a definition to an update, which is what a replacement goes through.
    executorResources: filling.by === 'replace' ? undefined : over(EXECUTOR_RESOURCES, executorResources),
    tty: rest.tty === true ? true : undefined,
  });
}

function fillCheck(check: JsonObject | undefined): JsonObject | undefined {
  if (check === undefined) return undefined;
  const { http } = check as { readonly http?: JsonObject };
  return { ...CHECK, ...check, ...(http === undefined ? {} : { http: { scheme: 'HTTP', ...http } }) };
}

/** Up to 1.9 roles that the app cannot have are left out; when none is left, what is not reserved is accepted. */
function rolesOf(input: AppInput, { profile, role }: Filling): Pick<AppInput, 'role' | 'acceptedResourceRoles'> {
  if (profile.unknown.has('role')) return {};
  const own = input.role ?? role;
  const asked = input.acceptedResourceRoles;
  if (profile.name !== '1.9' || asked === undefined) return { role: own };
  const usable = asked.filter((one) => one === '*' || one === own);
  return { role: own, acceptedResourceRoles: usable.length === 0 ? ['*'] : usable };
}

type PortsAndChecks = { readonly [K in 'container' | 'portDefinitions' | 'healthChecks']: AppDefinition[K] | undefined };

/** What depends on the network: ports stand in `portDefinitions` on the host's, in the container's `portMappings` elsewhere. */
function fillPortsAndChecks(input: AppInput, networks: readonly Network[], { profile, by }: Filling): PortsAndChecks {
  const isHost = isOnHostNetwork({ networks });
  const container = fillContainer(input, { profile, networks });
  const definitions = isHost ? (input.portDefinitions ?? [PORT_DEFINITION]) : undefined;
  // All but a creation fill in twice: a check then finds also the port that the first time has filled in.
  const named = (by === 'create' ? input.portDefinitions : definitions) ?? [];
  const hasPorts = named.length > 0 || container?.portMappings !== undefined;
  return { container, portDefinitions: definitions?.map(fillPortDefinition), healthChecks: fillHealthChecks(input, hasPorts, profile) };
}

/** Where there are ports, checks go to the first unless they say otherwise. */
export function fillHealthChecks({ healthChecks }: AppInput, hasPorts: boolean, profile: AppProfile): AppInput['healthChecks'] {
  const placed = hasPorts ? healthChecks?.map(withPortIndex) : healthChecks;
  return placed?.map((check) => defaultHealthCheck(check, profile));
}

function fillPortDefinition(definition: PortDefinition): PortDefinition {
  return withoutEmpty<PortDefinition>({ port: 0, protocol: 'tcp', ...definition }, ['labels']);
}

type Strategies = Pick<AppDefinition, 'upgradeStrategy' | 'unreachableStrategy' | 'residency'>;

/** What depends on the volumes. */
export function fillStrategies(input: AppInput, profile: AppProfile): Strategies {
  const isBound = isResident(input);
  const stated = profile.residency === 'kept' ? over(RESIDENCY, input.residency) : undefined;
  const upgrade = isBound || stated !== undefined || mountsExternal(input) ? CAREFUL_UPGRADE_STRATEGY : UPGRADE_STRATEGY;
  const asked = input.unreachableStrategy ?? (isBound ? RESIDENT_UNREACHABLE_STRATEGY : {});
  const unreachableStrategy = asked === 'disabled' ? asked : { ...UNREACHABLE_STRATEGY, ...asked };
  const residency = stated ?? (isBound ? derivedResidency(unreachableStrategy, profile) : undefined);
  // Only 1.4 takes half an upgradeStrategy, and its other half is the one of apps without volumes.
  const upgradeStrategy = input.upgradeStrategy === undefined ? upgrade : { ...UPGRADE_STRATEGY, ...input.upgradeStrategy };
  return { upgradeStrategy, unreachableStrategy, ...(residency === undefined ? {} : { residency }) };
}

function derivedResidency(unreachable: AppDefinition['unreachableStrategy'], profile: AppProfile): JsonObject {
  if (unreachable === 'disabled' || profile.residency === 'kept') return RESIDENCY;
  return { ...RESIDENCY, relaunchEscalationTimeoutSeconds: unreachable.inactiveAfterSeconds };
}

function fillNetworks(networks: readonly Network[] = []): readonly Network[] {
  if (networks.length === 0) return [{ mode: 'host' }];
  return networks.map((network) => withoutEmpty<Network>({ mode: 'container', ...network }, ['labels']));
}
