import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { startSimulator } from '../../../simulator/simulator.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, owning, planned } from './inputs.ts';
import { LONG_MS, Stage } from './stage.ts';
import type { Simulator } from './stage.ts';

const base: AppSpec = { cmd: 'sleep 1000', cpus: 0.1, mem: 32, instances: 2 };
const docker: AppSpec = { ...base, container: { docker: { image: 'nginx' } }, networks: [{ mode: 'container/bridge' }] };
const volumes = (name: string): NonNullable<AppSpec['container']> => ({
  type: 'MESOS',
  volumes: [{ containerPath: 'data', mode: 'RW', external: { name, provider: 'dvdi', options: { 'dvdi/driver': 'rexray' } } }],
});

/** Each settable field by itself, over `base`. */
const fields: readonly AppSpec[] = [
  { cpus: 0.2 },
  { mem: 64 },
  { disk: 10 },
  { user: 'nobody' },
  { env: { A: '1' } },
  { labels: { team: 'shop' } },
  { constraints: [['hostname', 'UNIQUE']] },
  { acceptedResourceRoles: ['*'] },
  { backoffSeconds: 5 },
  { backoffFactor: 2 },
  { maxLaunchDelaySeconds: 60 },
  { executor: '//cmd' },
  { fetch: [{ uri: 'https://example.com/a.tgz' }] },
  {
    healthChecks: [
      { protocol: 'TCP', delaySeconds: 3 },
      { protocol: 'COMMAND', command: { value: 'true' } },
    ],
  },
  { check: { exec: { command: { shell: 'true' } } } },
  { readinessChecks: [{ portName: 'default' }] },
  {
    portDefinitions: [
      { port: 0, name: 'http' },
      { port: 0, protocol: 'udp' },
    ],
  },
  { portDefinitions: [] },
  { portDefinitions: [{ port: 31_900 }], requirePorts: true },
  { killSelection: 'OLDEST_FIRST' },
  { taskKillGracePeriodSeconds: 20 },
  { upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0.5 } },
  { unreachableStrategy: { inactiveAfterSeconds: 60, expungeAfterSeconds: 120 } },
  { unreachableStrategy: 'disabled' },
  { tty: true },
  { resourceLimits: { cpus: 'unlimited', mem: 64 } },
  { dependencies: ['other'] },
  { container: { docker: { image: 'nginx' } } },
  { networks: [{ mode: 'container/bridge' }] },
];

const shapes: readonly { readonly name: string; readonly spec: AppSpec }[] = [
  { name: 'the least app', spec: { cmd: 'sleep 1' } },
  {
    name: 'a bridge container',
    spec: { ...docker, container: { docker: { image: 'nginx' }, portMappings: [{ containerPort: 80, labels: { a: 'b' } }] } },
  },
  {
    name: 'a container on a named network',
    spec: { ...base, networks: [{ mode: 'container', name: 'overlay' }], container: { type: 'MESOS' } },
  },
  { name: 'an external volume', spec: { ...base, instances: 0, container: volumes('one') } },
  {
    name: 'a local persistent volume',
    spec: {
      ...base,
      role: 'shape',
      container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 8 } }] },
    },
  },
  {
    name: 'several health checks and constraints',
    spec: {
      ...base,
      constraints: [
        ['zone', 'GROUP_BY'],
        ['hostname', 'UNIQUE'],
      ],
      healthChecks: [{ path: '/b' }, { path: '/a' }],
    },
  },
];

