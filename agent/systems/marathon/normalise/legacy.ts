/** Old ways to say what an app is, which every Marathon still takes and 1.4 answers: said in today's words. */
import type { Json } from '../../../model/ref.ts';
import { isSince } from '../profile.ts';
import type { JsonObject } from '../types.ts';
import type { Defaults } from './context.ts';
import { isJsonObject, isList } from './equal.ts';

/** The same app without `ports`, `uris`, `ipAddress`, `container.docker.network` and `container.docker.portMappings` (AppNormalization.scala). */
export function modernised(app: JsonObject, defaults: Defaults): JsonObject {
  const { ports, uris } = app;
  const container = objectAt(app, 'container');
  const docker = objectAt(container, 'docker');
  const address = objectAt(app, 'ipAddress');
  const network = docker?.['network'] ?? null;
  const hasOldNetwork = address !== null || network !== null || isList(docker?.['portMappings']);
  if (!hasOldNetwork && !isList(ports) && !isList(uris)) return app;
  return {
    ...app,
    networks: networksOf(app, address, network, defaults),
    container: containerOf(container, address),
    portDefinitions: app['portDefinitions'] ?? portsOf(ports),
    fetch: fetchOf(app['fetch'], uris, defaults),
  };
}

function objectAt(around: JsonObject | null, field: string): JsonObject | null {
  const value = around?.[field];
  return isJsonObject(value) ? value : null;
}

function networksOf(app: JsonObject, address: JsonObject | null, network: Json, { bridgeName }: Defaults): Json {
  if (address === null && network === null) return app['networks'] ?? null;
  const { networkName = null, labels = null, groups = null } = address ?? {};
  if (network === 'HOST') return [{ mode: 'host' }];
  if (network === 'BRIDGE' || (network === null && networkName === bridgeName)) return [{ mode: 'container/bridge', labels }];
  return [{ mode: 'container', name: networkName, labels, groups }];
}

/** Where there is an address, there is a container. */
function containerOf(container: JsonObject | null, address: JsonObject | null): Json {
  const given = container ?? (address === null ? null : { type: 'MESOS' });
  if (given === null) return null;
  const discovered = given['type'] === 'MESOS' ? discoveredPorts(address) : null;
  const old = objectAt(given, 'docker')?.['portMappings'];
  const mappings = isList(given['portMappings']) && given['portMappings'].length > 0 ? given['portMappings'] : old;
  return { ...given, portMappings: discovered ?? mappings ?? given['portMappings'] ?? null };
}

/** The address of a container that Mesos runs says itself which of its ports are to be found. */
function discoveredPorts(address: JsonObject | null): Json {
  const ports = objectAt(address, 'discovery')?.['ports'];
  if (!isList(ports) || ports.length === 0) return null;
  return ports.map((port) => {
    if (!isJsonObject(port)) return port;
    const { number = 0, ...others } = port;
    return { containerPort: number, ...others };
  });
}

function portsOf(ports: Json | undefined): Json {
  return isList(ports) ? ports.map((port) => ({ port })) : null;
}

function fetchOf(fetch: Json | undefined, uris: Json | undefined, { profile }: Defaults): Json {
  if (!isList(uris) || (isList(fetch) && fetch.length > 0)) return fetch ?? null;
  const isUnpacked = isSince(profile, '1.6') ? isArchive : hasArchiveEnding;
  return uris.map((uri) => ({ uri, extract: typeof uri === 'string' && isUnpacked(uri) }));
}

/** Up to 1.5 by the end of the text, later by that of its path, and by more endings (state/FetchUri.scala). */
function hasArchiveEnding(uri: string): boolean {
  return /\.(?:tgz|tar\.gz|tbz2|tar\.bz2|txz|tar\.xz|zip)$/.test(uri);
}

function isArchive(uri: string): boolean {
  return /\.(?:tar|gz|tar\.bz2|tar\.xz|tgz|tbz2|txz|zip)$/.test(pathOf(uri) ?? '');
}

/** What java.net.URI refuses of a text: blanks, some punctuation, and an escape that is none. */
const REFUSED = /["<>\\^`{|}\p{Z}\p{Cc}]|%(?![\da-f]{2})/iu;
const SCHEME = /^[a-z][a-z\d+.-]*:(?=\/)/i;

/** As java.net.URI finds it, escapes undone; null: it has none, like `mailto:x`, or is no URI to Java. */
function pathOf(uri: string): string | null {
  if (REFUSED.test(uri) || /#.*#/.test(uri)) return null;
  const [named = ''] = uri.split(/[?#]/, 1);
  const path = named.replace(SCHEME, '').replace(/^\/\/[^/]*/, '');
  if (/^[^/]*:|[[\]]/.test(path)) return null;
  return path.replaceAll(/%[0-7][\da-f]/gi, decodeURIComponent);
}
