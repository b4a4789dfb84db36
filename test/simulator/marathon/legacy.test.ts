/** Old forms: translated since 1.5, kept by 1.4. Cases from api/v2/AppNormalization.scala and api/v2/json/Formats.scala. */
import { assert, describe } from '../../helpers/suite.ts';
import type { AppBody } from '../bodies.ts';
import { simulate, SLEEPER } from '../simulated.ts';

interface Case {
  readonly name: string;
  readonly input: object;
  readonly shows: object;
}

const image = { image: 'nginx' };
const fetched = (uri: string, extract: boolean): object => ({ uri, extract, executable: false, cache: false });
const mapping = (more: object): object => ({ containerPort: 0, servicePort: 10_000, protocol: 'tcp', labels: {}, ...more });

const translated: readonly Case[] = [
  {
    name: 'uris, which are extracted by their names',
    input: { ...SLEEPER, uris: ['http://x/a.tgz', 'http://x/a.txt', 'http://x/a.zip?v=1'] },
    shows: {
      fetch: [fetched('http://x/a.tgz', true), fetched('http://x/a.txt', false), fetched('http://x/a.zip?v=1', true)],
      uris: undefined,
    },
  },
  {
    name: 'ports, which have no names',
    input: { ...SLEEPER, ports: [80, 0] },
    shows: {
      portDefinitions: [
        { port: 80, protocol: 'tcp' },
        { port: 10_000, protocol: 'tcp' },
      ],
      ports: undefined,
    },
  },
  { name: 'no ports', input: { ...SLEEPER, ports: [] }, shows: { portDefinitions: [] } },
  {
    name: 'a docker container on a bridge',
    input: { container: { docker: { ...image, network: 'BRIDGE', portMappings: [{ containerPort: 80 }] } } },
    shows: {
      networks: [{ mode: 'container/bridge' }],
      portDefinitions: undefined,
      container: {
        type: 'DOCKER',
        docker: { ...image, forcePullImage: false, privileged: false, parameters: [] },
        volumes: [],
        portMappings: [mapping({ containerPort: 80, hostPort: 0 })],
      },
    },
  },
  {
    name: 'a docker container on the network of the host, whose mappings mean nothing there',
    input: { container: { docker: { ...image, network: 'HOST', portMappings: [{ containerPort: 80 }] } } },
    shows: { networks: [{ mode: 'host' }], portDefinitions: [{ port: 10_000, name: 'default', protocol: 'tcp' }] },
  },
  {
    name: 'a docker container in a network of its own',
    input: {
      container: { docker: { ...image, network: 'USER', portMappings: [{ containerPort: 80 }] } },
      ipAddress: { networkName: 'blue' },
    },
    shows: { networks: [{ mode: 'container', name: 'blue' }] },
  },
  {
    name: 'an address with announced ports and labels, without a container',
    input: {
      ...SLEEPER,
      ipAddress: { networkName: 'blue', labels: { a: 'b' }, discovery: { ports: [{ number: 80, name: 'http', protocol: 'tcp' }] } },
      container: { type: 'MESOS' },
    },
    shows: {
      networks: [{ mode: 'container', name: 'blue', labels: { a: 'b' } }],
      ipAddress: undefined,
      container: { type: 'MESOS', volumes: [], portMappings: [mapping({ containerPort: 80, name: 'http' })] },
    },
  },
  {
    name: 'an address on the bridge of Mesos, with the container it implies',
    input: { ...SLEEPER, ipAddress: { networkName: 'mesos-bridge' } },
    shows: {
      networks: [{ mode: 'container/bridge' }],
      container: { type: 'MESOS', volumes: [], portMappings: [mapping({ name: 'default', hostPort: 0 })] },
    },
  },
  {
    name: 'more ports than mappings, which get empty ones',
    input: {
      container: { docker: image, portMappings: [{ containerPort: 80 }] },
      networks: [{ mode: 'container', name: 'a' }],
      ports: [1, 2],
    },
    shows: {
      container: {
        type: 'DOCKER',
        docker: { ...image, forcePullImage: false, privileged: false, parameters: [] },
        volumes: [],
        portMappings: [mapping({ containerPort: 80 }), mapping({ servicePort: 10_001 })],
      },
    },
  },
  {
    name: 'store URLs and a residency without volumes, which are gone',
    input: { ...SLEEPER, storeUrls: ['http://x'] },
    shows: { storeUrls: undefined, residency: undefined },
  },
];

