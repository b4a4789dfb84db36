/** What the parts of a pod say of each other: volumes, secrets, limits, placement (Marathon's PodsValidation, SchedulingValidation). */
import type { PodSpec } from '../../model/kinds.gen.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { suggester } from '../suggest.ts';
import { valueFault } from './constraints.ts';
import { linuxFaults } from './linux.ts';
import type { PodRule } from './pods.ts';
import { at, atKey, repeated } from './rule.ts';

const { podVolume, podSecret, podLimits, podPlacement } = desiredErrors;

export const volumeMountRule: PodRule = ({ containers = [], volumes = [] }) => {
  const names = volumes.map(({ name }) => name);
  const suggestion = suggester(() => names);
  const mounts = containers.flatMap(({ volumeMounts = [] }, index) =>
    volumeMounts.map(({ name }, position) => ({ name, path: ['containers', index, 'volumeMounts', position, 'name'] })),
  );
  const mounted = new Set(mounts.map(({ name }) => name));
  return [
    ...repeated(names).map((index) => at(podVolume, ['volumes', index, 'name'], `There are two volumes ${names[index]}.`)),
    ...mounts.flatMap(({ name, path }) =>
      names.includes(name) ? [] : [at(podVolume, path, `The pod has no volume ${name}${suggestion(name)}`)],
    ),
    ...names.flatMap((name, index) =>
      mounted.has(name) ? [] : [at(podVolume, ['volumes', index, 'name'], `No container mounts ${name}; mount it, or remove it.`)],
    ),
  ];
};

function isResident({ volumes = [] }: PodSpec): boolean {
  return volumes.some((volume) => 'persistent' in volume);
}

export const residentPodRule: PodRule = (spec) => {
  if (!isResident(spec)) return [];
  const { upgrade, unreachableStrategy = 'disabled', placement } = spec.scheduling ?? {};
  const over = upgrade === undefined ? 0 : (upgrade.maximumOverCapacity ?? 1);
  const roles = placement?.acceptedResourceRoles ?? [];
  return [
    ...(over === 0
      ? []
      : [
          at(
            podVolume,
            ['scheduling', 'upgrade'],
            `maximumOverCapacity must be 0, not ${over}: a new instance cannot have the volume of an old one.`,
          ),
        ]),
    ...(unreachableStrategy === 'disabled'
      ? []
      : [at(podVolume, ['scheduling', 'unreachableStrategy'], 'A pod with a persistent volume takes only unreachableStrategy: disabled.')]),
    ...(roles.every((role) => role === '*')
      ? []
      : [
          at(
            podVolume,
            ['scheduling', 'placement', 'acceptedResourceRoles'],
            'A pod with a persistent volume takes only the role "*" here.',
          ),
        ]),
    ...(spec.role === '*' ? [at(podVolume, ['role'], 'A pod with a persistent volume cannot have the role "*".')] : []),
  ];
};

export const podSecretRule: PodRule = (spec) => {
  const names = Object.keys(spec.secrets ?? {});
  const suggestion = suggester(() => names);
  return [...secretUses(spec)]
    .filter(({ name }) => !names.includes(name))
    .map(({ name, path }) => at(podSecret, path, `There is no secret ${name} under spec.secrets${suggestion(name)}`));
};

interface SecretUse {
  readonly name: string;
  readonly path: Path;
}

function* secretUses({ environment, containers = [], volumes = [] }: PodSpec): Generator<SecretUse> {
  yield* inEnvironment(environment, ['environment']);
  for (const [index, { environment: own, image }] of containers.entries()) {
    yield* inEnvironment(own, ['containers', index, 'environment']);
    const pull = image?.pullConfig;
    if (pull !== undefined) yield { name: pull.secret, path: ['containers', index, 'image', 'pullConfig', 'secret'] };
  }
  for (const [index, volume] of volumes.entries())
    if ('secret' in volume) yield { name: volume.secret, path: ['volumes', index, 'secret'] };
}

function* inEnvironment(environment: PodSpec['environment'] = {}, path: Path): Generator<SecretUse> {
  for (const [key, value] of Object.entries(environment))
    if (typeof value === 'object') yield { name: value.secret, path: [...path, key, 'secret'] };
}

export const podLimitRule: PodRule = ({ containers = [], legacySharedCgroups }) =>
  containers.flatMap(({ resources, resourceLimits }, index) => {
    if (resourceLimits === undefined) return [];
    const path = ['containers', index, 'resourceLimits'];
    const { cpus = 1, mem = 128 } = resources;
    return [
      ...below([...path, 'cpus'], resourceLimits.cpus, cpus),
      ...below([...path, 'mem'], resourceLimits.mem, mem),
      ...(legacySharedCgroups === true ? [atKey(podLimits, path, 'Containers that share one cgroup have no limits of their own.')] : []),
    ];
  });

function below(path: Path, limit: number | 'unlimited' | undefined, asked: number): readonly Fault[] {
  if (typeof limit !== 'number' || limit >= asked) return [];
  return [at(podLimits, path, `The limit ${limit} is below what the container takes at least (${asked}).`)];
}

export const seccompRule: PodRule = ({ containers = [] }) =>
  containers.flatMap(({ linuxInfo }, index) => linuxFaults(podLimits, ['containers', index, 'linuxInfo'], linuxInfo));

export const ipcRule: PodRule = ({ linuxInfo }) => linuxFaults(podLimits, ['linuxInfo'], linuxInfo);

export const podConstraintRule: PodRule = ({ scheduling }) =>
  (scheduling?.placement?.constraints ?? []).flatMap(({ operator, value }, index) => {
    const path = ['scheduling', 'placement', 'constraints', index];
    const fault = valueFault(operator, value);
    if (fault === null) return [];
    const message = `${fault.message}.`;
    return [fault.isGiven ? at(podPlacement, [...path, 'value'], message) : at(podPlacement, path, message)];
  });
