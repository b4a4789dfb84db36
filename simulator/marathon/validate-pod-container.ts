/** The rules of what is in a pod (api/v2/validation/PodsValidation.scala). */
import type { PodContainer, PodDefinition, PodEndpoint } from './pod-definition.ts';
import { isObject } from './shape.ts';
import type { Detail } from './shape.ts';

/** One mistake when it is not right, else none. */
export function unless(right: boolean, path: string, error: string): readonly Detail[] {
  return right ? [] : [{ path, errors: [error] }];
}

/** `path`: of this container. */
export function checkContainer(container: PodContainer, pod: PodDefinition, path: string): readonly Detail[] {
  const { endpoints = [], volumeMounts = [], resourceLimits, resources, exec } = container;
  const limits = (['cpus', 'mem'] as const).flatMap((name) => {
    const limit = resourceLimits?.[name];
    const needed = resources[name] ?? 0;
    return unless(
      typeof limit !== 'number' || limit >= needed,
      `${path}/resourceLimits/${name}`,
      `must be greater than or equal to ${needed}`,
    );
  });
  const volumes = (pod.volumes ?? []).map(({ name }) => name);
  const command = exec?.['command'];
  const hasCommand = exec === undefined || (isObject(command) && (command['shell'] === undefined) !== (command['argv'] === undefined));
  return [
    ...limits,
    ...unless(hasCommand, `${path}/exec/command`, 'error.unknown.union'),
    ...unless(
      pod.legacySharedCgroups !== true || resourceLimits === undefined,
      `${path}/resourceLimits`,
      'resourceLimits cannot be defined if legacySharedCgroups is enabled',
    ),
    ...endpoints.flatMap((endpoint, index) => checkEndpoint(endpoint, pod, `${path}/endpoints(${index})`)),
    ...volumeMounts.flatMap(({ name }, index) =>
      unless(volumes.includes(name), `${path}/volumeMounts(${index})/name`, 'Referenced Volume in VolumeMount should exist'),
    ),
    ...checkHealth(container, `${path}/healthCheck`),
  ];
}

function checkEndpoint(endpoint: PodEndpoint, { networks }: PodDefinition, path: string): readonly Detail[] {
  const has = (mode: string): boolean => networks.some((network) => network.mode === mode);
  const { containerPort, hostPort, protocol = [], networkNames = [] } = endpoint;
  const names = networks.map(({ name }) => name);
  const several = networks.filter(({ mode }) => mode === 'container').length > 1;
  return [
    ...unless(!has('host') || containerPort === undefined, `${path}/containerPort`, 'is not allowed when using host-mode networking'),
    ...unless(
      !has('container') || containerPort !== undefined,
      `${path}/containerPort`,
      'is required when using container-mode networking',
    ),
    ...unless(isDistinct(protocol), `${path}/protocol`, 'Duplicate protocols within the same endpoint are not allowed'),
    ...networkNames.flatMap((name, index) =>
      unless(names.includes(name), `${path}/networkNames(${index})`, `is not one of (${names.join(',')})`),
    ),
    ...unless(
      !several || hostPort === undefined || networkNames.length === 1,
      path,
      'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
    ),
  ];
}

function checkHealth({ healthCheck, endpoints = [] }: PodContainer, path: string): readonly Detail[] {
  if (healthCheck === undefined) return [];
  const { http, tcp, exec, intervalSeconds = 0, timeoutSeconds = 0 } = healthCheck;
  const endpoint = http?.endpoint ?? tcp?.endpoint;
  const isThere = endpoint === undefined || endpoints.some(({ name }) => name === endpoint);
  return [
    ...unless(
      [http, tcp, exec].filter((one) => one !== undefined).length === 1,
      path,
      'Only one of http, tcp, or command may be specified',
    ),
    ...unless(timeoutSeconds < intervalSeconds, `${path}/timeoutSeconds`, `got ${timeoutSeconds}, expected less than ${intervalSeconds}`),
    ...unless(isThere, `${path}/${http === undefined ? 'tcp' : 'http'}/endpoint`, 'contained in the container endpoints'),
  ];
}

export function isDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
