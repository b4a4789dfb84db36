/** Volumes that Marathon refuses, and in which words; every rule once. */
import { assert, describe } from '../../helpers/suite.ts';
import { mounting, simulate, SLEEPER } from '../simulated.ts';
import { IMAGE as image, nameOf, persistent, refuses } from './refused.ts';
import type { Refused } from './refused.ts';

const external = (info: object, container: object = { type: 'MESOS' }): object => ({
  ...SLEEPER,
  container: {
    ...container,
    volumes: [
      { containerPath: 'data', mode: 'RW', external: { name: 'pg', provider: 'dvdi', options: { 'dvdi/driver': 'rexray' }, ...info } },
    ],
  },
});
const VOLUME = '/container/volumes(0)';

const volumes: readonly Refused[] = [
  { app: { cmd: 'sleep 1', container: {} }, path: '/container/docker', error: 'not defined' },
  {
    app: { container: { docker: { ...image, credential: { principal: 'p' } } } },
    path: '/container/docker/credential',
    error: 'must be empty',
  },
  {
    app: { container: { docker: { ...image, pullConfig: { secret: 's' } } } },
    path: '/container/docker/pullConfig',
    error: 'not supported with Docker',
  },
  {
    app: { container: { type: 'MESOS', docker: { ...image, pullConfig: { secret: 's' } } } },
    path: '/container/docker/pullConfig',
    error: 'must refer to an existing',
  },
  {
    app: { ...SLEEPER, container: { type: 'MESOS', volumes: [{ containerPath: 'a', secret: 's' }] } },
    path: VOLUME,
    error: 'must refer to an existing secret',
  },
  { app: persistent({ size: 0 }), path: `${VOLUME}/persistent/size`, error: 'more than 0' },
  { app: persistent({ maxSize: 20 }), path: `${VOLUME}/persistent`, error: 'Only mount volumes' },
  { app: persistent({ type: 'mount', maxSize: 9 }), path: `${VOLUME}/persistent`, error: 'Max size must be larger' },
  { app: persistent({ constraints: [['path', 'LIKE', 'a']] }), path: `${VOLUME}/persistent`, error: 'root volumes' },
  {
    app: persistent({ type: 'path', constraints: [['path', 'IS', 'a']] }),
    path: `${VOLUME}/persistent/constraints(0)`,
    error: 'one of LIKE, UNLIKE',
  },
  {
    app: persistent({ type: 'path', constraints: [['disk', 'LIKE', 'a']] }),
    path: `${VOLUME}/persistent/constraints(0)`,
    error: 'Unsupported',
  },
  { app: persistent({}, { containerPath: 'a/b' }), path: `${VOLUME}/containerPath`, error: 'must not contain' },
  { app: persistent({}, { containerPath: '..' }), path: `${VOLUME}/containerPath`, error: 'can not be one of' },
  { app: persistent({}, { mode: 'RO' }), path: `${VOLUME}/mode`, error: 'does not equal RW' },
  { app: { ...persistent({}), unreachableStrategy: {} }, path: '/', error: 'unreachableStrategy must be disabled' },
  { app: { ...persistent({}), acceptedResourceRoles: ['shop'] }, path: '/acceptedResourceRoles', error: 'A resident app must have' },
  {
    app: { ...persistent({}), upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0.5 } },
    path: '/upgradeStrategy/maximumOverCapacity',
    error: 'got 0.5, expected 0.0',
  },
  { app: { ...SLEEPER, residency: {} }, path: '/', error: 'must contain persistent volumes', version: '1.5' },
];

