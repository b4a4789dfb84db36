/** The shape that app definitions are read with, old forms included (RAML types app, healthCheck, check, network, ...). */
import { container, filled, notNegative, port, portName, protocol, strings, texts } from './container-shape.ts';
import type { AppProfile } from './profiles/app.ts';
import { isObject } from './shape.ts';
import type { Shape } from './shape.ts';

const amount: Shape = { is: 'number', min: 0 };
const path: Shape = { is: 'string', min: 1, max: 1024 };
const scheme: Shape = { oneOf: ['HTTP', 'HTTPS'] };

const secretOr = (value: unknown): Shape => (isObject(value) ? { fields: { secret: filled }, required: ['secret'] } : 'string');
const amountOrUnlimited = (value: unknown): Shape => (value === 'unlimited' ? 'string' : 'number');
const limit: Shape = { choose: amountOrUnlimited };
const unreachable = (value: unknown): Shape => {
  return value === 'disabled' ? 'string' : { fields: { inactiveAfterSeconds: notNegative, expungeAfterSeconds: notNegative } };
};

const checkTimes = { intervalSeconds: notNegative, timeoutSeconds: notNegative, delaySeconds: notNegative } as const;

const check: Shape = {
  fields: {
    ...checkTimes,
    http: { fields: { portIndex: port, port, path, scheme } },
    tcp: { fields: { portIndex: port, port } },
    exec: { fields: { command: { fields: { shell: filled, argv: strings } } }, required: ['command'] },
  },
};

const healthCheck: Shape = {
  fields: {
    ...checkTimes,
    // No limit stands at this one.
    timeoutSeconds: 'integer',
    protocol: { oneOf: ['HTTP', 'HTTPS', 'TCP', 'COMMAND', 'MESOS_TCP', 'MESOS_HTTP', 'MESOS_HTTPS'] },
    command: { fields: { value: 'string' }, required: ['value'] },
    gracePeriodSeconds: notNegative,
    ignoreHttp1xx: 'boolean',
    maxConsecutiveFailures: notNegative,
    path: 'string',
    port,
    portIndex: port,
    ipProtocol: { oneOf: ['IPv4', 'IPv6'] },
  },
};

const readinessCheck: Shape = {
  fields: {
    name: filled,
    protocol: scheme,
    path,
    portName,
    intervalSeconds: notNegative,
    timeoutSeconds: { is: 'integer', min: 1 },
    httpStatusCodesForReady: { list: { is: 'integer', min: 100, max: 999 } },
    preserveLastResponse: 'boolean',
  },
};

const network: Shape = {
  fields: {
    mode: { oneOf: ['host', 'container', 'container/bridge'] },
    name: { is: 'string', min: 1, max: 63, pattern: /^[a-z0-9]([-a-z0-9_]*[a-z0-9])?$/ },
    labels: texts,
  },
};

const ipAddress: Shape = {
  fields: {
    groups: strings,
    labels: texts,
    networkName: filled,
    discovery: {
      fields: { ports: { list: { fields: { number: port, name: portName, protocol, labels: texts }, required: ['name'] } } },
    },
  },
};

const fetched: Shape = {
  fields: { uri: { ...path, is: 'string' }, extract: 'boolean', executable: 'boolean', cache: 'boolean', destPath: path },
  required: ['uri'],
};

const FIELDS: { readonly [name: string]: Shape } = {
  id: filled,
  acceptedResourceRoles: strings,
  args: strings,
  backoffFactor: { is: 'number', min: 1 },
  backoffSeconds: notNegative,
  check,
  cmd: filled,
  constraints: { list: strings },
  container,
  cpus: { is: 'number', min: 0.001 },
  dependencies: { list: filled },
  disk: amount,
  env: { map: { choose: secretOr } },
  executor: { is: 'string', pattern: /^(\/\/cmd|\/?[^/]+(\/[^/]+)*|)$/ },
  executorResources: {
    fields: { cpus: { is: 'number', min: 0.1 }, mem: { is: 'number', min: 32 }, disk: { is: 'number', min: 10 } },
  },
  fetch: { list: fetched },
  gpus: notNegative,
  healthChecks: { list: healthCheck },
  instances: notNegative,
  ipAddress,
  killSelection: { oneOf: ['YOUNGEST_FIRST', 'OLDEST_FIRST'] },
  labels: texts,
  maxLaunchDelaySeconds: notNegative,
  mem: amount,
  networks: { list: network },
  portDefinitions: { list: { fields: { port, name: portName, protocol, labels: texts } } },
  ports: { list: port },
  readinessChecks: { list: readinessCheck },
  requirePorts: 'boolean',
  residency: {
    fields: {
      relaunchEscalationTimeoutSeconds: notNegative,
      taskLostBehavior: { oneOf: ['WAIT_FOREVER', 'RELAUNCH_AFTER_TIMEOUT'] },
    },
  },
  resourceLimits: { fields: { cpus: limit, mem: limit } },
  role: filled,
  secrets: { map: { fields: { source: filled }, required: ['source'] } },
  storeUrls: strings,
  taskKillGracePeriodSeconds: notNegative,
  tty: 'boolean',
  unreachableStrategy: { choose: unreachable },
  uris: { list: { ...path, is: 'string' } },
  user: 'string',
};

/** What this version reads of an app. */
export function appShape(profile: AppProfile): Shape {
  const part: Shape = { is: 'number', min: 0, max: 1 };
  const fields = { minimumHealthCapacity: part, maximumOverCapacity: part };
  const required = profile.fillsUpgradeStrategy ? [] : Object.keys(fields);
  const known = { fields: { ...FIELDS, upgradeStrategy: { fields, required } } };
  return narrowed(known, profile, '');
}

/** Without the fields that the version does not know; 1.4 compares no value with a limit while it reads. */
function narrowed(shape: Shape, profile: AppProfile, at: string): Shape {
  if (typeof shape === 'string' || 'oneOf' in shape) return shape;
  if ('is' in shape) return profile.name === '1.4' ? shape.is : shape;
  if ('list' in shape) return { list: narrowed(shape.list, profile, `${at}[]`) };
  if ('map' in shape) return { map: narrowed(shape.map, profile, `${at}.*`) };
  if ('choose' in shape) return { choose: (value) => narrowed(shape.choose(value), profile, at) };
  const fields = Object.entries(shape.fields).flatMap(([name, inner]) => {
    const field = at === '' ? name : `${at}.${name}`;
    return profile.unknown.has(field) ? [] : [[name, narrowed(inner, profile, field)] as const];
  });
  return { ...shape, fields: Object.fromEntries(fields) };
}
