/** Marathon's answers about pods and groups, checked and in our words (types/pod.raml, podStatus.raml, group.raml). */
import { jsonOf } from '../../../http.ts';
import type { JsonObject, LiveGroup, LivePod } from '../types.ts';
import { listOf, numberOf, objectOf, textOf } from './fields.ts';

/** GET /v2/pods: every pod by its id, not yet with its status. */
export function decodePods(body: Buffer): ReadonlyMap<string, LivePod> {
  const pods = listOf(jsonOf(body), '/v2/pods').map((pod) => decodePod(pod, '/v2/pods'));
  return new Map(pods.map((pod) => [pod.id, pod]));
}

/** GET /v2/pods/{id} */
export function decodeOnePod(body: Buffer): LivePod {
  return decodePod(jsonOf(body), '/v2/pods/{id}');
}

/** GET /v2/pods/::status: how many instances of each pod are stable. */
export function decodeStable(body: Buffer): ReadonlyMap<string, number> {
  const statuses = listOf(jsonOf(body), '/v2/pods/::status').map((entry) => objectOf(entry, '/v2/pods/::status'));
  return new Map(statuses.map((status) => [textOf(status, 'id', '/v2/pods/::status'), stableIn(status)]));
}

/** GET /v2/groups: every group below the root. */
export function decodeGroups(body: Buffer): ReadonlyMap<string, LiveGroup> {
  const groups = new Map<string, LiveGroup>();
  // A list that grows on the way: groups may be nested as deep as a path is long.
  const left = [objectOf(jsonOf(body), '/v2/groups')];
  for (const group of left) {
    const id = textOf(group, 'id', '/v2/groups');
    if (id !== '/') groups.set(id, { id, enforceRole: typeof group['enforceRole'] === 'boolean' ? group['enforceRole'] : null });
    left.push(...listOf(group['groups'] ?? [], `/v2/groups, group ${id}, groups`).map((inner) => objectOf(inner, '/v2/groups')));
  }
  return groups;
}

function decodePod(value: unknown, place: string): LivePod {
  const definition = objectOf(value, `${place}, a pod`);
  const id = textOf(definition, 'id', `${place}, a pod`);
  const scaling = objectOf(definition['scaling'], `${place}, pod ${id}, scaling`);
  return {
    id,
    version: textOf(definition, 'version', `${place}, pod ${id}`),
    instances: numberOf(scaling, 'instances', `${place}, pod ${id}, scaling`),
    stable: null,
    definition,
  };
}

function stableIn(status: JsonObject): number {
  const instances = listOf(status['instances'] ?? [], '/v2/pods/::status, instances');
  return instances.filter((instance) => objectOf(instance, '/v2/pods/::status, instances')['status'] === 'STABLE').length;
}
