/** Fills in what a pod leaves out, by the table of its profile; a filled definition is what Marathon stores. */
import { isResidentPod } from './pod-definition.ts';
import type { PodContainer, PodDefinition, PodEndpoint, PodHealthCheck, PodInput, PodScheduling, PodVolume } from './pod-definition.ts';
import * as table from './profiles/pod.ts';
import type { PodProfile } from './profiles/pod.ts';
import { isObject } from './shape.ts';
import type { JsonObject } from './shape.ts';

/** `id` is absolute. `role`: of pods that name none. */
export function fillPod(input: PodInput, profile: PodProfile, role: string): PodDefinition {
  const { role: asked = role, legacySharedCgroups, ...rest } = withoutUnknown(input, '', profile.unknown) as PodInput;
  const networks = (rest.networks ?? []).map((network) => ({ mode: table.POD_NETWORK_MODE, ...network }));
  const takesHostPorts = profile.fillsParts && !networks.some(({ mode }) => mode === 'container');
  const hasRole = !profile.unknown.has('role');
  return {
    ...rest,
    containers: rest.containers.map((container) => fillContainer(container, profile, takesHostPorts)),
    ...(rest.volumes === undefined ? {} : { volumes: rest.volumes.map(fillVolume) }),
    networks,
    scaling: { ...table.POD_SCALING, ...rest.scaling },
    scheduling: fillScheduling(rest, profile, asked),
    executorResources: { ...table.POD_EXECUTOR, ...rest.executorResources },
    ...(hasRole ? { role: asked } : {}),
    ...(legacySharedCgroups === true ? { legacySharedCgroups } : {}),
  };
}

/** Without the fields of these paths, `containers[].tty`. */
function withoutUnknown(value: unknown, path: string, unknown: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutUnknown(item, `${path}[]`, unknown));
  if (!isObject(value)) return value;
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  const kept = Object.entries(value).filter(([name]) => !unknown.has(below(name)));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutUnknown(inner, below(name), unknown)]));
}

function fillScheduling(pod: PodInput, profile: PodProfile, role: string): PodDefinition['scheduling'] {
  const { backoff, upgrade, placement, killSelection, unreachableStrategy }: PodScheduling = pod.scheduling ?? {};
  const resident = isResidentPod(pod);
  const { constraints = [], acceptedResourceRoles = [] } = placement ?? {};
  const isFor = (accepted: string): boolean => accepted === '*' || accepted === role;
  return {
    backoff: inMillis({ ...table.POD_BACKOFF, maxLaunchDelay: profile.maxLaunchDelay, ...backoff }),
    upgrade: upgrade === undefined && resident ? table.RESIDENT_POD_UPGRADE : { ...table.POD_UPGRADE, ...upgrade },
    placement: {
      constraints,
      acceptedResourceRoles: profile.dropsForeignRoles ? acceptedResourceRoles.filter(isFor) : acceptedResourceRoles,
    },
    killSelection: killSelection ?? table.POD_KILL_SELECTION,
    unreachableStrategy: fillUnreachable(unreachableStrategy ?? (resident ? table.RESIDENT_POD_UNREACHABLE : {})),
  };
}

/** Marathon keeps whole milliseconds of its delays in seconds, and cuts off the rest. */
function inMillis(given: PodDefinition['scheduling']['backoff']): PodDefinition['scheduling']['backoff'] {
  const cut = (seconds: number): number => Math.floor(Math.round(seconds * 1e9) / 1e6) / 1000;
  return { ...given, backoff: cut(given.backoff), maxLaunchDelay: cut(given.maxLaunchDelay) };
}

function fillUnreachable(asked: NonNullable<PodScheduling['unreachableStrategy']>): PodDefinition['scheduling']['unreachableStrategy'] {
  return asked === 'disabled' ? asked : { ...table.POD_UNREACHABLE, ...asked };
}

function fillContainer(container: PodContainer, profile: PodProfile, takesHostPorts: boolean): PodContainer {
  const { endpoints, healthCheck, volumeMounts, artifacts, resources } = container;
  return {
    ...container,
    resources: { ...table.CONTAINER_RESOURCES, ...resources },
    ...(endpoints !== undefined && takesHostPorts ? { endpoints: endpoints.map(withHostPort) } : {}),
    ...(healthCheck === undefined ? {} : { healthCheck: fillHealthCheck(healthCheck) }),
    ...(volumeMounts === undefined || !profile.fillsParts
      ? {}
      : { volumeMounts: volumeMounts.map((mount) => ({ ...mount, readOnly: mount.readOnly ?? false })) }),
    ...(artifacts === undefined || !profile.fillsParts
      ? {}
      : { artifacts: artifacts.map((one): JsonObject => ({ ...table.POD_ARTIFACT, ...one })) }),
  };
}

function withHostPort(endpoint: PodEndpoint): PodEndpoint {
  return { ...endpoint, hostPort: endpoint.hostPort ?? 0 };
}

function fillHealthCheck(check: PodHealthCheck): PodHealthCheck {
  const { http } = check;
  return { ...table.POD_HEALTH_CHECK, ...check, ...(http === undefined ? {} : { http: { scheme: table.POD_HTTP_SCHEME, ...http } }) };
}

function fillVolume(volume: PodVolume): PodVolume {
  const { persistent } = volume;
  if (persistent === undefined) return volume;
  const type = persistent.profileName === undefined ? table.POD_DISK_TYPE.usual : table.POD_DISK_TYPE.withProfile;
  return { ...volume, persistent: { type, constraints: [], ...persistent } };
}
