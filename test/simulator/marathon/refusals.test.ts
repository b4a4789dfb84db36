/** Definitions that Marathon refuses, and in which words; every rule once. */
import { assert, describe } from '../../helpers/suite.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import { IMAGE as image, nameOf, persistent, refuses } from './refused.ts';
import type { Refused } from './refused.ts';

const networks = [{ mode: 'container', name: 'one' }];
const two = [...networks, { mode: 'container', name: 'two' }];
const checked = (...healthChecks: readonly object[]): object => ({ ...SLEEPER, healthChecks });
const ready = (check: object): object => ({ ...SLEEPER, portDefinitions: [{ name: 'http-api' }], readinessChecks: [check] });

const unreadable: readonly Refused[] = [
  { app: { ...SLEEPER, instances: -1 }, path: '/instances', error: 'error.min' },
  { app: { ...SLEEPER, instances: 0.5 }, path: '/instances', error: 'error.expected.jsnumber' },
  { app: { ...SLEEPER, cpus: 0 }, path: '/cpus', error: 'error.min' },
  { app: { ...SLEEPER, mem: '1' }, path: '/mem', error: 'error.expected.jsnumber' },
  { app: { ...SLEEPER, cmd: '' }, path: '/cmd', error: 'error.minLength' },
  { app: { ...SLEEPER, env: { A: 1 } }, path: '/env/A', error: 'error.expected.jsstring' },
  { app: { ...SLEEPER, killSelection: 'youngest' }, path: '/killSelection', error: 'error.unknown.enum.literal' },
  { app: { ...SLEEPER, executor: 'a//b' }, path: '/executor', error: 'error.pattern' },
  {
    app: { ...SLEEPER, upgradeStrategy: { minimumHealthCapacity: 1 } },
    path: '/upgradeStrategy/maximumOverCapacity',
    error: 'error.path.missing',
  },
  {
    app: { ...SLEEPER, upgradeStrategy: { minimumHealthCapacity: 1.1, maximumOverCapacity: 0 } },
    path: '/upgradeStrategy/minimumHealthCapacity',
    error: 'error.max',
  },
  { app: { ...SLEEPER, portDefinitions: [{ name: 'Http' }] }, path: '/portDefinitions(0)/name', error: 'error.pattern' },
  {
    app: { ...SLEEPER, portDefinitions: [{ protocol: 'tcp,udp' }] },
    path: '/portDefinitions(0)/protocol',
    error: 'error.unknown.enum.literal',
  },
  { app: { container: { docker: {} } }, path: '/container/docker/image', error: 'error.path.missing' },
  {
    app: { ...SLEEPER, container: { type: 'MESOS', volumes: [{ containerPath: 'a' }] } },
    path: '/container/volumes(0)/hostPath',
    error: 'error.path.missing',
  },
  { app: { ...SLEEPER, executorResources: { cpus: 0.01 } }, path: '/executorResources/cpus', error: 'error.min' },
];

