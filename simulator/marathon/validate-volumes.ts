/** Containers and the volumes in them, external ones aside (api/v2/validation/AppValidation.scala). */
import type { AppDefinition, Container, Volume } from './definition.ts';
import { areUnique, broken, featureDemand, isPattern } from './rule.ts';
import type { Demand, RuleContext } from './rule.ts';
import type { Detail } from './shape.ts';

export function checkContainer(app: AppDefinition, context: RuleContext): readonly Detail[] {
  const { container } = app;
  if (container === undefined) return [];
  const names = (container.volumes ?? []).flatMap(({ external }) => external?.name ?? []);
  return broken([
    [container.type !== 'DOCKER' || container.docker !== undefined, '/container/docker', 'not defined'],
    [areUnique(names), '/container/volumes', 'Volume names must be unique'],
    ...pullDemands(app, container, context),
    ...(container.volumes ?? []).flatMap((volume, index) => volumeDemands(volume, `/container/volumes(${index})`, app, context)),
  ]);
}

function pullDemands({ secrets = {} }: AppDefinition, { type, docker }: Container, context: RuleContext): readonly Demand[] {
  const pullConfig = docker?.pullConfig;
  const path = '/container/docker/pullConfig';
  const credential: Demand = [docker?.credential === undefined, '/container/docker/credential', 'must be empty'];
  if (pullConfig === undefined) return [credential];
  if (type === 'DOCKER') return [credential, [false, path, 'pullConfig is not supported with Docker containerizer']];
  const isKnown = secrets[pullConfig.secret] !== undefined;
  return [credential, featureDemand(context, 'secrets', path), [isKnown, path, 'pullConfig.secret must refer to an existing secret']];
}

function volumeDemands(volume: Volume, path: string, { secrets = {} }: AppDefinition, context: RuleContext): readonly Demand[] {
  const { secret, persistent, mode, containerPath } = volume;
  if (persistent !== undefined) {
    return [
      [!['.', '..'].includes(containerPath), `${path}/containerPath`, 'can not be one of (.,..)'],
      [!containerPath.includes('/'), `${path}/containerPath`, 'value must not contain "/"'],
      [mode === 'RW', `${path}/mode`, 'does not equal RW'],
      ...persistentDemands(persistent, `${path}/persistent`),
    ];
  }
  if (secret === undefined) return [];
  return [
    featureDemand(context, 'secrets', '/container/volumes'),
    [secrets[secret] !== undefined, path, 'volume.secret must refer to an existing secret'],
  ];
}

function persistentDemands(persistent: NonNullable<Volume['persistent']>, path: string): readonly Demand[] {
  const { type, size, maxSize, constraints = [] } = persistent;
  return [
    [size > 0, `${path}/size`, `got ${size}, expected more than 0`],
    [type === 'mount' || maxSize === undefined, path, 'Only mount volumes can have maxSize'],
    [type !== 'root' || constraints.length === 0, path, 'Constraints on root volumes are not supported'],
    [maxSize === undefined || maxSize > size, path, 'Max size must be larger than size'],
    ...constraints.map((constraint, index): Demand => {
      const error = volumeConstraintMistake(constraint);
      return [error === null, `${path}/constraints(${index})`, error ?? ''];
    }),
  ];
}

function volumeConstraintMistake([field, operator = '', value]: readonly string[]): string | null {
  if (field !== 'path' || value === undefined) return `Unsupported constraint ${[field, operator, value].join(',')}`;
  if (operator !== 'LIKE' && operator !== 'UNLIKE') return 'Operator must be one of LIKE, UNLIKE';
  return isPattern(value) ? null : 'Invalid regular expression';
}