const mixed: readonly (readonly [input: object, status: number, error: string])[] = [
  [{ uris: ['http://x'], fetch: [{ uri: 'http://y' }] }, 422, 'may not be set in conjunction with fetch'],
  [{ ports: [1, 1] }, 422, 'ports must be unique'],
  [{ ports: [1], portDefinitions: [{ port: 2 }] }, 422, 'cannot specify both ports and port definitions'],
  [{ ports: [1], ipAddress: {} }, 422, 'cannot specify both an IP address and port'],
  [{ networks: [{ mode: 'host' }], ipAddress: {} }, 422, 'must not specify both networks and ipAddress'],
  [
    { networks: [{ mode: 'host' }], container: { docker: { ...image, network: 'HOST' } } },
    422,
    'must not specify both container.docker.network',
  ],
  [{ container: { type: 'MESOS', docker: { ...image, network: 'HOST' } } }, 422, 'must be empty'],
  [{ container: { docker: image }, ipAddress: { discovery: {} } }, 422, 'not allowed for Docker'],
  [{ container: { docker: { ...image, network: 'NONE' } } }, 500, 'unsupported docker network type'],
  [
    { container: { docker: { ...image, network: 'BRIDGE', portMappings: [{}] }, portMappings: [{}] } },
    500,
    'cannot specify both portMappings and docker.portMappings',
  ],
];

describe('Marathon 1.5 and later translate', (it) => {
  for (const { name, input, shows } of translated) {
    it(name, async (context) => {
      const { put, app } = await simulate(context);
      await put('/a', input);
      const shown = await app('/a');
      for (const [field, value] of Object.entries(shows)) assert.equal(shown[field as keyof AppBody], value, field);
    });
  }

  for (const [input, status, error] of mixed) {
    it(`nothing that is mixed: ${JSON.stringify(input)}`, async (context) => {
      const { marathon } = await simulate(context);
      const reply = await marathon('PUT', '/v2/apps//a', { ...SLEEPER, ...input });
      assert.is(reply.status, status, reply.text);
      assert.match(reply.text, error);
    });
  }

  it('also what an update changes, and then what is old is replaced', async (context) => {
    const { put, app } = await simulate(context);
    await put('/a', { ...SLEEPER, fetch: [{ uri: 'http://x/a' }] });
    await put('/a', { uris: ['http://x/b'], ports: [80] }, 'force=true');
    const shown = await app('/a');
    assert.equal([shown.fetch, shown.portDefinitions], [[fetched('http://x/b', false)], [{ port: 80, protocol: 'tcp' }]]);
  });
});

