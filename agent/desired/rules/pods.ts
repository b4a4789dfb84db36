/** Containers, endpoints and checks of a pod (Marathon's PodsValidation and NetworkValidation). */
import type { PodContainer, PodHealthCheck, PodSpec } from '../../model/kinds.gen.ts';
import { MARK_LABEL } from '../../model/mark.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { suggester } from '../suggest.ts';
import { networkFaults } from './networks.ts';
import { at, atKey, repeated } from './rule.ts';

export type PodRule = (spec: PodSpec) => readonly Fault[];

const { podContainers, podNetwork, podCheck } = desiredErrors;

/** Paths of all endpoints, with what they are. */
export function endpointsOf({ containers = [] }: PodSpec) {
  return containers.flatMap(({ endpoints = [] }, index) =>
    endpoints.map((endpoint, position) => ({ endpoint, path: ['containers', index, 'endpoints', position] })),
  );
}

export const podRunsRule: PodRule = ({ containers }) =>
  containers === undefined ? [at(podContainers, [], 'The pod runs nothing: it needs containers.')] : [];

export const containerNameRule: PodRule = ({ containers = [] }) => {
  const names = containers.map(({ name }) => name);
  return repeated(names).map((index) => at(podContainers, ['containers', index, 'name'], `There are two containers ${names[index]}.`));
};

export const endpointRule: PodRule = (spec) => {
  const all = endpointsOf(spec);
  return [
    ...twice(all, 'name', (name) => `There are two endpoints ${name} in the pod.`),
    ...twice(all, 'containerPort', (port) => `Two endpoints of the pod have the container port ${port}.`),
    ...twice(all, 'hostPort', (port) => `Two endpoints of the pod have the host port ${port}.`),
  ];
};

/** 0 is any port: two of them are not the same. */
function twice(
  all: ReturnType<typeof endpointsOf>,
  field: 'name' | 'containerPort' | 'hostPort',
  sentence: (value: string | number) => string,
): readonly Fault[] {
  const values = all.map(({ endpoint }, index) => endpoint[field] || { index });
  return repeated(values).flatMap((index) => {
    const [found, value] = [all[index], values[index]];
    return found === undefined || typeof value === 'object' || value === undefined
      ? []
      : [at(podNetwork, [...found.path, field], sentence(value))];
  });
}

export const podNetworkRule: PodRule = ({ networks = [] }) => networkFaults(podNetwork, networks, 'pod');

export const endpointNetworkRule: PodRule = (spec) => {
  const { networks = [] } = spec;
  const modes = new Set(networks.map(({ mode = 'container' }) => mode));
  const known = new Set(networks.map(({ name }) => name));
  return endpointsOf(spec).flatMap(({ endpoint: { containerPort, hostPort, networkNames = [] }, path }) => [
    ...(modes.has('host') && containerPort !== undefined
      ? [atKey(podNetwork, [...path, 'containerPort'], 'On the host network there is no containerPort; use hostPort.')]
      : []),
    ...(modes.has('container') && containerPort === undefined
      ? [at(podNetwork, path, 'On a container network every endpoint needs its containerPort.')]
      : []),
    ...networkNames.flatMap((name, index) =>
      known.has(name) ? [] : [at(podNetwork, [...path, 'networkNames', index], `The pod is on no network ${name}.`)],
    ),
    ...(modes.has('container') && networks.length > 1 && hostPort !== undefined && networkNames.length !== 1
      ? [at(podNetwork, [...path, 'hostPort'], 'With several networks, networkNames must say on which one of them this hostPort is.')]
      : []),
  ]);
};

export const podCheckRule: PodRule = ({ containers = [] }) =>
  containers.flatMap((container, index) =>
    container.healthCheck === undefined ? [] : checkFaults(container.healthCheck, container, ['containers', index, 'healthCheck']),
  );

function checkFaults(check: PodHealthCheck, { endpoints = [] }: PodContainer, path: Path): readonly Fault[] {
  const { http, tcp, exec, intervalSeconds = 60, timeoutSeconds = 20 } = check;
  const ways = [http, tcp, exec].filter((way) => way !== undefined).length;
  const suggestion = suggester(() => endpoints.map(({ name }) => name));
  const unknown = (['http', 'tcp'] as const).flatMap((way) => {
    const name = check[way]?.endpoint;
    if (name === undefined || endpoints.some((endpoint) => endpoint.name === name)) return [];
    return [at(podCheck, [...path, way, 'endpoint'], `The container has no endpoint ${name}${suggestion(name)}`)];
  });
  return [
    ...(ways === 1 ? [] : [at(podCheck, path, 'A health check has exactly one of http, tcp and exec.')]),
    ...unknown,
    ...(timeoutSeconds < intervalSeconds
      ? []
      : [at(podCheck, path, `timeoutSeconds (${timeoutSeconds}) must be less than intervalSeconds (${intervalSeconds}).`)]),
  ];
}

/** What is written would never reach Marathon: the agent writes its own. */
export const podMarkRule: PodRule = ({ labels = {} }) =>
  Object.hasOwn(labels, MARK_LABEL)
    ? [atKey(desiredErrors.podMark, ['labels', MARK_LABEL], `The agent writes the label ${MARK_LABEL} itself; remove it.`)]
    : [];
