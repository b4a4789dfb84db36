/** Networks, and the ports that fit them. */
import type { AppNetwork, AppSpec, PortMapping } from '../../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../../agent/systems/marathon/profile.ts';
import { distinctBy, without } from '../repair.ts';
import type { Repair } from '../repair.ts';
import { modeOf } from './old-words.ts';

/** One host network, or one bridge, or container networks with names, of which Docker takes one. */
export const networks: Repair<AppSpec> = (spec, profile) => {
  const [first] = spec.networks ?? [];
  if (first === undefined) return spec;
  const isDocker = spec.container !== undefined && spec.container.type !== 'MESOS';
  // Up to 1.4 networks other than the host's are options of docker.
  if (!isDocker && !isSince(profile, '1.5')) return without(spec, 'networks');
  const mode = first.mode ?? 'container';
  if (mode === 'host') return { ...spec, networks: [without(first, 'name', 'labels')] };
  if (mode === 'container/bridge') return { ...spec, networks: [without(first, 'name')] };
  const containers = (spec.networks ?? []).filter((network) => (network.mode ?? 'container') === 'container').map(named);
  const distinct = distinctBy(containers, ({ name }) => name);
  return { ...spec, networks: isDocker ? distinct.slice(0, 1) : [...distinct] };
};

function named(network: AppNetwork): AppNetwork {
  return { ...network, name: network.name ?? 'dcos' };
}

/** Port definitions on the host network, port mappings on any other; names and numbers once. */
export const ports: Repair<AppSpec> = (spec) => {
  if (modeOf(spec) === 'host') return onHost(spec);
  const mapped = without(spec, 'portDefinitions', 'ports', 'requirePorts');
  const { container, ipAddress } = mapped;
  const names = (spec.networks ?? [{ name: ipAddress?.networkName ?? '' }]).flatMap(({ name }) => name ?? []);
  return {
    ...mapped,
    ...(container && { container: withMappings(container, names) }),
    ...(ipAddress?.discovery && { ipAddress: { ...ipAddress, discovery: discovered(ipAddress.discovery) } }),
  };
};

type Container = NonNullable<AppSpec['container']>;
type Discovery = NonNullable<NonNullable<AppSpec['ipAddress']>['discovery']>;

function withMappings(container: Container, names: readonly string[]): Container {
  const { portMappings, docker } = container;
  const once = (all: readonly PortMapping[]): PortMapping[] =>
    distinctBy(distinctBy(all, nameOf), ({ servicePort = 0 }) => (servicePort === 0 ? undefined : servicePort)).map((one) =>
      onNetworks(one, names),
    );
  return {
    ...container,
    ...(portMappings && { portMappings: once(portMappings) }),
    ...(docker && { docker: docker.portMappings === undefined ? docker : { ...docker, portMappings: once(docker.portMappings) } }),
  };
}

function discovered({ ports: all }: Discovery): Discovery {
  return all === undefined ? {} : { ports: [...distinctBy(all, nameOf)] };
}

function onHost(spec: AppSpec): AppSpec {
  const { container, portDefinitions, ports: numbers } = spec;
  const docker = container?.docker;
  const unmapped = container && { ...without(container, 'portMappings'), ...(docker && { docker: without(docker, 'portMappings') }) };
  const once = <T>(all: readonly T[], numberOf: (one: T) => number): T[] => [...distinctBy(all, (one) => numberOf(one) || undefined)];
  return {
    ...without(spec, ...(portDefinitions === undefined ? [] : (['ports'] as const))),
    ...(unmapped && { container: unmapped }),
    ...(portDefinitions && { portDefinitions: once(distinctBy(portDefinitions, nameOf), ({ port = 0 }) => port) }),
    ...(portDefinitions === undefined && numbers !== undefined ? { ports: once(numbers, (port) => port) } : {}),
  };
}

function nameOf({ name }: { readonly name?: string }): string | undefined {
  return name;
}

/** Networks may be called what no mapping can name: without underscores. */
const NAMEABLE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Only networks that the app is on; a port of the host is one of exactly one of them. */
function onNetworks(mapping: PortMapping, all: readonly string[]): PortMapping {
  const names = all.filter((name) => NAMEABLE.test(name));
  const [first] = names;
  const { networkNames = [], hostPort } = mapping;
  const isOfSeveral = hostPort !== undefined && all.length > 1;
  if (first === undefined) return without(mapping, 'networkNames', ...(isOfSeveral ? (['hostPort'] as const) : []));
  const known = [...new Set(networkNames.map((name) => (names.includes(name) ? name : (names[name.length % names.length] ?? first))))];
  if (isOfSeveral && known.length !== 1) return { ...mapping, networkNames: [known[0] ?? first] };
  return mapping.networkNames === undefined ? mapping : { ...mapping, networkNames: known };
}

/** How many ports the app has, as checks count them. */
export function portCount(spec: AppSpec): number {
  return portsOf(spec)?.length ?? 1;
}

export function portNames(spec: AppSpec): readonly string[] {
  return (portsOf(spec) ?? []).flatMap((port) => (typeof port === 'object' ? (port.name ?? []) : []));
}

/** In either words; undefined: Marathon adds one. */
function portsOf(spec: AppSpec): readonly (number | { readonly name?: string })[] | undefined {
  const { container, ipAddress } = spec;
  if (modeOf(spec) === 'host') return spec.portDefinitions ?? spec.ports;
  return ipAddress?.discovery?.ports ?? container?.portMappings ?? container?.docker?.portMappings;
}
