/**
 * What each version of Marathon fills in and knows of a pod, read in its own sources at the last release of each minor version
 * (v1.4.13, v1.5.15, v1.6.567, v1.8.232, v1.9.109, v1.10.26): the RAML types pod, podContainer, network, volumes, healthCheck,
 * artifact, resources, linux; raml/PodConversion.scala, raml/ContainerConversion.scala, raml/HealthCheckConversion.scala,
 * raml/VolumeConversion.scala; since 1.5 api/v2/PodNormalization.scala. What is written follows the type generator
 * (RamlTypeGenerator.scala, since 1.9 ObjectVisitor.scala).
 */
import { isSince } from './profile.ts';
import type { ProfileName } from './profile.ts';

export interface PodProfile {
  readonly name: ProfileName;
  /** 1.4 writes empty lists and objects; later ones leave those out. */
  readonly writesEmpty: boolean;
  /** A placement without constraints and roles: 1.4 writes both as empty lists, 1.5 to 1.8 nothing, 1.9 and later `{}`. */
  readonly emptyPlacement: 'lists' | 'nothing' | 'object';
  /** `scheduling.backoff.maxLaunchDelay`, in seconds: an hour, and since 1.8 five minutes. */
  readonly maxLaunchDelay: number;
  /** Since 1.5: hostPort 0 unless the network is `container`, readOnly false, the three flags of an artifact. */
  readonly fillsParts: boolean;
  /** 1.9 alone drops roles of `placement.acceptedResourceRoles` that are neither `*` nor the pod's; later ones refuse them. */
  readonly dropsForeignRoles: boolean;
  /** Paths of fields this version does not know: it drops them without a word. */
  readonly unknown: ReadonlySet<string>;
}

/** Always written, in every version. */
export const POD_SCALING = { kind: 'fixed', instances: 1 } as const;
/** In seconds, but for the factor; maxLaunchDelay is the profile's. */
export const POD_BACKOFF = { backoff: 1, backoffFactor: 1.15 } as const;
export const POD_UPGRADE = { minimumHealthCapacity: 1, maximumOverCapacity: 1 } as const;
/** Of a pod with persistent volumes that names no `upgrade`. */
export const RESIDENT_POD_UPGRADE = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 } as const;
export const POD_KILL_SELECTION = 'YOUNGEST_FIRST';
export const POD_UNREACHABLE = { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 } as const;
/** Of a pod with persistent volumes that names no strategy. */
export const RESIDENT_POD_UNREACHABLE = 'disabled';
/** cpus, MiB, MiB; always written. */
export const POD_EXECUTOR = { cpus: 0.1, mem: 32, disk: 10 } as const;
export const CONTAINER_RESOURCES = { cpus: 1, mem: 128, disk: 0, gpus: 0 } as const;
export const POD_HEALTH_CHECK = {
  gracePeriodSeconds: 300,
  intervalSeconds: 60,
  maxConsecutiveFailures: 3,
  timeoutSeconds: 20,
  delaySeconds: 15,
} as const;
/** Of `healthCheck.http`. */
export const POD_HTTP_SCHEME = 'HTTP';
export const POD_NETWORK_MODE = 'container';
export const POD_ARTIFACT = { extract: true, executable: false, cache: false } as const;
/** `root`; `mount` where a profileName is given. Constraints are written even when there are none. */
export const POD_DISK_TYPE = { usual: 'root', withProfile: 'mount' } as const;

/** The first profile that knows a field; those not named here are known by all. `never`: read, and kept by no version. */
const KNOWN: { readonly [path: string]: ProfileName | 'never' } = {
  // MesosContainer has no place for it.
  'containers[].check': 'never',
  'containers[].tty': '1.5',
  'containers[].image.pullConfig': '1.5',
  'containers[].image.labels': '1.5',
  'containers[].endpoints[].networkNames': '1.5',
  'volumes[].secret': '1.5',
  'volumes[].persistent': '1.6',
  'containers[].linuxInfo': '1.8',
  'containers[].linuxInfo.ipcInfo': '1.9',
  linuxInfo: '1.9',
  role: '1.9',
  'containers[].resourceLimits': '1.10',
  // Only true is kept.
  legacySharedCgroups: '1.10',
};

/** Fields whose order means nothing to Marathon. */
export const POD_SETS = ['scheduling.placement.constraints', 'scheduling.placement.acceptedResourceRoles'] as const;

export function podProfile(name: ProfileName): PodProfile {
  return {
    name,
    writesEmpty: name === '1.4',
    emptyPlacement: name === '1.4' ? 'lists' : isSince(name, '1.9') ? 'object' : 'nothing',
    maxLaunchDelay: isSince(name, '1.8') ? 300 : 3600,
    fillsParts: isSince(name, '1.5'),
    dropsForeignRoles: name === '1.9',
    unknown: new Set(Object.keys(KNOWN).filter((path) => !isKnown(KNOWN[path] ?? '1.4', name))),
  };
}

function isKnown(since: ProfileName | 'never', name: ProfileName): boolean {
  return since !== 'never' && isSince(name, since);
}
