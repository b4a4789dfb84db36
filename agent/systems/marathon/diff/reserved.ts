/**
 * What Marathon lets nobody change of an app with local persistent volumes, since it is reserved on an agent (AppDefinition.residentUpdateIsValid):
 * the volumes, what its tasks take, and their ports of the host. Nor can an app get its first such volume later, or lose its last. Pure.
 */
import type { Json } from '../../../model/ref.ts';
import { hasVolume, volumesOf } from '../normalise/context.ts';
import { isEqual, isJsonObject, isList } from '../normalise/equal.ts';
import type { JsonObject } from '../types.ts';

/** What is compared one by one. */
const TAKEN = ['cpus', 'mem', 'disk', 'gpus', 'requirePorts', 'role'];
/** What an app must say because it has such volumes, or has none. */
const IMPLIED = ['unreachableStrategy', 'upgradeStrategy', 'residency', 'acceptedResourceRoles'];

/** `wanted`, but with what is reserved as `live` has it. Both are complete forms. */
export function withReserved(wanted: JsonObject, live: JsonObject): JsonObject {
  const [willHold, holds] = [hasVolume(wanted, 'persistent'), hasVolume(live, 'persistent')];
  if (!willHold && !holds) return wanted;
  const kept = withVolumes(wanted, live);
  const implied = willHold === holds ? kept : withFields(kept, live, IMPLIED);
  return holds ? withPorts(withFields(implied, live, TAKEN), live) : implied;
}

/** With these fields as live has them, or has not. */
function withFields(wanted: JsonObject, live: JsonObject, names: readonly string[]): JsonObject {
  const { ...form } = wanted as { [field: string]: Json };
  for (const name of names) {
    const value = live[name];
    if (value === undefined) delete form[name];
    else form[name] = value;
  }
  return form;
}

function withVolumes(wanted: JsonObject, live: JsonObject): JsonObject {
  if (isEqual(localVolumes(wanted), localVolumes(live))) return wanted;
  const container = wanted['container'];
  if (!isJsonObject(container)) return withFields(wanted, live, ['container']);
  const paths = new Set(volumesOf(live).filter(isLocal).map(pathOf));
  const volumes = volumesOf(wanted).filter((volume) => !isLocal(volume) && !paths.has(pathOf(volume)));
  for (const [index, volume] of volumesOf(live).entries()) if (isLocal(volume)) volumes.splice(index, 0, volume);
  return { ...wanted, container: { ...container, volumes } };
}

function isLocal(volume: Json): boolean {
  return isJsonObject(volume) && isJsonObject(volume['persistent']);
}

function pathOf(volume: Json): Json {
  return isJsonObject(volume) ? (volume['containerPath'] ?? null) : null;
}

/** In one order: Marathon finds them by their paths. */
function localVolumes(app: JsonObject): Json {
  return volumesOf(app)
    .filter(isLocal)
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** Ports of the host are compared as a set; one by one they are kept where there are as many, else all of the network. */
function withPorts(wanted: JsonObject, live: JsonObject): JsonObject {
  const isSameMode = isOnHost(wanted) === isOnHost(live);
  if (isEqual(hostPorts(wanted), hostPorts(live)) && (isSameMode || live['requirePorts'] !== true)) return wanted;
  const [definitions, mappings] = [listIn(wanted, 'portDefinitions'), mappingsOf(wanted)];
  const isAlike =
    isSameMode && definitions.length === listIn(live, 'portDefinitions').length && mappings.length === mappingsOf(live).length;
  if (!isAlike) return withMappings(withFields(wanted, live, ['networks', 'portDefinitions']), live, mappingsOf(live));
  const ports = definitions.map((entry, index) => withPort(entry, listIn(live, 'portDefinitions')[index], 'port'));
  const mapped = mappings.map((entry, index) => withPort(entry, mappingsOf(live)[index], 'hostPort'));
  return withMappings(isOnHost(wanted) ? { ...wanted, portDefinitions: ports } : wanted, live, mapped);
}

function withPort(entry: Json, live: Json | undefined, field: string): Json {
  return isJsonObject(entry) && isJsonObject(live) ? withFields(entry, live, [field]) : entry;
}

/** Where the live container has mappings, or none. */
function withMappings(wanted: JsonObject, live: JsonObject, portMappings: readonly Json[]): JsonObject {
  const [container, liveContainer] = [wanted['container'], live['container']];
  if (!isJsonObject(container))
    return withFields(wanted, live, isJsonObject(liveContainer) && portMappings.length > 0 ? ['container'] : []);
  const { portMappings: _, ...others } = container;
  const hasMappings = isJsonObject(liveContainer) && isList(liveContainer['portMappings']);
  return { ...wanted, container: hasMappings ? { ...others, portMappings } : others };
}

function isOnHost({ networks }: JsonObject): boolean {
  const [network] = isList(networks) ? networks : [];
  return isJsonObject(network) && network['mode'] === 'host';
}

function hostPorts(app: JsonObject): Json {
  const mapped = mappingsOf(app).map((mapping) => portOf(mapping, 'hostPort'));
  const ports = mapped.length > 0 ? mapped : listIn(app, 'portDefinitions').map((definition) => portOf(definition, 'port'));
  return [...new Set(ports.filter((port) => typeof port === 'number'))].toSorted((a, b) => a - b);
}

function portOf(entry: Json, field: string): Json {
  return isJsonObject(entry) ? (entry[field] ?? null) : null;
}

function mappingsOf({ container }: JsonObject): readonly Json[] {
  return isJsonObject(container) ? listIn(container, 'portMappings') : [];
}

function listIn(around: JsonObject, name: string): readonly Json[] {
  const value = around[name];
  return isList(value) ? value : [];
}
