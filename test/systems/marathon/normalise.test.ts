import { normaliseApp } from '../../../agent/systems/marathon/normalise/app.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { INFO } from './inputs.ts';
import { wireApps } from './wire.ts';

interface Row {
  readonly name: string;
  readonly app: JsonObject;
  /** Some fields of the normal form; undefined: the field is left out. */
  readonly gives: { readonly [field: string]: unknown };
}

const container = (fields: JsonObject): JsonObject => ({ type: 'MESOS', ...fields });
const timing = { gracePeriodSeconds: 300, intervalSeconds: 60, maxConsecutiveFailures: 3, timeoutSeconds: 20 };
const persistent = { containerPath: 'data', mode: 'RW', persistent: { size: 10 } };
const external = { containerPath: '/data', mode: 'RW', external: { name: 'pg', provider: 'dvdi', options: { 'dvdi/driver': 'rexray' } } };

const rows: readonly Row[] = [
  {
    name: 'an empty app gets every default of Marathon 1.10',
    app: {},
    gives: { cpus: 1, mem: 128, disk: 0, gpus: 0, backoffSeconds: 1, backoffFactor: 1.15, maxLaunchDelaySeconds: 300, executor: '' },
  },
  { name: 'instances stays open', app: {}, gives: { instances: undefined } },
  { name: 'a null is an absent field', app: { cmd: null, cpus: null }, gives: { cmd: undefined, cpus: 1 } },
  { name: 'host mode without ports has one', app: {}, gives: { portDefinitions: [{ port: 0, name: 'default', protocol: 'tcp' }] } },
  { name: 'no ports is not one port', app: { portDefinitions: [] }, gives: { portDefinitions: [] } },
  {
    name: 'both orders of two protocols are one',
    app: { portDefinitions: [{ port: 1, protocol: 'tcp,udp' }] },
    gives: { portDefinitions: [{ port: 1, protocol: 'udp,tcp' }] },
  },
  {
    name: 'a bridge network drops port definitions and requirePorts',
    app: { networks: [{ mode: 'container/bridge' }], container: container({}), requirePorts: true },
    gives: { portDefinitions: undefined, requirePorts: false },
  },
  {
    name: 'a bridge container without mappings gets one, with a host port',
    app: { networks: [{ mode: 'container/bridge' }], container: container({}) },
    gives: {
      container: {
        type: 'MESOS',
        volumes: [],
        portMappings: [{ containerPort: 0, name: 'default', protocol: 'tcp', servicePort: 0, labels: {}, hostPort: 0 }],
      },
    },
  },
  {
    name: 'a container network without a container gets one, and its mapping no host port',
    app: { networks: [{ name: 'overlay' }] },
    gives: {
      networks: [{ mode: 'container', name: 'overlay' }],
      container: {
        type: 'MESOS',
        volumes: [],
        portMappings: [{ containerPort: 0, name: 'default', protocol: 'tcp', servicePort: 0, labels: {} }],
      },
    },
  },
  {
    name: 'an unnamed container network is the default one',
    app: { networks: [{}] },
    gives: { networks: [{ mode: 'container', name: 'dcos' }] },
  },
  {
    name: 'port definitions beyond the mappings of a container network become empty mappings',
    app: { networks: [{ mode: 'container', name: 'n' }], container: container({ portMappings: [] }), portDefinitions: [{ port: 0 }] },
    gives: {
      container: { type: 'MESOS', volumes: [], portMappings: [{ containerPort: 0, protocol: 'tcp', servicePort: 0, labels: {} }] },
    },
  },
  {
    name: 'a container in host mode has no mappings, and Docker is its default engine',
    app: { container: { docker: { image: 'a' }, portMappings: [{ containerPort: 80 }] } },
    gives: {
      container: { type: 'DOCKER', docker: { image: 'a', forcePullImage: false, privileged: false, parameters: [] }, volumes: [] },
    },
  },
  {
    name: 'the Mesos engine forgets privileged and parameters',
    app: { container: container({ docker: { image: 'a', privileged: true, parameters: [{ key: 'k', value: 'v' }] } }) },
    gives: {
      container: { type: 'MESOS', docker: { image: 'a', forcePullImage: false, privileged: false, parameters: [] }, volumes: [] },
    },
  },
  {
    name: 'an external volume makes upgrades stop first',
    app: { container: container({ volumes: [external] }) },
    gives: {
      upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    },
  },
  {
    name: 'a persistent volume also disables the unreachable strategy',
    app: { container: container({ volumes: [persistent] }) },
    gives: { upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }, unreachableStrategy: 'disabled' },
  },
  {
    name: 'without either, two sets of tasks may run',
    app: {},
    gives: { upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 } },
  },
  {
    name: 'a declared upgrade strategy wins over the default',
    app: { container: container({ volumes: [external] }), upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } },
    gives: { upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } },
  },
  {
    name: 'half an unreachable strategy is filled',
    app: { unreachableStrategy: { expungeAfterSeconds: 600 } },
    gives: { unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 600 } },
  },
  {
    name: 'a health check by Marathon loses delaySeconds, ipProtocol and ignoreHttp1xx, and looks at port index 0',
    app: { healthChecks: [{ path: '/', delaySeconds: 5, ipProtocol: 'IPv6', ignoreHttp1xx: true }] },
    gives: {
      healthChecks: [
        {
          protocol: 'HTTP',
          gracePeriodSeconds: 300,
          intervalSeconds: 60,
          maxConsecutiveFailures: 3,
          timeoutSeconds: 20,
          portIndex: 0,
          path: '/',
        },
      ],
    },
  },
  {
    name: 'a health check by Mesos keeps delaySeconds, and a port stands for no index',
    app: { healthChecks: [{ protocol: 'MESOS_TCP', delaySeconds: 5, port: 80 }] },
    gives: {
      healthChecks: [
        {
          protocol: 'MESOS_TCP',
          ...timing,
          port: 80,
          delaySeconds: 5,
          ipProtocol: 'IPv4',
        },
      ],
    },
  },
  {
    name: 'a command check has nothing to do with ports',
    app: { healthChecks: [{ protocol: 'COMMAND', command: { value: 'true' }, portIndex: 3, ipProtocol: 'IPv4' }] },
    gives: {
      healthChecks: [
        {
          protocol: 'COMMAND',
          ...timing,
          command: { value: 'true' },
          delaySeconds: 15,
        },
      ],
    },
  },
  {
    name: 'a readiness check gets its defaults',
    app: { readinessChecks: [{ httpStatusCodesForReady: [204, 200] }] },
    gives: {
      readinessChecks: [
        {
          name: 'readinessCheck',
          protocol: 'HTTP',
          path: '/',
          portName: 'http-api',
          intervalSeconds: 30,
          timeoutSeconds: 10,
          httpStatusCodesForReady: [200, 204],
          preserveLastResponse: false,
        },
      ],
    },
  },
  {
    name: 'sets have one order',
    app: {
      constraints: [
        ['b', 'UNIQUE'],
        ['a', 'UNIQUE'],
      ],
    },
    gives: {
      constraints: [
        ['a', 'UNIQUE'],
        ['b', 'UNIQUE'],
      ],
    },
  },
  { name: 'arguments keep theirs', app: { args: ['b', 'a'] }, gives: { args: ['b', 'a'] } },
  {
    name: 'empty lists and maps are left out',
    app: { args: [], env: {}, fetch: [], dependencies: [] },
    gives: { args: undefined, env: undefined, fetch: undefined, dependencies: undefined },
  },
  { name: 'labels are there although empty', app: {}, gives: { labels: {} } },
  {
    name: 'a relative dependency is absolute',
    app: { dependencies: ['db', '../x/y', '/a/b/'] },
    gives: { dependencies: ['/a/b', '/shop/db', '/x/y'] },
  },
  { name: 'tty: false is no tty', app: { tty: false }, gives: { tty: undefined } },
  { name: 'tty: true is one', app: { tty: true }, gives: { tty: true } },
  {
    name: 'a fetched archive is extracted',
    app: { fetch: [{ uri: 'u' }] },
    gives: { fetch: [{ uri: 'u', extract: true, executable: false, cache: false }] },
  },
  {
    name: 'what Marathon derives or an update drops is left out',
    app: { residency: {}, version: 'v', executorResources: { mem: 64 } },
    gives: { residency: undefined, version: undefined, executorResources: undefined },
  },
];

describe('normaliseApp', (it) => {
  for (const { name, app, gives } of rows) {
    it(name, () => {
      const normal = normaliseApp('/shop/web', app, { ...INFO, defaultNetworkName: 'dcos' });
      for (const [field, value] of Object.entries(gives)) assert.equal(normal[field], value, field);
    });
  }

  for (const app of wireApps()) {
    it(`is at rest with its own result for ${app.id}`, () => {
      const normal = normaliseApp(app.id, app, INFO);
      assert.equal(normaliseApp(app.id, normal, INFO), normal);
    });
  }
});
