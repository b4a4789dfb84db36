/** The rules a filled definition must meet; broken ones are a 422 with details (api/v2/validation/AppValidation.scala). */
import type { AppDefinition } from './definition.ts';
import { isSince } from './profiles/profile.ts';
import { broken, featureDemand } from './rule.ts';
import type { Demand, Rule, RuleContext } from './rule.ts';
import type { Detail } from './shape.ts';
import { checkHealthChecks, checkReadinessChecks, checkStartCheck } from './validate-checks.ts';
import { checkConstraints } from './validate-constraints.ts';
import { checkExternalVolumes } from './validate-external.ts';
import { checkNetworks, checkPorts } from './validate-network.ts';
import { checkResident } from './validate-resident.ts';
import { checkRoles } from './validate-roles.ts';
import { checkContainer } from './validate-volumes.ts';

/** Every rule that concerns one app alone. */
export function checkApp(app: AppDefinition, context: RuleContext): readonly Detail[] {
  return RULES.flatMap((rule) => rule(app, context));
}

const RULES: readonly Rule[] = [
  checkId,
  checkRunnable,
  checkAmounts,
  checkStrategies,
  checkLabels,
  checkSecrets,
  checkContainer,
  checkNetworks,
  checkPorts,
  checkConstraints,
  checkRoles,
  checkHealthChecks,
  checkReadinessChecks,
  checkStartCheck,
  checkExternalVolumes,
  checkResident,
];

const SEGMENT = '(([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])\\.)*([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])';
const ID = new RegExp(`^(/${SEGMENT})+$`);
const RESERVED = ['restart', 'tasks', 'versions'];
const RESERVED_SINCE_19 = [...RESERVED, '.', '..'];

function checkId({ id, dependencies = [] }: AppDefinition, { profile }: RuleContext): readonly Detail[] {
  const last = id.split('/').at(-1) ?? '';
  const reserved = isSince(profile.name, '1.9') ? RESERVED_SINCE_19 : RESERVED;
  const pattern = `must fully match regular expression '^${SEGMENT}$'`;
  return broken([
    [ID.test(id), '/id', pattern],
    [!reserved.includes(last), '/id', `must not end with any of the following reserved keywords: ${reserved.join(', ')}`],
    ...dependencies.map((dependency, index): Demand => [ID.test(dependency), `/dependencies(${index})`, pattern]),
  ]);
}

const RUNNABLE = "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.";

function checkRunnable(app: AppDefinition, { profile }: RuleContext): readonly Detail[] {
  const { cmd, args, container } = app;
  const hasArgs = args !== undefined && args.length > 0;
  const hasImage = container?.docker !== undefined || container?.appc !== undefined;
  const isRunnable = cmd === undefined ? hasArgs || hasImage : !hasArgs;
  // Later versions compare with 1 where 0 was meant, so a command of one letter is refused.
  const least = profile.name === '1.4' ? 1 : 2;
  return broken([
    [isRunnable, '/', RUNNABLE],
    [cmd === undefined || cmd.length >= least, '/', 'must not be an empty string'],
  ]);
}

/** Reading has refused what is below nothing, in 1.4 it has not. */
function checkAmounts(app: AppDefinition, context: RuleContext): readonly Detail[] {
  const amounts = (['instances', 'cpus', 'mem', 'disk', 'gpus'] as const).map((name): Demand => {
    return [app[name] >= 0, `/${name}`, `got ${app[name]}, expected 0 or more`];
  });
  const limits = (['cpus', 'mem'] as const).map((name): Demand => {
    const limit = app.resourceLimits?.[name];
    const isEnough = typeof limit !== 'number' || limit >= app[name];
    return [isEnough, `/resourceLimits/${name}`, `resource limit must be greater than or equal to requested resource (${app[name]})`];
  });
  return broken([...amounts, ...limits, ...(app.gpus > 0 ? gpuDemands(app, context) : [])]);
}

function gpuDemands({ container }: AppDefinition, context: RuleContext): readonly Demand[] {
  return [
    [container?.type !== 'DOCKER', '/', 'GPU resources only work with the Mesos containerizer'],
    featureDemand(context, 'gpu_resources', '/'),
  ];
}

function checkStrategies(app: AppDefinition): readonly Detail[] {
  const { minimumHealthCapacity: least, maximumOverCapacity: most } = app.upgradeStrategy;
  const unreachable = app.unreachableStrategy;
  const isInOrder = unreachable === 'disabled' || unreachable.inactiveAfterSeconds <= unreachable.expungeAfterSeconds;
  return broken([
    [least >= 0 && least <= 1, '/upgradeStrategy/minimumHealthCapacity', `got ${least}, expected between 0.0 and 1.0`],
    [most >= 0 && most <= 1, '/upgradeStrategy/maximumOverCapacity', `got ${most}, expected between 0.0 and 1.0`],
    [isInOrder, '/unreachableStrategy/inactiveAfterSeconds', 'must be less than or equal to expungeAfterSeconds'],
  ]);
}

/** Labels with a meaning of their own. */
function checkLabels({ labels, instances, upgradeStrategy }: AppDefinition): readonly Detail[] {
  const isSingle = labels['MARATHON_SINGLE_INSTANCE_APP'] === 'true';
  const { minimumHealthCapacity: least, maximumOverCapacity: most } = upgradeStrategy;
  const api = labels['DCOS_MIGRATION_API_VERSION'] ?? '';
  const migrates = api === 'v1' && (labels['DCOS_PACKAGE_FRAMEWORK_NAME'] ?? '') !== '' && (labels['DCOS_MIGRATION_API_PATH'] ?? '') !== '';
  return broken([
    [!isSingle || instances <= 1, '/', 'Single instance app may only have one instance'],
    [!isSingle || least === 0, '/upgradeStrategy/minimumHealthCapacity', `got ${least}, expected 0.0`],
    [!isSingle || most === 0, '/upgradeStrategy/maximumOverCapacity', `got ${most}, expected 0.0`],
    [
      api === '' || migrates,
      '/',
      'DCOS_PACKAGE_FRAMEWORK_NAME and DCOS_MIGRATION_API_PATH must be defined when using DCOS_MIGRATION_API_VERSION',
    ],
  ]);
}

function checkSecrets({ env = {}, secrets = {} }: AppDefinition, context: RuleContext): readonly Detail[] {
  const references = Object.entries(env).flatMap(([name, value]) => (typeof value === 'string' ? [] : [{ name, secret: value.secret }]));
  const isUsed = references.length > 0;
  return broken([
    [!Object.hasOwn(env, ''), '/env', 'must not be empty'],
    ...(Object.keys(secrets).length > 0 ? [featureDemand(context, 'secrets', '/secrets')] : []),
    [
      !isUsed || context.features.has('secrets'),
      '/env',
      'use of secret-references in the environment requires the secrets feature to be enabled',
    ],
    ...references.map(({ name, secret }): Demand => [
      secrets[secret] !== undefined,
      `/env/${name}/secret`,
      'references an undefined secret',
    ]),
  ]);
}
