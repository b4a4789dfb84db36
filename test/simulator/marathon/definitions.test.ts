import { assert, describe } from '../../helpers/suite.ts';
import type { AppBody } from '../bodies.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { mounting, simulate, SLEEPER } from '../simulated.ts';

const filled: readonly { readonly name: string; readonly input: object; readonly shows: object }[] = [
  {
    name: 'ports, strategies and limits of an app on the host network',
    input: { cmd: 'sleep 1' },
    shows: {
      instances: 1,
      cpus: 1,
      mem: 128,
      maxLaunchDelaySeconds: 300,
      networks: [{ mode: 'host' }],
      portDefinitions: [{ port: 10_000, name: 'default', protocol: 'tcp' }],
      upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
      unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
      env: undefined,
      container: undefined,
    },
  },
  { name: 'no ports when the list is empty', input: { cmd: 'sleep 1', portDefinitions: [] }, shows: { portDefinitions: [] } },
  {
    name: 'port mappings of a container on a bridge',
    input: { container: { docker: { image: 'nginx' } }, networks: [{ mode: 'container/bridge' }], portDefinitions: [{ port: 1 }] },
    shows: {
      portDefinitions: undefined,
      container: {
        type: 'DOCKER',
        docker: { image: 'nginx', forcePullImage: false, privileged: false, parameters: [] },
        volumes: [],
        portMappings: [{ containerPort: 0, hostPort: 0, servicePort: 10_000, protocol: 'tcp', name: 'default', labels: {} }],
      },
    },
  },
  {
    name: 'no host port in a container network',
    input: {
      container: { type: 'MESOS', portMappings: [{ containerPort: 80 }] },
      cmd: 'serve',
      networks: [{ name: 'overlay' }],
      requirePorts: true,
    },
    shows: {
      requirePorts: false,
      networks: [{ mode: 'container', name: 'overlay' }],
      container: { type: 'MESOS', volumes: [], portMappings: [{ containerPort: 80, servicePort: 10_000, protocol: 'tcp', labels: {} }] },
    },
  },
  {
    name: 'the careful upgrade of an app with an external volume',
    input: mounting('pg'),
    shows: { upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 } },
  },
  {
    name: 'the residency of an app with a local persistent volume',
    input: {
      ...SLEEPER,
      role: 'shop',
      container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 10 } }] },
    },
    shows: {
      unreachableStrategy: 'disabled',
      residency: { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' },
      container: {
        type: 'MESOS',
        volumes: [{ containerPath: 'data', mode: 'RW', persistent: { type: 'root', size: 10, constraints: [] } }],
      },
    },
  },
  {
    name: 'fetches from legacy uris',
    input: { ...SLEEPER, uris: ['http://x/a.tgz'] },
    shows: { fetch: [{ uri: 'http://x/a.tgz', extract: true, executable: false, cache: false }] },
  },
];

describe('Marathon fills in', (it) => {
  for (const { name, input, shows } of filled) {
    it(name, async (context) => {
      const { put, app } = await simulate(context);
      await put('/shop/a', input);
      const shown = await app('/shop/a');
      for (const [field, value] of Object.entries(shows)) assert.equal(shown[field as keyof AppBody], value, field);
    });
  }

  it('health checks, and loses of them what Marathon loses', async (context) => {
    const { put, app } = await simulate(context);
    await put('/a', { ...SLEEPER, healthChecks: [{ ignoreHttp1xx: true, delaySeconds: 3 }] });
    assert.equal((await app('/a')).healthChecks, [
      {
        protocol: 'HTTP',
        portIndex: 0,
        ipProtocol: 'IPv4',
        gracePeriodSeconds: 300,
        intervalSeconds: 60,
        timeoutSeconds: 20,
        maxConsecutiveFailures: 3,
        delaySeconds: 15,
        ignoreHttp1xx: false,
      },
    ]);
  });

  it('nothing it does not know, and says nothing about it', async (context) => {
    const { put, app } = await simulate(context);
    await put('/a', { ...SLEEPER, colour: 'red', instances: null, residency: { taskLostBehavior: 'WAIT_FOREVER' } });
    const shown = await app('/a');
    assert.equal([shown.colour, shown.instances, shown.residency], [undefined, 1, undefined]);
  });
});

describe('Marathon shows sets', (it) => {
  /** The order of the apps, and of one app's constraints, in four answers. */
  async function orders(context: TestContext, seed: number): Promise<readonly (readonly string[])[]> {
    const { put, marathon } = await simulate(context, { seed });
    const constraints = [
      ['hostname', 'LIKE', 'ip.*'],
      ['zone', 'GROUP_BY'],
    ];
    await put('/b', { ...SLEEPER, constraints });
    await put('/a', SLEEPER);
    const seen: string[][] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      const apps: readonly { id: string; constraints?: unknown }[] = (await marathon('GET', '/v2/apps')).json.apps;
      seen.push([apps.map(({ id }) => id).join(), JSON.stringify(apps.find(({ id }) => id === '/b')?.constraints)]);
    }
    return seen;
  }

  it('in another order from answer to answer, and the same orders for the same seed', async (context) => {
    const seen = await orders(context, 1);
    for (const [index, [apps, constraints]] of seen.entries()) {
      assert.is.not(apps, seen[index + 1]?.[0]);
      assert.is.not(constraints, seen[index + 1]?.[1]);
    }
    assert.equal(await orders(context, 1), seen);
  });
});

describe('service ports', (it) => {
  it('are the lowest free ones, kept by an app that asks for 0 again, and free after it is gone', async (context) => {
    const { put, app, marathon, sim } = await simulate(context);
    const portOf = async (id: string): Promise<number> => (await app(id)).portDefinitions[0].port;
    await put('/a', SLEEPER);
    await put('/b', SLEEPER);
    assert.equal([await portOf('/a'), await portOf('/b')], [10_000, 10_001]);
    sim.advance(10_000);
    await put('/b', { ...SLEEPER, cpus: 0.2 });
    assert.is(await portOf('/b'), 10_001);
    await marathon('DELETE', '/v2/apps//a?force=false');
    await put('/c', { ...SLEEPER, portDefinitions: [{ port: 0 }, { port: 0 }] });
    assert.equal(
      (await app('/c')).portDefinitions.map(({ port }) => port),
      [10_000, 10_002],
    );
  });

  it('outside of the range are not given again', async (context) => {
    const { put, app } = await simulate(context);
    const ask = async (port: number): Promise<number> => {
      await put('/a', { ...SLEEPER, portDefinitions: [{ port }] }, 'partialUpdate=false&force=true');
      return (await app('/a')).portDefinitions[0].port;
    };
    assert.equal([await ask(80), await ask(0), await ask(0)], [80, 10_000, 10_000]);
  });
});
