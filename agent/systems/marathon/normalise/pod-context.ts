/** What the rules of a pod may look at besides the value. Worked out once per pod. */
import type { Profile } from '../profile.ts';
import { isSince } from '../profile.ts';
import type { JsonObject, MarathonInfo } from '../types.ts';
import { isJsonObject, isList } from './equal.ts';

/** What a Marathon says of itself that the normal form of a pod depends on. */
export type PodDefaults = Pick<MarathonInfo, 'profile' | 'defaultNetworkName'>;

export interface PodContext {
  readonly defaultNetworkName: string | null;
  /** Whether the pod has an address of its own: then Marathon picks no host port unasked. */
  readonly isOnContainerNetwork: boolean;
  /** Whether it has local persistent volumes. */
  readonly isResident: boolean;
  /** Its own role, or the one that Marathon gives it. */
  readonly role: string;
}

/** The first version with persistent volumes in pods. */
const PERSISTENT_SINCE: Profile = '1.6';

export function podContextOf(pod: JsonObject, { profile, defaultNetworkName }: PodDefaults, openRole: string): PodContext {
  const { role } = pod;
  return {
    defaultNetworkName,
    isOnContainerNetwork: entriesOf(pod, 'networks').some(({ mode }) => (mode ?? 'container') === 'container'),
    isResident: isSince(profile, PERSISTENT_SINCE) && hasPersistentVolumes(pod),
    role: typeof role === 'string' ? role : openRole,
  };
}

export function hasPersistentVolumes(pod: JsonObject): boolean {
  return entriesOf(pod, 'volumes').some(({ persistent }) => isJsonObject(persistent));
}

function entriesOf(pod: JsonObject, field: string): readonly JsonObject[] {
  const list = pod[field];
  return isList(list) ? list.filter(isJsonObject) : [];
}
