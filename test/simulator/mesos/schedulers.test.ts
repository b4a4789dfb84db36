/** Simulated schedulers: who registers, under which id, and what becomes of their tasks and volumes. */
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import type { SimulatorOptions } from '../../../simulator/simulator.ts';
import { send, simulate } from '../simulated.ts';
import type { Simulated } from '../simulated.ts';
import { ELASTICSEARCH } from './schedulers.ts';

interface Listed {
  readonly active: boolean;
  readonly framework_info: { readonly id: { readonly value: string }; readonly name: string };
}

interface ListedTask {
  readonly framework_id: { readonly value: string };
  readonly agent_id: { readonly value: string };
  readonly name: string;
}

const SCALEIO = { cmd: './scaleio-scheduler', cpus: 0.2, mem: 32, instances: 1 };

async function start(context: TestContext, options: SimulatorOptions = {}): Promise<Simulated> {
  return simulate(context, { mesosMasters: 1, ...options });
}

async function ask({ sim }: Simulated, type: string): Promise<object> {
  return (await send(sim.mesos[0] ?? '', { method: 'POST', path: '/api/v1', body: { type }, headers: {} })).json;
}

async function schedulers(simulated: Simulated, name: string): Promise<readonly Listed[]> {
  const { get_frameworks } = (await ask(simulated, 'GET_FRAMEWORKS')) as { get_frameworks: { frameworks: readonly Listed[] } };
  return get_frameworks.frameworks.filter(({ framework_info }) => framework_info.name === name);
}

async function tasksOf(simulated: Simulated, { framework_info }: Listed): Promise<readonly ListedTask[]> {
  const { get_tasks } = (await ask(simulated, 'GET_TASKS')) as { get_tasks: { tasks: readonly ListedTask[] } };
  return get_tasks.tasks.filter(({ framework_id }) => framework_id.value === framework_info.id.value);
}

/** The one scheduler of this name. */
async function only(simulated: Simulated, name: string): Promise<Listed> {
  const [found, ...others] = await schedulers(simulated, name);
  if (found === undefined || others.length > 0) throw new Error(`There are ${others.length + Number(found !== undefined)} ${name}.`);
  return found;
}

async function put(simulated: Simulated, app: object): Promise<void> {
  await simulated.put('/scheduler', app);
  simulated.sim.advance(60_000);
}

describe('a simulated scheduler', (it) => {
  it('registers when its app starts, and runs a task on each of three hosts', async (context) => {
    const simulated = await start(context);
    assert.equal(await schedulers(simulated, 'elasticsearch'), []);
    await put(simulated, ELASTICSEARCH);
    const tasks = await tasksOf(simulated, await only(simulated, 'elasticsearch'));
    assert.is(new Set(tasks.map(({ agent_id }) => agent_id.value)).size, 3);
    assert.is((await only(simulated, 'marathon')).active, true);
  });

  it('keeps its id and its tasks over a restart, or forgets both', async (context) => {
    for (const forgetfulSchedulers of [[], ['elasticsearch']]) {
      const simulated = await start(context, { forgetfulSchedulers });
      await put(simulated, ELASTICSEARCH);
      const before = await only(simulated, 'elasticsearch');
      await put(simulated, { ...ELASTICSEARCH, mem: 600, upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } });
      const all = await schedulers(simulated, 'elasticsearch');
      assert.equal(
        all.map(({ active }) => active),
        forgetfulSchedulers.length === 0 ? [true] : [false, true],
      );
      assert.is((await tasksOf(simulated, before)).length, 3);
    }
  });

  it('is torn down with its tasks when it is away for longer than it asked for', async (context) => {
    const simulated = await start(context);
    await put(simulated, { ...ELASTICSEARCH, args: [...ELASTICSEARCH.args, '--frameworkFailoverTimeout', '3600'] });
    await put(simulated, { ...ELASTICSEARCH, instances: 0 });
    const away = await only(simulated, 'elasticsearch');
    assert.equal([away.active, (await tasksOf(simulated, away)).length], [false, 3]);
    simulated.sim.advance(3_600_000);
    assert.equal(await schedulers(simulated, 'elasticsearch'), []);
    assert.equal(await tasksOf(simulated, away), []);
  });

  it('without a failover timeout is gone with its app', async (context) => {
    const simulated = await start(context);
    await put(simulated, SCALEIO);
    assert.is((await tasksOf(simulated, await only(simulated, 'ScaleIO Framework'))).length, 3);
    await put(simulated, { ...SCALEIO, instances: 0 });
    assert.equal(await schedulers(simulated, 'ScaleIO Framework'), []);
  });

  it('starts elsewhere what ran on a host that died', async (context) => {
    const simulated = await start(context, { agents: 4 });
    await put(simulated, ELASTICSEARCH);
    const { sim } = simulated;
    const found = await only(simulated, 'elasticsearch');
    const [scheduler] = sim.world().apps[0]?.hosts ?? [];
    const agents = (await tasksOf(simulated, found)).map(({ agent_id }) => Number(agent_id.value.replace(/.*-S/, '')));
    const victim = agents.map((index) => sim.hosts[index]).find((host) => host !== scheduler) ?? '';
    sim.killHost(victim);
    sim.advance(60_000);
    assert.is((await tasksOf(simulated, found)).length, 3);
  });
});
