/** What each version fills in differently; typed from the sources that simulator/marathon/profiles/app.ts names. */
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { settable } from './declared.ts';
import { simulate, SLEEPER } from '../simulated.ts';

async function shown(context: TestContext, version: string, input: object): Promise<object> {
  const { put, app } = await simulate(context, { profiles: { marathon: version } });
  await put('/shop/a', input);
  return settable(await app('/shop/a'));
}

const LEAST = {
  cmd: 'sleep 1',
  backoffFactor: 1.15,
  backoffSeconds: 1,
  cpus: 1,
  disk: 0,
  executor: '',
  gpus: 0,
  instances: 1,
  killSelection: 'YOUNGEST_FIRST',
  labels: {},
  mem: 128,
  networks: [{ mode: 'host' }],
  portDefinitions: [{ port: 10_000, name: 'default', protocol: 'tcp' }],
  requirePorts: false,
  unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
  upgradeStrategy: { minimumHealthCapacity: 1, maximumOverCapacity: 1 },
};
const HOUR = { maxLaunchDelaySeconds: 3600 };
const MINUTES = { maxLaunchDelaySeconds: 300 };

const least: readonly (readonly [version: string, more: object])[] = [
  ['1.5', HOUR],
  ['1.6', HOUR],
  ['1.7', HOUR],
  ['1.8', MINUTES],
  ['1.9', { ...MINUTES, role: '*' }],
  ['1.10', { ...MINUTES, role: '*' }],
  ['1.11', { ...MINUTES, role: '*' }],
];

const fast = { containerPath: 'fast', mode: 'RW', persistent: { size: 10, profileName: 'ssd' } };

describe('the least app', (it) => {
  for (const [version, more] of least) {
    it(`is filled in by ${version}`, async (context) => {
      assert.equal(await shown(context, version, { cmd: 'sleep 1' }), { ...LEAST, ...more });
    });
  }

  it('waits for an hour at most in 1.4, too', async (context) => {
    assert.is(Object(await shown(context, '1.4', { cmd: 'sleep 1' })).maxLaunchDelaySeconds, 3600);
  });
});

describe('a container', (it) => {
  for (const [version, type] of [
    ['1.7', 'root'],
    ['1.8', 'mount'],
  ] as const) {
    it(`whose volume has a profile is on a ${type} in ${version}`, async (context) => {
      const input = { ...SLEEPER, container: { type: 'MESOS', volumes: [fast] } };
      const { container } = Object(await shown(context, version, input));
      assert.equal(container.volumes, [{ ...fast, persistent: { type, size: 10, profileName: 'ssd', constraints: [] } }]);
    });
  }

  it('of Mesos has no privileges, whoever asks for them', async (context) => {
    const docker = { image: 'nginx', privileged: true };
    const { container } = Object(await shown(context, '1.10', { container: { type: 'MESOS', docker } }));
    assert.equal(container.docker, { image: 'nginx', privileged: false, forcePullImage: false, parameters: [] });
  });

  it('takes the mappings of docker where its own are an empty list', async (context) => {
    const docker = { image: 'nginx', network: 'BRIDGE', portMappings: [{ containerPort: 80 }] };
    const { container } = Object(await shown(context, '1.10', { container: { docker, portMappings: [] } }));
    assert.is(container.portMappings[0]?.containerPort, 80);
  });
});
