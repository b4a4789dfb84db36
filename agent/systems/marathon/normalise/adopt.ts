/** What git may leave open and the live app decides: the number of instances, service ports, the role. */
import type { Json } from '../../../model/ref.ts';
import type { JsonObject } from '../types.ts';
import { isJsonObject, isList } from './rules.ts';

/** A declared app, both in normal form, with what it leaves open taken from the live one: the complete body to send. */
export function adoptLive(declared: JsonObject, live: JsonObject, role: Json): JsonObject {
  return { ...declared, ...adopted(declared, live, role) };
}

/**
 * The fields in which a declared app leaves something open, as the live one fills them. `role` is for an app that declares
 * none. Service ports stay what they are, since Marathon would give a port 0 the same one again (AssignDynamicServiceLogic).
 */
export function adopted(declared: JsonObject, live: JsonObject, role: Json): JsonObject {
  return {
    instances: declared['instances'] ?? live['instances'] ?? 1,
    role: declared['role'] ?? role,
    ...adoptList(declared, live, 'portDefinitions', 'port'),
    ...adoptContainer(declared['container'], live['container']),
  };
}

/**
 * The role of an app that declares none: Marathon's own, or the name of its top-level group where that group enforces
 * its role (`enforceRole`), which only the live app tells.
 */
export function openRole(id: string, live: JsonObject, defaultRole: string): string {
  const group = id.slice(1, Math.max(1, id.indexOf('/', 1)));
  return group !== '' && live['role'] === group ? group : defaultRole;
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