const dvdi: readonly Refused[] = [
  { app: { ...mounting('pg'), instances: 2 }, path: '/', error: 'limited to 1' },
  {
    app: { ...mounting('pg'), upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 1 } },
    path: '/upgradeStrategy/maximumOverCapacity',
    error: 'expected 0.0',
  },
  { app: external({ provider: 'ebs' }), path: `${VOLUME}/external/provider`, error: 'is unknown provider' },
  { app: external({ name: '' }), path: `${VOLUME}/external/name`, error: 'must not be empty' },
  { app: external({ name: 'My_Vol' }), path: `${VOLUME}/external/name`, error: 'must match', version: '1.7' },
  { app: external({ options: {} }), path: `${VOLUME}/external/options("dvdi/driver")`, error: 'not defined' },
  { app: external({ options: { 'dvdi/driver': 'rexray', size: '1' } }), path: `${VOLUME}/external/options`, error: 'must match' },
  {
    app: external({ options: { 'dvdi/driver': 'rexray', 'dvdi/iops': '0' } }),
    path: `${VOLUME}/external/options/"dvdi/iops"`,
    error: 'positive integer',
  },
  {
    app: external({ options: { 'dvdi/driver': 'rexray', 'dvdi/overwritefs': 'maybe' } }),
    path: `${VOLUME}/external/options/"dvdi/overwritefs"`,
    error: 'boolean',
  },
  {
    app: external({ options: { 'dvdi/driver': 'rexray', 'dvdi/volumetype': 'A' } }),
    path: `${VOLUME}/external/options/"dvdi/volumetype"`,
    error: 'label',
  },
  {
    app: external({ options: { 'dvdi/driver': 'rexray', 'dvdi/newfstype': 'A' } }),
    path: `${VOLUME}/external/options/"dvdi/newfstype"`,
    error: 'label',
  },
  { app: external({ size: 1 }, { docker: image }), path: `${VOLUME}/external/size`, error: 'must be undefined for Docker' },
  {
    app: external({ options: { 'dvdi/driver': 'rexray', 'dvdi/iops': '1' } }, { docker: image }),
    path: `${VOLUME}/external/options`,
    error: 'must only contain dvdi/driver',
  },
];

describe('Marathon refuses the volume', (it) => {
  for (const one of [...volumes, ...dvdi]) it(nameOf(one), (context) => refuses(context, one));

  it('two apps with the same volume, and an app that is another one’s group', async (context) => {
    const { put, marathon } = await simulate(context);
    await put('/shop/pg', mounting('pg'));
    const second = await marathon('PUT', '/v2/apps//other', mounting('pg'));
    assert.match(second.text, "Volume name 'pg' in /other conflicts with volume(s) of same name in app(s): /shop/pg");
    assert.match((await marathon('PUT', '/v2/apps//shop', SLEEPER)).text, 'may not have the same identifier');
  });

  it('the same volume not where all say that they share it', async (context) => {
    const { put } = await simulate(context);
    await put('/a', external({ shared: true }));
    await put('/b', external({ shared: true }));
  });
});

const unchangeable: readonly (readonly [change: object, path: string, error: string])[] = [
  [{ cpus: 0.2 }, '/app(0)/cpus', 'may not change resource requirements'],
  [{ mem: 64 }, '/app(0)/mem', 'may not change resource requirements'],
  [{ requirePorts: true }, '/app(0)/requirePorts', 'may not change resource requirements'],
  [{ portDefinitions: [{ port: 80 }] }, '/app(0)', 'may not change host ports'],
  [persistent({ size: 20 }), '/app(0)', 'Persistent volumes can not be changed!'],
  [{ container: undefined, unreachableStrategy: {} }, '/app(0)', 'Persistent volumes can not be changed!'],
];

describe('an app with a local persistent volume', (it) => {
  for (const [change, path, error] of unchangeable) {
    it(`keeps what is reserved for it: ${JSON.stringify(change)}`, async (context) => {
      const { put, marathon } = await simulate(context);
      await put('/shop/a', { ...persistent({}) });
      const reply = await marathon('PUT', '/v2/apps//shop/a?partialUpdate=false', { ...persistent({}), ...change });
      assert.is(reply.status, 422, reply.text);
      assert.match(reply.json.details.find((one) => one.path === path)?.errors.join() ?? '', error);
    });
  }

  it('may change everything else', async (context) => {
    const { put } = await simulate(context);
    await put('/shop/a', { ...persistent({}) });
    await put('/shop/a', { ...persistent({}), instances: 2, labels: { a: 'b' } }, 'partialUpdate=false&force=true');
  });
});
