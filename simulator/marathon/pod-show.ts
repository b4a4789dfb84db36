/** How pods look in answers. */
import type { PodDefinition } from './pod-definition.ts';
import type { PodProfile } from './profiles/pod.ts';
import { isObject } from './shape.ts';
import type { JsonObject } from './shape.ts';
import { turned } from './show.ts';

/**
 * Lists and maps that are left out when they are empty, except by 1.4. `constraints` of volumes stand even when empty.
 */
const OMITTED_EMPTY: ReadonlySet<string> = new Set([
  'labels',
  'environment',
  'secrets',
  'volumes',
  'networks',
  'endpoints',
  'volumeMounts',
  'artifacts',
  'protocol',
  'networkNames',
  'acceptedResourceRoles',
]);

/** A pod as it was stored at a time. */
export interface PodVersion {
  readonly pod: PodDefinition;
  readonly version: string;
}

/** The definition with its version; what is a set stands in another order each turn. */
export function podInfo(stored: PodVersion, turn: number, profile: PodProfile): JsonObject {
  return shown(stored, turn, profile);
}

/** The same inside of a PodStatus, which is written by the older of two writers: it never shows an empty placement as `{}`. */
export function specInfo(stored: PodVersion, turn: number, profile: PodProfile): JsonObject {
  return shown(stored, turn, { ...profile, emptyPlacement: profile.emptyPlacement === 'lists' ? 'lists' : 'nothing' });
}

function shown({ pod, version }: PodVersion, turn: number, profile: PodProfile): JsonObject {
  const { placement, ...scheduling } = pod.scheduling;
  const whole = { ...pod, version, scheduling: { ...scheduling, ...placementInfo(placement, turn, profile.emptyPlacement) } };
  return profile.writesEmpty ? withEmpty(pod, whole) : (withoutEmpty(whole) as JsonObject);
}

function placementInfo(placement: PodDefinition['scheduling']['placement'], turn: number, empty: PodProfile['emptyPlacement']): JsonObject {
  const { constraints, acceptedResourceRoles } = placement;
  if (empty === 'lists')
    return { placement: { constraints: turned(constraints, turn), acceptedResourceRoles: turned(acceptedResourceRoles, turn) } };
  if (constraints.length === 0 && acceptedResourceRoles.length === 0) return empty === 'object' ? { placement: {} } : {};
  return {
    placement: {
      ...(constraints.length === 0 ? {} : { constraints: turned(constraints, turn) }),
      ...(acceptedResourceRoles.length === 0 ? {} : { acceptedResourceRoles: turned(acceptedResourceRoles, turn) }),
    },
  };
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name, inner]) => !(OMITTED_EMPTY.has(name) && isEmpty(inner)));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutEmpty(inner)]));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** As 1.4 writes it: every list and map of a pod, of its containers, endpoints and networks is there. */
function withEmpty(pod: PodDefinition, shownPod: JsonObject): JsonObject {
  const containers = pod.containers.map((container) => ({
    environment: {},
    volumeMounts: [],
    artifacts: [],
    labels: {},
    ...container,
    endpoints: (container.endpoints ?? []).map((endpoint) => ({ protocol: [], labels: {}, ...endpoint })),
  }));
  const networks = pod.networks.map((network) => ({ labels: {}, ...network }));
  return { labels: {}, environment: {}, secrets: {}, volumes: [], ...shownPod, networks, containers };
}
