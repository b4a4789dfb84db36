/** The shape that pod definitions are read with (types/pod.raml and what it uses). */
import { isObject } from './shape.ts';
import type { Shape } from './shape.ts';

const NAME: Shape = { is: 'string', min: 1, max: 63, pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/ };
const PATH: Shape = { is: 'string', min: 1, max: 1024 };
const atLeast0: Shape = { is: 'number', min: 0 };
const whole: Shape = { is: 'integer', min: 0 };
const part: Shape = { is: 'number', min: 0, max: 1 };
const port: Shape = { is: 'integer', min: 0, max: 65_535 };
const texts: Shape = { map: 'string' };
const textOrSecret: Shape = {
  choose: (value) => (isObject(value) ? { fields: { secret: 'string' }, required: ['secret'] } : 'string'),
};
const amountOrUnlimited: Shape = { choose: (value) => (value === 'unlimited' ? 'string' : 'number') };

const command: Shape = { fields: { shell: { is: 'string', min: 1 }, argv: { list: 'string' } } };

const linuxInfo: Shape = {
  fields: {
    seccomp: { fields: { profileName: 'string', unconfined: 'boolean' } },
    ipcInfo: { fields: { mode: { oneOf: ['PRIVATE', 'SHARE_PARENT'] }, shmSize: 'integer' }, required: ['mode'] },
  },
};

const endpoint: Shape = {
  fields: {
    name: NAME,
    containerPort: { is: 'integer', min: 1, max: 65_535 },
    hostPort: port,
    protocol: { list: NAME },
    labels: texts,
    networkNames: { list: NAME },
  },
  required: ['name'],
};

const healthCheck: Shape = {
  fields: {
    http: { fields: { endpoint: NAME, path: PATH, scheme: { oneOf: ['HTTP', 'HTTPS'] } }, required: ['endpoint'] },
    tcp: { fields: { endpoint: NAME }, required: ['endpoint'] },
    exec: { fields: { command }, required: ['command'] },
    gracePeriodSeconds: whole,
    intervalSeconds: whole,
    maxConsecutiveFailures: whole,
    timeoutSeconds: whole,
    delaySeconds: whole,
  },
};

const container: Shape = {
  fields: {
    name: NAME,
    exec: { fields: { command, overrideEntrypoint: 'boolean' }, required: ['command'] },
    resources: {
      fields: { cpus: { is: 'number', min: 0.001 }, mem: { is: 'number', min: 0.001 }, disk: atLeast0, gpus: whole },
    },
    resourceLimits: { fields: { cpus: amountOrUnlimited, mem: amountOrUnlimited } },
    endpoints: { list: endpoint },
    image: {
      fields: {
        kind: { oneOf: ['DOCKER', 'APPC'] },
        id: PATH,
        pullConfig: { fields: { secret: 'string' }, required: ['secret'] },
        forcePull: 'boolean',
        labels: texts,
      },
      required: ['kind', 'id'],
    },
    environment: { map: textOrSecret },
    user: 'string',
    healthCheck,
    check: 'any',
    volumeMounts: { list: { fields: { name: NAME, mountPath: PATH, readOnly: 'boolean' }, required: ['name', 'mountPath'] } },
    artifacts: {
      list: {
        fields: { uri: PATH, extract: 'boolean', executable: 'boolean', cache: 'boolean', destPath: PATH },
        required: ['uri'],
      },
    },
    labels: texts,
    lifecycle: { fields: { killGracePeriodSeconds: atLeast0 } },
    tty: 'boolean',
    linuxInfo,
  },
  required: ['name', 'resources'],
};

const volume: Shape = {
  fields: {
    name: NAME,
    host: 'string',
    secret: 'string',
    persistent: {
      fields: {
        type: { oneOf: ['root', 'path', 'mount'] },
        size: whole,
        maxSize: whole,
        profileName: 'string',
        constraints: { list: { list: 'string' } },
      },
      required: ['size'],
    },
  },
  required: ['name'],
};

const scheduling: Shape = {
  fields: {
    backoff: { fields: { backoff: atLeast0, backoffFactor: atLeast0, maxLaunchDelay: atLeast0 } },
    upgrade: { fields: { minimumHealthCapacity: part, maximumOverCapacity: part } },
    placement: {
      fields: {
        constraints: {
          list: {
            fields: {
              fieldName: 'string',
              operator: { oneOf: ['UNIQUE', 'CLUSTER', 'GROUP_BY', 'LIKE', 'UNLIKE', 'MAX_PER', 'IS'] },
              value: 'string',
            },
            required: ['fieldName', 'operator'],
          },
        },
        acceptedResourceRoles: { list: 'string' },
      },
    },
    killSelection: { oneOf: ['YOUNGEST_FIRST', 'OLDEST_FIRST'] },
    unreachableStrategy: {
      choose: (value) => (value === 'disabled' ? 'string' : { fields: { inactiveAfterSeconds: whole, expungeAfterSeconds: whole } }),
    },
  },
};

export const podShape: Shape = {
  fields: {
    id: { is: 'string', min: 1 },
    containers: { list: container },
    user: 'string',
    environment: { map: textOrSecret },
    labels: texts,
    secrets: { map: { fields: { source: { is: 'string', min: 1 } }, required: ['source'] } },
    volumes: { list: volume },
    networks: {
      list: { fields: { name: 'string', mode: { oneOf: ['host', 'container', 'container/bridge'] }, labels: texts } },
    },
    scaling: { fields: { kind: { oneOf: ['fixed'] }, instances: whole }, required: ['kind'] },
    scheduling,
    executorResources: {
      fields: { cpus: { is: 'number', min: 0.1 }, mem: { is: 'number', min: 32 }, disk: { is: 'number', min: 10 } },
    },
    role: { is: 'string', min: 1 },
    linuxInfo,
    legacySharedCgroups: 'boolean',
  },
  required: ['id', 'containers'],
};
