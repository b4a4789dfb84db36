/** Networks of a pod, and its endpoints on them. */
import type { PodEndpoint, PodNetwork, PodSpec } from '../../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../../agent/systems/marathon/profile.ts';
import { distinctBy, without } from '../repair.ts';
import type { Repair } from '../repair.ts';

/** One host network, or one bridge, or container networks with names. */
export const networks: Repair<PodSpec> = (spec, profile) => {
  const [first] = spec.networks ?? [];
  if (first === undefined) return spec;
  const mode = first.mode ?? 'container';
  if (mode === 'host') return { ...spec, networks: [without(first, 'name', 'labels')] };
  if (mode === 'container/bridge') return { ...spec, networks: [without(first, 'name')] };
  const containers = (spec.networks ?? []).filter((network) => (network.mode ?? 'container') === 'container').map(named);
  const distinct = distinctBy(containers, ({ name }) => name);
  // Before 1.5 no endpoint can say which one it is on.
  return { ...spec, networks: isSince(profile, '1.5') ? [...distinct] : distinct.slice(0, 1) };
};

function named(network: PodNetwork): PodNetwork {
  return { ...network, name: network.name ?? 'dcos' };
}

/** Names, and ports that are not 0, once in the whole pod; the ports that the network asks for. */
export const endpoints: Repair<PodSpec> = (spec) => {
  const names = new Set<string>();
  const ports = new Set<string>();
  const isNew = (seen: Set<string>, key: string): boolean => !seen.has(key) && seen.add(key) !== undefined;
  const containers = spec.containers?.map((container) => {
    if (container.endpoints === undefined) return container;
    const fitting = container.endpoints.map((endpoint, index) => onNetwork(endpoint, spec, index));
    const once = fitting.filter(
      ({ name, containerPort, hostPort = 0 }) =>
        !names.has(name) &&
        (containerPort === undefined || isNew(ports, `container ${containerPort}`)) &&
        (hostPort === 0 || isNew(ports, `host ${hostPort}`)) &&
        isNew(names, name),
    );
    return { ...container, endpoints: once };
  });
  return containers === undefined ? spec : { ...spec, containers };
};

/** Networks may be called what no endpoint can name: without underscores. */
const NAMEABLE = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function onNetwork(endpoint: PodEndpoint, { networks: all = [] }: PodSpec, index: number): PodEndpoint {
  const mode = all.length === 0 ? 'host' : (all[0]?.mode ?? 'container');
  const names = all.flatMap(({ name }) => (name !== undefined && NAMEABLE.test(name) ? [name] : []));
  return withPort(withNetworks(endpoint, names, all.length > 1), mode, index);
}

/** A port of the host is one of exactly one network. */
function withNetworks(endpoint: PodEndpoint, names: readonly string[], areSeveral: boolean): PodEndpoint {
  const [first] = names;
  const { networkNames, hostPort } = endpoint;
  const isOfSeveral = areSeveral && hostPort !== undefined;
  if (first === undefined) return without(endpoint, 'networkNames', ...(isOfSeveral ? (['hostPort'] as const) : []));
  const asked = networkNames ?? [];
  const known = [...new Set(asked.map((name) => (names.includes(name) ? name : (names[name.length % names.length] ?? first))))];
  if (isOfSeveral && known.length !== 1) return { ...endpoint, networkNames: [known[0] ?? first] };
  return networkNames === undefined ? endpoint : { ...endpoint, networkNames: known };
}

function withPort(endpoint: PodEndpoint, mode: string, index: number): PodEndpoint {
  if (mode === 'host') return without(endpoint, 'containerPort');
  return mode === 'container' ? { ...endpoint, containerPort: endpoint.containerPort ?? 8000 + index } : endpoint;
}
