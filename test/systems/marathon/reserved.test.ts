/** Apps with local persistent volumes: what is reserved for them stays, whatever is declared, and all else follows. */
import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import { startSimulator } from '../../../simulator/simulator.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf } from './inputs.ts';
import { Stage } from './stage.ts';
import type { Simulator } from './stage.ts';

type Volumes = NonNullable<NonNullable<AppSpec['container']>['volumes']>;

const DATA = { containerPath: 'data', mode: 'RW', persistent: { size: 8 } } as const;
const LOG = { containerPath: 'log', mode: 'RW', persistent: { size: 4 } } as const;
const HOST = { containerPath: '/etc/x', mode: 'RO', hostPath: '/etc/x' } as const;
const mounting = (...volumes: Volumes) => ({ container: { type: 'MESOS', volumes } }) as const satisfies AppSpec;
const base: AppSpec = { cmd: 'sleep 1000', cpus: 0.1, mem: 32, role: 'shop', ...mounting(DATA, LOG), portDefinitions: [{ port: 9000 }] };

interface Row {
  readonly name: string;
  /** Over `base`. */
  readonly declared: AppSpec;
  /** What the condition names. */
  readonly kept: readonly string[];
  /** What is changed, besides. */
  readonly changed: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'other amounts', declared: { cpus: 0.2, mem: 64, disk: 1 }, kept: ['cpus', 'disk', 'mem'], changed: [] },
  {
    name: 'another size',
    declared: mounting({ ...DATA, persistent: { size: 9 } }, LOG),
    kept: ['container.volumes[0].persistent.size'],
    changed: [],
  },
  {
    name: 'another place',
    declared: mounting({ ...DATA, containerPath: 'd' }, LOG),
    kept: ['container.volumes[0].containerPath'],
    changed: [],
  },
  { name: 'one volume less', declared: mounting(DATA), kept: ['container.volumes'], changed: [] },
  { name: 'one volume more', declared: mounting(DATA, LOG, { ...LOG, containerPath: 'x' }), kept: ['container.volumes'], changed: [] },
  {
    name: 'another order',
    declared: mounting(LOG, DATA),
    kept: [],
    changed: [
      'container.volumes[0].containerPath',
      'container.volumes[0].persistent.size',
      'container.volumes[1].containerPath',
      'container.volumes[1].persistent.size',
    ],
  },
  { name: 'a folder beside them', declared: mounting(DATA, HOST, LOG), kept: [], changed: ['container.volumes'] },
  { name: 'a folder in the place of one', declared: mounting(DATA, HOST), kept: ['container.volumes'], changed: ['container.volumes'] },
  {
    name: 'no such volume any more',
    declared: {
      ...mounting(HOST),
      unreachableStrategy: { inactiveAfterSeconds: 1, expungeAfterSeconds: 2 },
      acceptedResourceRoles: ['shop'],
    },
    kept: [
      'acceptedResourceRoles',
      'container.volumes',
      'unreachableStrategy',
      'upgradeStrategy.maximumOverCapacity',
      'upgradeStrategy.minimumHealthCapacity',
    ],
    changed: ['container.volumes'],
  },
  {
    name: 'another port of the host',
    declared: { portDefinitions: [{ port: 9001, name: 'web' }] },
    kept: ['portDefinitions[0].port'],
    changed: ['portDefinitions[0].name'],
  },
  { name: 'one port more', declared: { portDefinitions: [{ port: 9000 }, { port: 9001 }] }, kept: ['portDefinitions'], changed: [] },
  { name: 'ports that are taken', declared: { requirePorts: true }, kept: ['requirePorts'], changed: [] },
];

function without(spec: AppSpec, ...names: readonly (keyof AppSpec)[]): AppSpec {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => !names.includes(name as keyof AppSpec)));
}

describe('an app with local persistent volumes', (it) => {
  let sim: Simulator;
  let stage: Stage;
  it.before(async () => {
    sim = await startSimulator();
    stage = new Stage(sim);
  });
  it.after(() => sim.close());

  const pathsOf = (fields: readonly { readonly path: string }[]): readonly string[] => fields.map(({ path }) => path);

  for (const [index, { name, declared, kept, changed }] of rows.entries()) {
    it(`keeps what is reserved: ${name}`, async () => {
      const app = `/shop/a${index}`;
      await stage.settle(app, base);
      const spec = { ...base, ...declared, env: { A: 'b' } };
      const findings = await stage.findings(app, spec);
      assert.equal(pathsOf((await stage.settle(app, spec)).fields), [...changed, 'env.A'].toSorted());
      assert.is(await stage.plan(app, spec), undefined);
      assert.equal(
        findings.map(({ code, why }) => `${code}: ${why.replace(/^.*to change (.*) of an app.*$/, '$1')}`),
        kept.length === 0 ? [] : [`FieldCannotChange: ${kept.join(', ')}`],
      );
    });
  }

  it('keeps the whole container where none is declared any more', async () => {
    await stage.settle('/shop/bare', base);
    const spec = { ...without(base, 'container'), env: { A: 'b' } };
    assert.equal(pathsOf((await stage.settle('/shop/bare', spec)).fields), ['env.A']);
  });

  it('is not made of one that runs without', async () => {
    await stage.settle('/shop/plain', { ...without(base, 'container'), cpus: 0.1 });
    const spec = { ...base, cpus: 0.2 };
    assert.equal(pathsOf((await stage.settle('/shop/plain', spec)).fields), ['container', 'cpus']);
    assert.is(await stage.plan('/shop/plain', spec), undefined);
  });
});

describe('ports of the host of an app with local persistent volumes', (it) => {
  const mapped = (...hostPorts: readonly number[]): AppSpec => ({
    networks: [{ mode: 'container/bridge' }],
    container: {
      type: 'MESOS',
      docker: { image: 'x' },
      volumes: [{ ...DATA, persistent: { ...DATA.persistent, type: 'root', constraints: [] } }],
      portMappings: hostPorts.map((hostPort, index) => ({ containerPort: 80 + index, hostPort })),
    },
  });
  const live = {
    upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
    unreachableStrategy: 'disabled',
    portDefinitions: null,
  } as const;

  const judged = (declared: AppSpec, running: AppSpec): readonly unknown[] => {
    const app = JSON.parse(JSON.stringify({ ...live, ...running })) as typeof live;
    const inputs = inputsOf(desiredOf([appDoc('/a', declared)]));
    const facets = liveOf(liveApp('/a', app));
    return [diffApps(inputs, facets).flatMap(({ fields }) => fields.map(({ path }) => path)), appHealth(inputs, facets).findings.length];
  };

  for (const [name, declared, running, changed, findings] of [
    [
      'may change places',
      mapped(8001, 8000),
      mapped(8000, 8001),
      ['container.portMappings[0].hostPort', 'container.portMappings[1].hostPort'],
      0,
    ],
    ['stay one by one', mapped(8000, 8002), mapped(8000, 8001), [], 1],
    ['may be any ones more', mapped(0, 0), mapped(0), ['container.portMappings'], 0],
    ['may not be more', mapped(8000, 8001), mapped(8000), [], 1],
    ['do not go with the network', { ...mapped(), networks: [{ mode: 'host' }] }, mapped(8000), [], 1],
  ] satisfies readonly (readonly [string, AppSpec, AppSpec, readonly string[], number])[]) {
    it(name, () => assert.equal(judged(declared, running), [changed, findings]));
  }
});
