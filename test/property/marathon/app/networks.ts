/** Networks, and the ports that fit them. */
import type { AppNetwork, AppSpec, PortMapping } from '../../../../agent/model/kinds.gen.ts';
import { distinctBy, without } from '../repair.ts';
import type { Repair } from '../repair.ts';

/** One host network, or one bridge, or container networks with names, of which Docker takes one. */
export const networks: Repair<AppSpec> = (spec) => {
  const [first] = spec.networks ?? [];
  if (first === undefined) return spec;
  const mode = first.mode ?? 'container';
  if (mode === 'host') return { ...spec, networks: [without(first, 'name', 'labels')] };
  if (mode === 'container/bridge') return { ...spec, networks: [without(first, 'name')] };
  const containers = (spec.networks ?? []).filter((network) => (network.mode ?? 'container') === 'container').map(named);
  const distinct = distinctBy(containers, ({ name }) => name);
  const isDocker = spec.container !== undefined && spec.container.type !== 'MESOS';
  return { ...spec, networks: isDocker ? distinct.slice(0, 1) : [...distinct] };
};

function named(network: AppNetwork): AppNetwork {
  return { ...network, name: network.name ?? 'dcos' };
}

export function modeOf({ networks: [first] = [] }: AppSpec): 'host' | 'container/bridge' | 'container' {
  return first === undefined ? 'host' : (first.mode ?? 'container');
}

/** Port definitions on the host network, port mappings on any other; names and numbers once. */
export const ports: Repair<AppSpec> = (spec) => {
  if (modeOf(spec) === 'host') return onHost(spec);
  const { portMappings } = spec.container ?? {};
  const mapped = without(spec, 'portDefinitions', 'requirePorts');
  if (mapped.container === undefined || portMappings === undefined) return mapped;
  const names = (spec.networks ?? []).flatMap(({ name }) => name ?? []);
  const once = distinctBy(distinctBy(portMappings, nameOf), ({ servicePort = 0 }) => (servicePort === 0 ? undefined : servicePort));
  return { ...mapped, container: { ...mapped.container, portMappings: once.map((mapping) => onNetworks(mapping, names)) } };
};

function onHost(spec: AppSpec): AppSpec {
  const { container, portDefinitions } = spec;
  const unmapped = container === undefined ? spec : { ...spec, container: without(container, 'portMappings') };
  if (portDefinitions === undefined) return unmapped;
  const once = distinctBy(distinctBy(portDefinitions, nameOf), ({ port = 0 }) => (port === 0 ? undefined : port));
  return { ...unmapped, portDefinitions: [...once] };
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
  if (modeOf(spec) === 'host') return spec.portDefinitions?.length ?? 1;
  return spec.container?.portMappings?.length ?? 1;
}

export function portNames(spec: AppSpec): readonly string[] {
  const all = modeOf(spec) === 'host' ? spec.portDefinitions : spec.container?.portMappings;
  return (all ?? []).flatMap(({ name }) => name ?? []);
}