const invalid: readonly Refused[] = [
  { app: {}, path: '/', error: 'must either contain' },
  { app: { cmd: 'sleep 1', args: ['x'] }, path: '/', error: 'must either contain' },
  { app: { container: { type: 'MESOS' } }, path: '/', error: 'must either contain' },
  { app: { cmd: 'x' }, path: '/', error: 'must not be an empty string' },
  { app: SLEEPER, id: '/Shop/web_1', path: '/id', error: 'must fully match' },
  { app: { ...SLEEPER, dependencies: ['/Shop'] }, path: '/dependencies(0)', error: 'must fully match' },
  { app: SLEEPER, id: '/shop/restart', path: '/id', error: 'reserved' },
  { app: { ...SLEEPER, dependencies: ['/shop/a'] }, path: '/', error: 'cyclic' },
  { app: { ...SLEEPER, gpus: 1, container: { docker: image } }, path: '/', error: 'GPU resources only' },
  {
    app: { ...SLEEPER, resourceLimits: { mem: 1 } },
    path: '/resourceLimits/mem',
    error: 'must be greater than or equal to requested resource (32)',
  },
  {
    app: { ...SLEEPER, unreachableStrategy: { inactiveAfterSeconds: 2, expungeAfterSeconds: 1 } },
    path: '/unreachableStrategy/inactiveAfterSeconds',
    error: 'must be less',
  },
  { app: { ...SLEEPER, labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' } }, path: '/upgradeStrategy/minimumHealthCapacity', error: 'got 1' },
  { app: { ...SLEEPER, labels: { DCOS_MIGRATION_API_VERSION: 'v1' } }, path: '/', error: 'must be defined when using' },
  { app: { ...SLEEPER, env: { A: { secret: 'none' } } }, path: '/env/A/secret', error: 'references an undefined secret' },
];

const networked: readonly Refused[] = [
  { app: { ...SLEEPER, networks: [{ mode: 'container' }] }, path: '/networks', error: 'Network name must be specified' },
  { app: { ...SLEEPER, networks: [{ mode: 'host', name: 'a' }] }, path: '/networks', error: 'Host networks may not' },
  { app: { ...SLEEPER, networks: [{ mode: 'container/bridge', name: 'a' }] }, path: '/networks', error: 'Bridge networks may not' },
  { app: { ...SLEEPER, networks: [...networks, ...networks] }, path: '/networks', error: 'Duplicate networks' },
  { app: { ...SLEEPER, networks: [{ mode: 'host' }, ...networks] }, path: '/networks', error: 'May specify a single host network' },
  { app: { networks: two, container: { docker: image } }, path: '/', error: 'single container network when using the Docker' },
  { app: { ...SLEEPER, portDefinitions: [{ name: 'a' }, { name: 'a' }] }, path: '/portDefinitions', error: 'Port names must be unique.' },
  { app: { ...SLEEPER, portDefinitions: [{ port: 1 }, { port: 1 }] }, path: '/portDefinitions', error: 'Ports must be unique.' },
  {
    app: { ...SLEEPER, networks, container: { type: 'MESOS', portMappings: [{ name: 'a' }, { name: 'a' }] } },
    path: '/container/portMappings',
    error: 'unique',
  },
  {
    app: { ...SLEEPER, networks: two, container: { type: 'MESOS', portMappings: [{ hostPort: 0 }] } },
    path: '/container/portMappings(0)',
    error: 'networkNames must be',
  },
  {
    app: { ...SLEEPER, networks, container: { type: 'MESOS', portMappings: [{ networkNames: ['six'] }] } },
    path: '/container/portMappings(0)/networkNames(0)',
    error: 'is not one of (one)',
  },
];

const placed: readonly Refused[] = [
  { app: { ...SLEEPER, constraints: [['hostname', 'UNIQUE', '']] }, path: '/constraints(0)', error: 'UNIQUE does not accept a value' },
  { app: { ...SLEEPER, constraints: [['hostname', 'LIKE', '(']] }, path: '/constraints(0)', error: 'regular expression' },
  { app: { ...SLEEPER, constraints: [['hostname', 'LIKE']] }, path: '/constraints(0)', error: 'LIKE and UNLIKE require' },
  { app: { ...SLEEPER, constraints: [['hostname', 'MAX_PER', 'two']] }, path: '/constraints(0)', error: 'MAX_PER requires' },
  { app: { ...SLEEPER, constraints: [['hostname', 'GROUP_BY', 'x']] }, path: '/constraints(0)', error: 'GROUP BY must' },
  { app: { ...SLEEPER, constraints: [['hostname', 'IS', '[1]']] }, path: '/constraints(0)', error: 'IS only supports' },
  {
    app: { ...SLEEPER, constraints: [['hostname', 'IS', 'a']] },
    path: '/constraints(0)',
    error: 'operator must be one of',
    version: '1.5',
  },
  { app: { ...SLEEPER, constraints: [['hostname']] }, path: '/constraints(0)', error: '2 or 3 fields' },
  { app: { ...SLEEPER, constraints: [['', 'UNIQUE']] }, path: '/constraints(0)', error: 'illegal constraint' },
  {
    app: { ...SLEEPER, acceptedResourceRoles: ['other'] },
    path: '/acceptedResourceRoles',
    error: 'acceptedResourceRoles can only contain *',
  },
  { app: { ...SLEEPER, acceptedResourceRoles: ['-a'] }, path: '/acceptedResourceRoles(0)', error: 'A role name', version: '1.8' },
  { app: { ...SLEEPER, role: 'other' }, path: '/role', error: 'expected one of: [*, shop]' },
  { app: { ...persistent({}), role: '*' }, path: '/role', error: 'Resident apps cannot have the role *' },
];

const checks: readonly Refused[] = [
  { app: checked({ portIndex: 3 }), path: '/healthChecks(0)', error: 'port indices' },
  {
    app: checked({ protocol: 'MESOS_HTTP', portIndex: 0 }, { protocol: 'MESOS_TCP', portIndex: 0 }),
    path: '/',
    error: 'at most one Mesos health',
  },
  { app: checked({ protocol: 'MESOS_TCP', ipProtocol: 'IPv6' }), path: '/healthChecks(0)', error: 'IPv6 can only' },
  { app: ready({ portName: 'none' }), path: '/readinessChecks(0)/portName', error: 'No port definition reference for portName none' },
  { app: ready({ timeoutSeconds: 30 }), path: '/readinessChecks(0)/timeoutSeconds', error: 'got 30, expected less than 30' },
  { app: { ...ready({}), readinessChecks: [{}, {}] }, path: '/readinessChecks', error: 'expected 1 or less' },
  { app: { check: { tcp: {} }, container: { docker: image } }, path: '/', error: "must not use 'checks' if using docker" },
  { app: { ...SLEEPER, check: { tcp: { portIndex: 7 } } }, path: '/check', error: 'check port index' },
  { app: { ...SLEEPER, check: {} }, path: '/check', error: 'expected one of http' },
];

describe('Marathon refuses', (it) => {
  for (const one of [...unreadable, ...invalid, ...networked, ...placed, ...checks]) it(nameOf(one), (context) => refuses(context, one));

  it('all that is wrong at a place in one entry', async (context) => {
    const { marathon } = await simulate(context);
    const { details } = (await marathon('POST', '/v2/apps', { id: '/a', cmd: 'x', gpus: 1, container: { docker: image } })).json;
    assert.equal(
      details.map(({ path, errors }) => [path, errors.length]),
      [['/', 2]],
    );
  });

  it('wrong values with 400 in 1.4, and numbers below nothing in words of its own', async (context) => {
    const { marathon } = await simulate(context, { profiles: { marathon: '1.4' } });
    const wrong = await marathon('PUT', '/v2/apps//a', { ...SLEEPER, cpus: 'two' });
    assert.equal([wrong.status, wrong.json.message], [400, 'Invalid JSON']);
    const negative = await marathon('PUT', '/v2/apps//a', { ...SLEEPER, instances: -1 });
    assert.equal([negative.status, negative.json.details], [422, [{ path: '/instances', errors: ['got -1, expected 0 or more'] }]]);
  });

  it('health checks that are no whole ones with 500', async (context) => {
    const { marathon } = await simulate(context);
    for (const check of [
      { protocol: 'COMMAND' },
      { command: { value: 'true' } },
      { protocol: 'COMMAND', command: { value: 'true' }, port: 1 },
    ]) {
      assert.is((await marathon('PUT', '/v2/apps//a', checked(check))).status, 500);
    }
  });
});