describe('Marathon against the simulator', (it) => {
  let sim: Simulator;
  let stage: Stage;
  it.before(async () => {
    sim = await startSimulator();
    stage = new Stage(sim);
    await stage.settle('/t/other', base);
    await stage.settle('/t/app', base);
  });
  it.after(() => sim.close());

  for (const [index, { name, spec }] of shapes.entries()) {
    it(`creates ${name}, and then has nothing left to do (invariant 4)`, async () => {
      const change = await stage.settle(`/shape/a${index}`, spec);
      assert.is(change.op, 'create');
      assert.is(await stage.plan(`/shape/a${index}`, spec), undefined);
    });
  }

  for (const field of fields) {
    it(`sees ${JSON.stringify(field)} come and go`, async () => {
      for (const spec of [{ ...base, ...field }, base]) {
        const change = await stage.settle('/t/app', spec);
        assert.equal([change.op, change.class], ['restart', 'disruptive']);
        assert.is(await stage.plan('/t/app', spec), undefined);
      }
    });
  }

  it('scales without a restart', async () => {
    await stage.settle('/scaled', base);
    const change = await stage.settle('/scaled', { ...base, instances: 3 });
    assert.equal([change.op, change.class, change.effects], ['scale', 'additive', ['scales 2 -> 3']]);
    assert.is(await stage.plan('/scaled', { ...base, instances: 3 }), undefined);
  });

  it('scales without a restart, too, when another epoch of writers does', async () => {
    await stage.settle('/epochs', base);
    const tasks = async (): Promise<readonly string[]> => {
      const answer = (await stage.get('/v2/apps/epochs/tasks')) as { readonly tasks: readonly { readonly id: string }[] };
      return answer.tasks.map(({ id }) => id).toSorted();
    };
    const before = await tasks();
    const change = await stage.plan('/epochs', { ...base, instances: 3 });
    if (change === undefined) throw new Error('Nothing is planned.');
    await stage.system.write(change, { ...stage.ctx, mark: 'prod/8' });
    sim.advance(LONG_MS);
    const after = await tasks();
    assert.is(after.length, 3);
    assert.ok(before.every((id) => after.includes(id)));
  });

  it('marks what it writes, and then has nothing left to do', async () => {
    await stage.settle('/marked', base);
    const live = await stage.system.read(stage.ctx, NOTHING_SOUGHT);
    const desired = desiredOf([appDoc('/marked', base)]);
    const { marks } = stage.system.health(inputsOf(desired), live);
    assert.equal(
      marks?.filter(({ backendId }) => backendId === '/marked'),
      [{ ref: 'App//marked', backendId: '/marked', cluster: 'prod', epoch: 7 }],
    );
    assert.equal(diffApps(inputsOf(desired), live), []);
  });

  it('deletes what was taken out of git, if the cluster says so', async () => {
    await stage.settle('/pruned', base);
    const live = await stage.system.read(stage.ctx, NOTHING_SOUGHT);
    const [change] = diffApps(
      inputsOf(desiredOf([], [], { sync: { mode: 'apply', prune: ['App'] } }), { memory: owning('/pruned') }),
      live,
    ).map(planned);
    if (change === undefined) throw new Error('Nothing is planned.');
    assert.equal([change.id, change.markedBy], ['remove App//pruned', 'prod']);
    assert.is((await stage.system.write(change, stage.ctx)).kind, 'applied');
    assert.is(sim.ledger().at(-1)?.effect, 'destroyed');
  });

  it('takes an app that is being deployed for locked, and says by what', async () => {
    await stage.settle('/locked', base);
    const first = await stage.plan('/locked', { ...base, cpus: 0.3 });
    if (first === undefined) throw new Error('Nothing is planned.');
    await stage.system.write(first, stage.ctx);
    const second = await stage.plan('/locked', { ...base, cpus: 0.4 });
    if (second === undefined) throw new Error('Nothing is planned.');
    const written = await stage.system.write(second, stage.ctx);
    assert.match(written.kind === 'waiting' ? written.why : '', /^locked by deployment [0-9a-f-]{36}$/);
  });

  it('deletes what is declared absent', async () => {
    await stage.settle('/gone', base);
    const change = await stage.settle('/gone', base, 'absent');
    assert.equal([change.op, change.class], ['delete', 'disruptive']);
    assert.is(await stage.plan('/gone', base, 'absent'), undefined);
  });

  it('passes on what Marathon says of an impossible app', async () => {
    const change = await stage.plan('/bad', { ...base, instances: 2, container: volumes('two') });
    if (change === undefined) throw new Error('Nothing is planned.');
    const error = await rejects(() => stage.system.write(change, stage.ctx), 'marathon/rejected');
    assert.match(error.message, /Number of instances is limited to 1/);
  });

  it('makes exactly one call per change, which does something, by the ledger (invariant 3)', async () => {
    const before = sim.ledger().length;
    await stage.settle('/counted', base);
    await stage.settle('/counted', { ...base, mem: 64 });
    await stage.settle('/counted', base, 'absent');
    const made = sim
      .ledger()
      .slice(before)
      .filter(({ system, call }) => system === 'marathon' && !call.startsWith('GET'));
    assert.equal(
      made.map(({ call, id, effect }) => [call, id, effect]),
      [
        ['PUT /v2/apps/counted', '/counted', 'created'],
        ['PUT /v2/apps/counted', '/counted', 'changed'],
        ['DELETE /v2/apps/counted', '/counted', 'destroyed'],
      ],
    );
  });
});