const kept: readonly Case[] = [
  {
    name: 'nothing but what it must, and nulls for the rest',
    input: { cmd: 'sleep 1' },
    shows: { args: null, user: null, container: null, ipAddress: null, residency: null, fetch: [], uris: [], env: {}, healthChecks: [] },
  },
  {
    name: 'ports in both forms',
    input: { cmd: 'sleep 1' },
    shows: { ports: [10_000], portDefinitions: [{ port: 10_000, protocol: 'tcp', name: 'default', labels: {} }], requirePorts: false },
  },
  {
    name: 'uris in both forms',
    input: { cmd: 'sleep 1', fetch: [{ uri: 'http://x/a' }] },
    shows: { uris: ['http://x/a'], fetch: [fetched('http://x/a', true)] },
  },
  {
    name: 'a bridge below docker, and as many port definitions as mappings',
    input: { container: { docker: { ...image, network: 'BRIDGE', portMappings: [{ containerPort: 80 }, { containerPort: 81 }] } } },
    shows: {
      networks: undefined,
      ports: [10_000, 10_001],
      portDefinitions: [
        { port: 10_000, protocol: 'tcp', name: 'default', labels: {} },
        { port: 10_001, protocol: 'tcp', labels: {} },
      ],
      container: {
        type: 'DOCKER',
        volumes: [],
        docker: {
          ...image,
          network: 'BRIDGE',
          privileged: false,
          parameters: [],
          forcePullImage: false,
          portMappings: [mapping({ containerPort: 80, hostPort: 0 }), mapping({ containerPort: 81, hostPort: 0, servicePort: 10_001 })],
        },
      },
    },
  },
  {
    name: 'an address, and no ports beside it',
    input: { cmd: 'sleep 1', ipAddress: { networkName: 'blue' } },
    shows: {
      ipAddress: { groups: [], labels: {}, networkName: 'blue', discovery: { ports: [] } },
      ports: undefined,
      portDefinitions: undefined,
    },
  },
  { name: 'no network of docker', input: { container: { docker: { ...image, portMappings: [{}] } } }, shows: { ports: [10_000] } },
  {
    name: 'half an upgradeStrategy',
    input: { cmd: 'sleep 1', upgradeStrategy: { minimumHealthCapacity: 0.5 } },
    shows: { upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 1 } },
  },
  {
    name: 'ignoreHttp1xx, and no delay of checks it makes itself',
    input: { cmd: 'sleep 1', healthChecks: [{ ignoreHttp1xx: true, path: '/' }] },
    shows: {
      healthChecks: [
        {
          gracePeriodSeconds: 300,
          intervalSeconds: 60,
          timeoutSeconds: 20,
          maxConsecutiveFailures: 3,
          protocol: 'HTTP',
          portIndex: 0,
          path: '/',
          ignoreHttp1xx: true,
        },
      ],
    },
  },
  {
    name: 'a residency that is stated',
    input: {
      cmd: 'sleep 1',
      residency: { relaunchEscalationTimeoutSeconds: 10 },
      container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 1 } }] },
    },
    shows: { residency: { relaunchEscalationTimeoutSeconds: 10, taskLostBehavior: 'WAIT_FOREVER' } },
  },
  {
    name: 'no field of a later version',
    input: {
      cmd: 'sleep 1',
      tty: true,
      role: 'a',
      networks: [{ mode: 'container' }],
      check: { tcp: {} },
      container: { docker: image, portMappings: [{}] },
    },
    shows: { tty: undefined, role: undefined, networks: undefined, check: undefined },
  },
];

describe('Marathon 1.4 shows', (it) => {
  for (const { name, input, shows } of kept) {
    it(name, async (context) => {
      const { put, app } = await simulate(context, { profiles: { marathon: '1.4' } });
      await put('/a', input);
      const shown = await app('/a');
      for (const [field, value] of Object.entries(shows)) assert.equal(shown[field as keyof AppBody], value, field);
    });
  }

  it('nothing new after the same again', async (context) => {
    const { put, app, marathon, sim } = await simulate(context, { profiles: { marathon: '1.4' } });
    for (const [index, { input }] of kept.entries()) {
      await put(`/a${index}`, input);
      sim.advance(300_000);
      const before = await app(`/a${index}`);
      await put(`/a${index}`, input);
      assert.equal((await marathon('GET', '/v2/deployments')).list, []);
      assert.is((await app(`/a${index}`)).version, before.version);
    }
  });

  it('that nobody may mix forms, with 400', async (context) => {
    const { marathon } = await simulate(context, { profiles: { marathon: '1.4' } });
    const both = { ...SLEEPER, uris: ['http://x'], fetch: [{ uri: 'http://y' }] };
    const reply = await marathon('POST', '/v2/apps', { id: '/a', ...both });
    assert.equal([reply.status, reply.json.details[0]?.errors], [400, ['You cannot specify both uris and fetch fields']]);
    const mesos = { ...SLEEPER, container: { type: 'MESOS', docker: { ...image, network: 'HOST' } } };
    assert.is((await marathon('PUT', '/v2/apps//a', mesos)).status, 400);
  });
});
