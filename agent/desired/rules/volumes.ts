/** Volumes of an app: rules of Marathon's DVDI provider, of its resident tasks, and of REX-Ray. */
import type { AppSpec, ExternalVolume, PersistentVolume } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { mountsOf } from '../mounts.ts';
import { at, atKey, repeated } from './rule.ts';
import type { Rule } from './rule.ts';

const code = desiredErrors.appVolume;

/** One task at a time: the volume is on one host, and Marathon refuses more. */
export const singleTaskRule: Rule = (spec) => {
  const volumes = spec.container?.volumes ?? [];
  const external = volumes.some((volume) => 'external' in volume) || mountsOf(spec).length > 0;
  const persistent = volumes.some((volume) => 'persistent' in volume);
  return [
    ...(external ? tooManyTasks(spec) : []),
    ...(external || persistent ? overCapacity(spec) : []),
    ...(persistent ? unreachable(spec) : []),
  ];
};

function tooManyTasks({ instances = 1 }: AppSpec): readonly Fault[] {
  return instances > 1 ? [at(code, ['instances'], `An app with an external volume runs one task, not ${instances}.`)] : [];
}

function overCapacity({ upgradeStrategy }: AppSpec): readonly Fault[] {
  const over = upgradeStrategy?.maximumOverCapacity ?? 0;
  const message = `It must be 0, not ${over}: the new task cannot have the volume before the old one is gone.`;
  return over > 0 ? [at(code, ['upgradeStrategy', 'maximumOverCapacity'], message)] : [];
}

function unreachable({ unreachableStrategy = 'disabled' }: AppSpec): readonly Fault[] {
  const message = 'An app with a persistent volume takes only unreachableStrategy: disabled.';
  return unreachableStrategy === 'disabled' ? [] : [at(code, ['unreachableStrategy'], message)];
}

export const externalVolumeRule: Rule = (spec) =>
  indexed(spec).flatMap(({ volume, index }) => {
    if (!('external' in volume)) return [];
    const type = spec.container?.type ?? 'DOCKER';
    return [
      ...pathFaults(volume.containerPath, index),
      ...(type === 'DOCKER' ? dockerFaults(volume, index) : mesosFaults(volume, index)),
      ...rexrayFaults(volume, index),
    ];
  });

/** Two mounts of one REX-Ray volume that is not shared are told with those of other apps. */
export const volumeNameRule: Rule = (spec) => {
  const names = indexed(spec).map(({ volume, index }) => {
    if (!('external' in volume)) return index;
    const { name, options, shared = false } = volume.external;
    return options['dvdi/driver'] === 'rexray' && !shared ? index : name;
  });
  return repeated(names).map((index) =>
    at(code, ['container', 'volumes', index, 'external', 'name'], `The app mounts ${names[index]} twice.`),
  );
};

export const persistentVolumeRule: Rule = (spec) =>
  indexed(spec).flatMap(({ volume, index }) =>
    'persistent' in volume ? [...pathFaults(volume.containerPath, index), ...persistentFaults(volume, index)] : [],
  );

const TOO_MANY = /^DVDI_VOLUME_(NAME|DRIVER|OPTS|CONTAINERPATH)(?![1-9]?$)/;

/** mesos-module-dvdi reads one digit; a task with a longer name fails when it starts. */
export const dvdiRule: Rule = ({ env = {} }) => {
  const tooMany = Object.keys(env).filter((key) => key.startsWith('DVDI_') && TOO_MANY.test(key));
  return tooMany.map((key) =>
    atKey(code, ['env', key], `${key} makes the task fail: after the name comes nothing or one digit from 1 to 9.`),
  );
};

function indexed(spec: AppSpec) {
  return (spec.container?.volumes ?? []).map((volume, index) => ({ volume, index }));
}

function pathFaults(containerPath: string, index: number): readonly Fault[] {
  const wrong = ['.', '..'].includes(containerPath);
  return wrong ? [at(code, ['container', 'volumes', index, 'containerPath'], `The volume cannot be mounted at ${containerPath}.`)] : [];
}

function dockerFaults({ external }: ExternalVolume, index: number): readonly Fault[] {
  const path = ['container', 'volumes', index, 'external'];
  const others = Object.keys(external.options).filter((option) => option !== 'dvdi/driver');
  return [
    ...(external.size === undefined
      ? []
      : [atKey(code, [...path, 'size'], 'A container of type DOCKER takes no size here; the Volume document says it.')]),
    ...others.map((option) =>
      atKey(code, [...path, 'options', option], `A container of type DOCKER takes only the option dvdi/driver, not ${option}.`),
    ),
  ];
}

function mesosFaults({ mode }: ExternalVolume, index: number): readonly Fault[] {
  return mode === 'RW'
    ? []
    : [at(code, ['container', 'volumes', index, 'mode'], 'A container of type MESOS mounts external volumes only as RW.')];
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

const REXRAY_OPTIONS: { readonly [option: string]: RegExp } = {
  'dvdi/volumetype': LABEL,
  'dvdi/newfstype': LABEL,
  'dvdi/iops': /^[1-9][0-9]*$/,
  'dvdi/size': /^[1-9][0-9]*$/,
  'dvdi/overwritefs': /^(true|false)$/,
};

function rexrayFaults({ external: { options } }: ExternalVolume, index: number): readonly Fault[] {
  if (options['dvdi/driver'] !== 'rexray') return [];
  const path = ['container', 'volumes', index, 'external', 'options'];
  const wrong = Object.entries(REXRAY_OPTIONS).filter(([option, form]) => options[option] !== undefined && !form.test(options[option]));
  const faults = wrong.map(([option]) =>
    at(code, [...path, option], `REX-Ray does not take ${JSON.stringify(options[option])} for ${option}.`),
  );
  if (options['dvdi/overwritefs'] !== 'true') return faults;
  return [...faults, at(code, [...path, 'dvdi/overwritefs'], 'This formats the volume each time a task starts; remove it.')];
}

function persistentFaults({ containerPath, mode, persistent }: PersistentVolume, index: number): readonly Fault[] {
  const path = ['container', 'volumes', index];
  const { type = persistent.profileName === undefined ? 'root' : 'mount', size, maxSize, constraints = [] } = persistent;
  return [
    ...(containerPath.includes('/')
      ? [at(code, [...path, 'containerPath'], 'A persistent volume is mounted under one name, without slashes.')]
      : []),
    ...(mode === 'RW' ? [] : [at(code, [...path, 'mode'], 'A persistent volume is mounted only as RW.')]),
    ...constraints.flatMap(([field, operator = '', value], position) =>
      field === 'path' && ['LIKE', 'UNLIKE'].includes(operator) && value !== undefined
        ? []
        : [at(code, [...path, 'persistent', 'constraints', position], 'A volume takes only [path, LIKE, ...] and [path, UNLIKE, ...].')],
    ),
    ...(type === 'root' && constraints.length > 0
      ? [at(code, [...path, 'persistent', 'constraints'], 'Volumes of type root take no constraints.')]
      : []),
    ...(type !== 'mount' && maxSize !== undefined
      ? [at(code, [...path, 'persistent', 'maxSize'], 'Only volumes of type mount take maxSize.')]
      : []),
    ...(maxSize !== undefined && maxSize <= size
      ? [at(code, [...path, 'persistent', 'maxSize'], `maxSize must be more than size (${size}).`)]
      : []),
  ];
}
