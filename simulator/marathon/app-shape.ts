/** The shape that app definitions are read with; see definition.ts. */
import { isObject } from './shape.ts';
import type { Shape } from './shape.ts';

const strings: Shape = { list: 'string' };
const texts: Shape = { map: 'string' };
const secretOr = (value: unknown): Shape => (isObject(value) ? { fields: { secret: 'string' } } : 'string');
const amountOrUnlimited = (value: unknown): Shape => (value === 'unlimited' ? 'string' : 'number');

const httpCheck: Shape = { fields: { portIndex: 'integer', port: 'integer', path: 'string', scheme: 'string' } };
const checkTimes = { intervalSeconds: 'integer', timeoutSeconds: 'integer', delaySeconds: 'integer' } as const;

const healthCheck: Shape = {
  fields: {
    ...checkTimes,
    protocol: { oneOf: ['HTTP', 'HTTPS', 'TCP', 'COMMAND', 'MESOS_TCP', 'MESOS_HTTP', 'MESOS_HTTPS'] },
    command: { fields: { value: 'string' } },
    gracePeriodSeconds: 'integer',
    ignoreHttp1xx: 'boolean',
    maxConsecutiveFailures: 'integer',
    path: 'string',
    port: 'integer',
    portIndex: 'integer',
    ipProtocol: { oneOf: ['IPv4', 'IPv6'] },
  },
};

const volume: Shape = {
  fields: {
    containerPath: 'string',
    hostPath: 'string',
    mode: { oneOf: ['RO', 'RW'] },
    secret: 'string',
    external: { fields: { name: 'string', provider: 'string', size: 'integer', options: texts, shared: 'boolean' } },
    persistent: {
      fields: {
        type: { oneOf: ['root', 'path', 'mount'] },
        size: 'integer',
        maxSize: 'integer',
        profileName: 'string',
        constraints: { list: strings },
      },
    },
  },
  required: ['containerPath'],
};

const portMapping: Shape = {
  fields: {
    containerPort: 'integer',
    hostPort: 'integer',
    servicePort: 'integer',
    protocol: 'string',
    name: 'string',
    labels: texts,
    networkNames: strings,
  },
};

const container: Shape = {
  fields: {
    type: { oneOf: ['MESOS', 'DOCKER'] },
    docker: {
      fields: {
        image: 'string',
        forcePullImage: 'boolean',
        privileged: 'boolean',
        parameters: { list: { fields: { key: 'string', value: 'string' }, required: ['key', 'value'] } },
        pullConfig: { fields: { secret: 'string' } },
        credential: { fields: { principal: 'string', secret: 'string' } },
      },
      required: ['image'],
    },
    volumes: { list: volume },
    portMappings: { list: portMapping },
    linuxInfo: 'any',
  },
};

export const appShape: Shape = {
  fields: {
    id: 'string',
    acceptedResourceRoles: strings,
    args: strings,
    backoffFactor: 'number',
    backoffSeconds: 'integer',
    check: { fields: { ...checkTimes, http: httpCheck, tcp: httpCheck, exec: 'any' } },
    cmd: 'string',
    constraints: { list: strings },
    container,
    cpus: 'number',
    dependencies: strings,
    disk: 'number',
    env: { map: { choose: secretOr } },
    executor: 'string',
    executorResources: { fields: { cpus: 'number', mem: 'number', disk: 'number' } },
    fetch: {
      list: {
        fields: { uri: 'string', extract: 'boolean', executable: 'boolean', cache: 'boolean', destPath: 'string' },
        required: ['uri'],
      },
    },
    gpus: 'integer',
    healthChecks: { list: healthCheck },
    instances: 'integer',
    killSelection: { oneOf: ['YOUNGEST_FIRST', 'OLDEST_FIRST'] },
    labels: texts,
    maxLaunchDelaySeconds: 'integer',
    mem: 'number',
    networks: { list: { fields: { mode: { oneOf: ['host', 'container', 'container/bridge'] }, name: 'string', labels: texts } } },
    portDefinitions: { list: { fields: { port: 'integer', name: 'string', protocol: 'string', labels: texts } } },
    ports: { list: 'integer' },
    readinessChecks: {
      list: {
        fields: {
          name: 'string',
          protocol: { oneOf: ['HTTP', 'HTTPS'] },
          path: 'string',
          portName: 'string',
          intervalSeconds: 'integer',
          timeoutSeconds: 'integer',
          httpStatusCodesForReady: { list: 'integer' },
          preserveLastResponse: 'boolean',
        },
      },
    },
    requirePorts: 'boolean',
    residency: 'any',
    resourceLimits: { fields: { cpus: { choose: amountOrUnlimited }, mem: { choose: amountOrUnlimited } } },
    role: 'string',
    secrets: { map: { fields: { source: 'string' } } },
    taskKillGracePeriodSeconds: 'integer',
    tty: 'boolean',
    unreachableStrategy: {
      choose: (value) =>
        value === 'disabled' ? 'string' : { fields: { inactiveAfterSeconds: 'integer', expungeAfterSeconds: 'integer' } },
    },
    upgradeStrategy: {
      fields: { minimumHealthCapacity: 'number', maximumOverCapacity: 'number' },
      required: ['minimumHealthCapacity', 'maximumOverCapacity'],
    },
    uris: strings,
    user: 'string',
  },
};
