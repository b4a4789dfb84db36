/** The rules a pod must meet (api/v2/validation/PodsValidation.scala, SchedulingValidation.scala, NetworkValidation.scala). */
import { isResidentPod } from './pod-definition.ts';
import type { PodContainer, PodDefinition } from './pod-definition.ts';
import { hostPortsOf } from './pod-runs.ts';
import type { RoleSettings } from './roles.ts';
import type { Detail } from './shape.ts';
import { checkContainer, isDistinct, unless } from './validate-pod-container.ts';

type Rule = (pod: PodDefinition, roles: RoleSettings) => readonly Detail[];

/** Every rule that concerns one pod alone. */
export function checkPod(pod: PodDefinition, roles: RoleSettings): readonly Detail[] {
  return RULES.flatMap((rule) => rule(pod, roles));
}

const RULES: readonly Rule[] = [
  checkId,
  checkContainers,
  checkUnique,
  checkVolumes,
  checkNetworks,
  checkScheduling,
  checkRoles,
  checkSecrets,
];

const SEGMENT = '(([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])\\.)*([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])';
const ID = new RegExp(`^(/${SEGMENT})+$`);

function checkId({ id }: PodDefinition): readonly Detail[] {
  return unless(ID.test(id), '/id', `must fully match regular expression '^${SEGMENT}$'`);
}

function checkContainers(pod: PodDefinition): readonly Detail[] {
  const names = pod.containers.map(({ name }) => name);
  return [
    ...unless(pod.containers.length > 0, '/containers', 'must not be empty'),
    ...unless(isDistinct(names), '/containers', 'container names must be unique'),
    ...pod.containers.flatMap((container, index) => checkContainer(container, pod, `/containers(${index})`)),
  ];
}

/** "nust" is Marathon's. */
function checkUnique(pod: PodDefinition): readonly Detail[] {
  const endpoints = pod.containers.flatMap((container) => container.endpoints ?? []);
  const set = (ports: readonly (number | undefined)[]): readonly (number | undefined)[] =>
    ports.filter((port) => port !== undefined && port !== 0);
  return [
    ...unless(isDistinct(endpoints.map(({ name }) => name)), '/', 'endpoint names nust be unique across all containers'),
    ...unless(isDistinct(set(endpoints.map((one) => one.containerPort))), '/', 'container ports must be unique across all containers'),
    ...unless(isDistinct(set(hostPortsOf(pod))), '/', 'host ports must be unique across all containers'),
  ];
}

function checkVolumes({ volumes = [], containers, secrets = {} }: PodDefinition): readonly Detail[] {
  const mounted = new Set(containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)));
  return [
    ...unless(isDistinct(volumes.map(({ name }) => name)), '/volumes', 'volume names must be unique'),
    ...volumes.flatMap(({ name, secret }, index) => [
      ...unless(mounted.has(name), `/volumes(${index})`, 'volume must be referenced by at least one container'),
      ...unless(secret === undefined || secret in secrets, `/volumes(${index})/secret`, 'volume.secret must refer to an existing secret'),
    ]),
  ];
}

function checkNetworks({ networks }: PodDefinition): readonly Detail[] {
  const of = (mode: string): typeof networks => networks.filter((network) => network.mode === mode);
  const isNamed = ({ name = '' }: (typeof networks)[number]): boolean => name !== '';
  const hasLabels = ({ labels = {} }: (typeof networks)[number]): boolean => Object.keys(labels).length > 0;
  const isAlone = networks.length <= 1 || of('container').length === networks.length;
  const names = networks.flatMap(({ name }) => name ?? []);
  return [
    ...unless(!of('host').some((one) => isNamed(one) || hasLabels(one)), '/networks', 'Host networks may not have names or labels'),
    ...unless(!of('container/bridge').some(isNamed), '/networks', 'Bridge networks may not have names'),
    ...unless(isDistinct(names), '/networks', 'Duplicate networks are not allowed'),
    ...unless(isAlone, '/networks', 'May specify a single host network, single bridge network, or else 1-to-n container networks'),
    ...unless(of('container').every(isNamed), '/networks', 'Network name must be specified when container network is selected.'),
  ];
}

function checkScheduling(pod: PodDefinition): readonly Detail[] {
  const { unreachableStrategy, upgrade, placement } = pod.scheduling;
  const resident = isResidentPod(pod);
  const inOrder = unreachableStrategy === 'disabled' || unreachableStrategy.inactiveAfterSeconds <= unreachableStrategy.expungeAfterSeconds;
  return [
    ...unless(
      !resident || unreachableStrategy === 'disabled',
      '/',
      'unreachableStrategy must be disabled for pods with persistent volumes',
    ),
    ...unless(
      !resident || upgrade.maximumOverCapacity === 0,
      '/upgrade/maximumOverCapacity',
      `got ${upgrade.maximumOverCapacity}, expected 0.0`,
    ),
    ...unless(inOrder, '/scheduling/unreachableStrategy/inactiveAfterSeconds', 'must be less than or equal to expungeAfterSeconds'),
    ...placement.constraints.flatMap((constraint, index) => checkConstraint(constraint, `/scheduling/placement/constraints(${index})`)),
  ];
}

function checkConstraint(
  { fieldName, operator, value }: PodDefinition['scheduling']['placement']['constraints'][number],
  path: string,
): readonly Detail[] {
  if (fieldName === '') return unless(false, path, 'missing field for constraint declaration');
  const isWhole = value !== undefined && /^[+-]?\d+$/.test(value);
  switch (operator) {
    case 'UNIQUE':
      return unless(value === undefined, path, 'UNIQUE does not accept a value');
    case 'GROUP_BY':
      return unless(value === undefined || isWhole, path, 'GROUP BY must define an integer value or else no value at all');
    case 'MAX_PER':
      return unless(isWhole, path, 'MAX_PER requires an integer value');
    case 'LIKE':
    case 'UNLIKE':
      return unless(value !== undefined, path, 'LIKE and UNLIKE require a non-empty, regular expression value');
    default:
      return [];
  }
}

function checkRoles(pod: PodDefinition, { allowed }: RoleSettings): readonly Detail[] {
  if (pod.role === undefined) return [];
  const accepted = pod.scheduling.placement.acceptedResourceRoles.every((role) => role === '*' || role === pod.role);
  return [
    ...unless(allowed.includes(pod.role), '/role', `got ${pod.role}, expected one of: [${allowed.join(', ')}]`),
    ...unless(accepted, '/acceptedResourceRoles', `acceptedResourceRoles can only contain ${pod.role === '*' ? '*' : `* and ${pod.role}`}`),
    ...unless(!isResidentPod(pod) || pod.role !== '*', '/role', 'Resident pods cannot have the role *'),
  ];
}

function checkSecrets({ environment = {}, secrets = {}, containers }: PodDefinition): readonly Detail[] {
  const missing = (vars: NonNullable<PodContainer['environment']>, path: string): readonly Detail[] =>
    Object.entries(vars).flatMap(([name, value]) =>
      unless(typeof value === 'string' || value.secret in secrets, `${path}(${name})/secret`, 'references an undefined secret'),
    );
  return [
    ...missing(environment, '/environment'),
    ...containers.flatMap((container, index) => missing(container.environment ?? {}, `/containers(${index})/environment`)),
    ...containers.flatMap(({ image }, index) =>
      unless(
        image?.pullConfig === undefined || image.pullConfig.secret in secrets,
        `/containers(${index})/image/pullConfig`,
        'pullConfig.secret must refer to an existing secret',
      ),
    ),
  ];
}
