/** Pairs of numbers that must fit, and secrets that must be there. */
import type { AppSpec } from '../../model/kinds.gen.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { suggester } from '../suggest.ts';
import { at } from './rule.ts';
import type { Rule } from './rule.ts';

export const cpuLimitRule: Rule = ({ cpus = 1, resourceLimits }) => below('cpus', resourceLimits?.cpus, cpus);

export const memLimitRule: Rule = ({ mem = 128, resourceLimits }) => below('mem', resourceLimits?.mem, mem);

function below(field: 'cpus' | 'mem', limit: number | 'unlimited' | undefined, asked: number): readonly Fault[] {
  if (typeof limit !== 'number' || limit >= asked) return [];
  return [at(desiredErrors.appLimits, ['resourceLimits', field], `The limit ${limit} is below ${field} (${asked}).`)];
}

export const unreachableRule: Rule = ({ unreachableStrategy }) => {
  if (typeof unreachableStrategy !== 'object') return [];
  const { inactiveAfterSeconds = 0, expungeAfterSeconds = 0 } = unreachableStrategy;
  if (inactiveAfterSeconds <= expungeAfterSeconds) return [];
  const message = `inactiveAfterSeconds (${inactiveAfterSeconds}) must not be more than expungeAfterSeconds (${expungeAfterSeconds}).`;
  return [at(desiredErrors.appLimits, ['unreachableStrategy', 'inactiveAfterSeconds'], message)];
};

export const secretRule: Rule = (spec) => {
  const { secrets = {} } = spec;
  const suggestion = suggester(() => Object.keys(secrets));
  return secretUses(spec)
    .filter(({ name }) => !Object.hasOwn(secrets, name))
    .map(({ name, path }) => at(desiredErrors.appSecret, path, `There is no secret ${name} under spec.secrets${suggestion(name)}`));
};

interface SecretUse {
  readonly name: string;
  readonly path: Path;
}

function secretUses({ env = {}, container }: AppSpec): readonly SecretUse[] {
  const inEnv = Object.entries(env).flatMap(([key, value]) =>
    typeof value === 'string' ? [] : [{ name: value.secret, path: ['env', key, 'secret'] }],
  );
  const asFiles = (container?.volumes ?? []).flatMap((volume, index) =>
    'secret' in volume ? [{ name: volume.secret, path: ['container', 'volumes', index, 'secret'] }] : [],
  );
  const pull = container?.docker?.pullConfig;
  return [
    ...inEnv,
    ...asFiles,
    ...(pull === undefined ? [] : [{ name: pull.secret, path: ['container', 'docker', 'pullConfig', 'secret'] }]),
  ];
}
