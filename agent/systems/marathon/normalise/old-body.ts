/** An app in the words of Marathon 1.4, which has no `networks` and no `container.portMappings` (api/v2/json/Formats.scala). */
import type { Json } from '../../../model/ref.ts';
import type { JsonObject } from '../types.ts';
import { isEmpty, isJsonObject, isList } from './equal.ts';

/** What is to be sent for this normal form. `live`: the app as 1.4 answers it, whose way to say the same is kept; null: there is none. */
export function oldBody(form: JsonObject, live: JsonObject | null): JsonObject {
  const { networks, container, ...others } = form;
  const [network] = isList(networks) ? networks : [];
  const { mode = 'host', name = null, labels = {}, groups = [] } = isJsonObject(network) ? network : {};
  const body = { ...others, ...containerIn(container, modeWords(mode, live), live) };
  if (mode !== 'container') return body;
  // Ports of the host are not for those who have their own address.
  const { requirePorts: _, ...addressed } = body;
  return { ...addressed, ipAddress: { ...(name === null ? {} : { networkName: name }), labels, groups, ...discoveryIn(container) } };
}

/** Docker's word for the network; null: none. Null and HOST are one to Marathon, and a change from one to the other restarts. */
function modeWords(mode: Json, live: JsonObject | null): Json {
  if (mode !== 'host') return mode === 'container' ? 'USER' : 'BRIDGE';
  const container = live?.['container'];
  const docker = isJsonObject(container) ? container['docker'] : undefined;
  return isJsonObject(docker) && (docker['network'] ?? null) === null ? null : 'HOST';
}

function containerIn(container: Json | undefined, network: Json, live: JsonObject | null): JsonObject {
  if (!isJsonObject(container)) return {};
  const { portMappings = [], docker, ...others } = container;
  const image = isJsonObject(docker) ? docker : null;
  if (container['type'] !== 'MESOS') {
    return { container: { ...others, docker: { ...image, ...(network === null ? {} : { network }), portMappings } } };
  }
  if (image !== null) return { container: { ...others, docker: mesosImage(image) } };
  return isImplicit(others, network, live) ? {} : { container: others };
}

/** Where there is an address, 1.4 needs no container around it. It keeps apart having none and an empty one: on the host's network both are said. */
function isImplicit(container: JsonObject, network: Json, live: JsonObject | null): boolean {
  const isBare = network === 'USER' && container['appc'] === undefined && isEmpty(container['volumes']);
  return isBare && (live?.['container'] ?? null) === null;
}

/** It refuses what it would not keep. */
function mesosImage(docker: JsonObject): JsonObject {
  const { privileged: _, parameters: __, ...image } = docker;
  return image;
}

function discoveryIn(container: Json | undefined): JsonObject {
  if (!isJsonObject(container) || container['type'] !== 'MESOS' || !isList(container['portMappings'])) return {};
  const ports = container['portMappings'].map((mapping) => {
    const { containerPort = 0, name = 'default', protocol = 'tcp', labels = {} } = isJsonObject(mapping) ? mapping : {};
    return { number: containerPort, name, protocol, labels };
  });
  return { discovery: { ports } };
}
