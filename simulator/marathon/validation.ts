/** The rules a filled definition must meet; broken ones are a 422 with details (api/v2/validation/AppValidation.scala). */
import type { AppDefinition } from './definition.ts';
import { MESOS_ROLE } from './defaults.ts';
import type { Detail } from './shape.ts';
import { checkExternalVolumes } from './validate-external.ts';
import { checkResident } from './validate-resident.ts';
import { servicePorts } from './ports.ts';

type Rule = (app: AppDefinition) => readonly Detail[];

/** Every rule that concerns one app alone. */
export function checkApp(app: AppDefinition): readonly Detail[] {
  return RULES.flatMap((rule) => rule(app));
}

const RULES: readonly Rule[] = [
  checkId,
  checkRunnable,
  checkAmounts,
  checkStrategies,
  checkNetworks,
  checkConstraints,
  checkRoles,
  checkHealthChecks,
  checkExternalVolumes,
  checkResident,
];

/** One mistake when `wrong`, else none. */
export function unless(right: boolean, path: string, error: string): readonly Detail[] {
  return right ? [] : [{ path, errors: [error] }];
}

const SEGMENT = '(([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])\\.)*([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])';
const ID = new RegExp(`^(/${SEGMENT})+$`);
const RESERVED = ['restart', 'tasks', 'versions'];

function checkId(app: AppDefinition): readonly Detail[] {
  const last = app.id.split('/').at(-1) ?? '';
  return [
    ...unless(ID.test(app.id), '/id', `must fully match regular expression '^${SEGMENT}$'`),
    ...unless(!RESERVED.includes(last), '/id', `must not end with any of the reserved words: ${RESERVED.join(', ')}`),
  ];
}

const RUNNABLE = "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.";

function checkRunnable(app: AppDefinition): readonly Detail[] {
  const { cmd, args, container } = app;
  const hasImage = container !== undefined && (container.type === 'MESOS' || container.docker !== undefined);
  const isRunnable = cmd === undefined ? args !== undefined || hasImage : args === undefined;
  return [
    ...unless(isRunnable, '/', RUNNABLE),
    // Marathon compares with 1 where 0 was meant, so a command of one letter is refused.
    ...unless(cmd === undefined || cmd.length > 1, '/cmd', 'must not be an empty string'),
    ...unless(container?.type !== 'DOCKER' || container.docker !== undefined, '/container/docker', 'not defined'),
    ...unless(container?.type !== 'DOCKER' || app.check === undefined, '/check', 'AppDefinition must not use check with Docker container'),
  ];
}

function checkAmounts(app: AppDefinition): readonly Detail[] {
  const amounts = ['instances', 'cpus', 'mem', 'disk', 'gpus'] as const;
  const negative = amounts.flatMap((name) => unless(app[name] >= 0, `/${name}`, `got ${app[name]}, expected 0 or more`));
  const limits = (['cpus', 'mem'] as const).flatMap((name) => {
    const limit = app.resourceLimits?.[name];
    return unless(
      typeof limit !== 'number' || limit >= app[name],
      `/resourceLimits/${name}`,
      `must be greater than or equal to ${app[name]}`,
    );
  });
  return [...negative, ...limits];
}

function checkStrategies(app: AppDefinition): readonly Detail[] {
  const parts = ['minimumHealthCapacity', 'maximumOverCapacity'] as const;
  const upgrade = parts.flatMap((name) => {
    const part: number | undefined = app.upgradeStrategy[name];
    if (part < 0) return unless(false, `/upgradeStrategy/${name}`, 'is less than 0');
    return unless(part <= 1, `/upgradeStrategy/${name}`, 'is greater than 1');
  });
  const unreachable = app.unreachableStrategy;
  const inOrder = unreachable === 'disabled' || unreachable.inactiveAfterSeconds <= unreachable.expungeAfterSeconds;
  return [...upgrade, ...unless(inOrder, '/unreachableStrategy/inactiveAfterSeconds', 'must be less than or equal to expungeAfterSeconds')];
}

function checkNetworks(app: AppDefinition): readonly Detail[] {
  const modes = app.networks.map((network) => network.mode);
  const alone = modes.length === 1 || modes.every((mode) => mode === 'container');
  return [
    ...unless(
      alone,
      '/networks',
      'You may only specify a single host network, a single container/bridge network, or 1 to n container networks',
    ),
    ...app.networks.flatMap((network, index) => checkNetwork(network, `/networks(${index})`)),
  ];
}

function checkNetwork(network: AppDefinition['networks'][number], path: string): readonly Detail[] {
  const isNamed = network.name !== undefined && network.name !== '';
  if (network.mode === 'container') return unless(isNamed, path, 'Network name must be specified when container network is selected.');
  return unless(!isNamed, `${path}/name`, `must be empty for network mode ${network.mode}`);
}

const OPERATORS = new Set(['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS']);
const WITH_VALUE = new Set(['LIKE', 'UNLIKE', 'MAX_PER', 'IS']);

function checkConstraints(app: AppDefinition): readonly Detail[] {
  return (app.constraints ?? []).flatMap((constraint, index) => {
    const [, operator = '', value] = constraint;
    const path = `/constraints(${index})`;
    if (!OPERATORS.has(operator))
      return unless(false, path, 'operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, UNLIKE, MAX_PER or IS');
    if (operator === 'UNIQUE') return unless(constraint.length === 2, path, 'UNIQUE does not accept a value');
    if (!WITH_VALUE.has(operator)) return [];
    if (value === undefined) return unless(false, path, `${operator} requires a value`);
    return unless(!operator.endsWith('LIKE') || isPattern(value), path, `'${value}' is not a valid regular expression`);
  });
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}

function checkRoles(app: AppDefinition): readonly Detail[] {
  const group = app.id.split('/').length > 2 ? (app.id.split('/')[1] ?? '') : '';
  const allowed = [MESOS_ROLE, ...(group === '' ? [] : [group])];
  const accepted = (app.acceptedResourceRoles ?? []).every((role) => role === '*' || role === app.role);
  return [
    ...unless(allowed.includes(app.role), '/role', `got ${app.role}, expected one of: [${allowed.join(', ')}]`),
    ...unless(accepted, '/acceptedResourceRoles', `can only contain *, and ${app.role}`),
  ];
}

function checkHealthChecks(app: AppDefinition): readonly Detail[] {
  const ports = servicePorts(app).length;
  return (app.healthChecks ?? []).flatMap((check, index) => {
    const path = `/healthChecks(${index})`;
    if (check.protocol === 'COMMAND') return unless(check['command'] !== undefined, `${path}/command`, 'not defined');
    if (check.port !== undefined && check.portIndex === undefined) return [];
    const addresses = check.portIndex !== undefined && check.portIndex >= 0 && check.portIndex < ports;
    return unless(addresses, path, 'Health check port indices must address an element of the ports array or container port mappings.');
  });
}
