/** Networks of a pod, and its endpoints on them. */
import type { PodEndpoint, PodNetwork, PodSpec } from '../../../../agent/model/kinds.gen.ts';
import { distinctBy, without } from '../repair.ts';
import type { Repair } from '../repair.ts';

/** One host network, or one bridge, or container networks with names. */
export const networks: Repair<PodSpec> = (spec) => {
  const [first] = spec.networks ?? [];
  if (first === undefined) return spec;
  const mode = first.mode ?? 'container';
  if (mode === 'host') return { ...spec, networks: [without(first, 'name', 'labels')] };
  if (mode === 'container/bridge') return { ...spec, networks: [without(first, 'name')] };
  const containers = (spec.networks ?? []).filter((network) => (network.mode ?? 'container') === 'container').map(named);
  return { ...spec, networks: [...distinctBy(containers, ({ name }) => name)] };
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
  const [first] = names;
  const known = [
    ...new Set((endpoint.networkNames ?? []).map((name) => (names.includes(name) ? name : (names[name.length % names.length] ?? '')))),
  ];
  const placed = endpoint.networkNames === undefined ? endpoint : { ...endpoint, networkNames: known };
  const isOfSeveral = placed.hostPort !== undefined && all.length > 1 && known.length !== 1;
  if (first === undefined) return withPort(without(placed, 'networkNames', ...(isOfSeveral ? (['hostPort'] as const) : [])), mode, index);
  return withPort(isOfSeveral ? { ...placed, networkNames: [known[0] ?? first] } : placed, mode, index);
}

function withPort(endpoint: PodEndpoint, mode: string, index: number): PodEndpoint {
  if (mode === 'host') return without(endpoint, 'containerPort');
  return mode === 'container' ? { ...endpoint, containerPort: endpoint.containerPort ?? 8000 + index } : endpoint;
}
