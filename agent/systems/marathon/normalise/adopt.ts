/** What git may leave open and the live app decides: the number of instances, service ports, the role. */
import type { Json } from '../../../model/ref.ts';
import { isSince } from '../profile.ts';
import type { JsonObject } from '../types.ts';
import type { Defaults } from './context.ts';
import { isJsonObject, isList } from './equal.ts';
import { keptRoles, openRole } from './fields.ts';

/**
 * A declared app, both in normal form, with what it leaves open taken from the live one: the complete form to send. Service ports stay
 * what they are, since Marathon would give a port 0 the same one again (AssignDynamicServiceLogic).
 */
export function adoptLive(id: string, declared: JsonObject, live: JsonObject, defaults: Defaults): JsonObject {
  return {
    ...declared,
    instances: declared['instances'] ?? live['instances'] ?? 1,
    ...adoptRole(id, declared, live, defaults),
    ...adoptList(declared, live, 'portDefinitions', 'port'),
    ...adoptContainer(declared['container'], live['container']),
  };
}

function adoptRole(id: string, declared: JsonObject, live: JsonObject, { profile, defaultRole }: Defaults): JsonObject {
  if (!isSince(profile, '1.9')) return {};
  const role = declared['role'] ?? openRole(id, live['role'], defaultRole);
  const accepted = declared['acceptedResourceRoles'];
  return profile === '1.9' && isList(accepted) ? { role, acceptedResourceRoles: keptRoles(accepted, role) } : { role };
}

function adoptContainer(declared: Json | undefined, live: Json | undefined): JsonObject {
  if (!isJsonObject(declared) || !isJsonObject(live)) return {};
  return { container: { ...declared, ...adoptList(declared, live, 'portMappings', 'servicePort') } };
}

/** The list under `name` with each port 0 replaced by the live one at its place, unless that is declared elsewhere in the list. */
function adoptList(declared: JsonObject, live: JsonObject, name: string, portField: string): JsonObject {
  const entries = declared[name];
  const liveEntries = live[name];
  if (!isList(entries)) return {};
  if (!isList(liveEntries) || !entries.some((entry) => portOf(entry, portField) === 0)) return {};
  const taken = new Set(entries.map((entry) => portOf(entry, portField)));
  const adopted = entries.map((entry, index) => {
    const livePort = portOf(liveEntries[index], portField);
    const isOpen = isJsonObject(entry) && entry[portField] === 0 && livePort !== undefined && !taken.has(livePort);
    return isOpen ? { ...entry, [portField]: livePort } : entry;
  });
  return { [name]: adopted };
}

function portOf(entry: Json | undefined, portField: string): Json | undefined {
  return isJsonObject(entry) ? entry[portField] : undefined;
}
