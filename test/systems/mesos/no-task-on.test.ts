/** When nothing runs on a host, so that its volumes may be taken from it. */
import type { Precondition } from '../../../agent/model/change.ts';
import { taskOn } from '../../../agent/systems/mesos/no-task-on.ts';
import { mesosSystem } from '../../../agent/systems/mesos/system.ts';
import type { LiveTask } from '../../../agent/systems/mesos/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { agent, agents, task } from './made.ts';
import { httpCtx, LEADING, startMaster } from './masters.ts';

const LOST = { ips: ['10.0.0.11', '10.1.0.11'] };
const other = agent({ id: 'S2', hostname: 'node2', ip: '10.0.0.12' });

function about(args: Precondition['args'] = LOST): Precondition {
  return { system: 'mesos', check: 'no-task-on', backendId: '10.0.0.11', ...(args === undefined ? {} : { args }) };
}

function why(tasks: readonly LiveTask[], args: Precondition['args'] = LOST, known = agents(0, agent(), other)): string | null {
  return taskOn(about(args), tasks, known);
}

describe('a host', (it) => {
  it('is out of use while all tasks are on others', () => {
    assert.is(why([]), null);
    assert.is(why([task({ agentId: 'S2' })]), null);
  });

  it('is in use while a task is there, running or not', () => {
    assert.is(why([task()]), 'task es_1 runs there');
    assert.is(why([task({ isRunning: false })]), 'task es_1 runs there');
  });

  it('is out of use for all that is known of a task that is out of reach', () => assert.is(why([task({ agentId: 'away' })]), null));

  it('is not known while Mesos does not know its agents', () => {
    assert.match(why([], LOST, agents(1, agent())) ?? '', /^Mesos still waits for 1 agents/);
    assert.is(why([], LOST, agents(0, agent({ ip: null }))), 'Mesos knows its agent node1 by no address');
    assert.is(why([], {}), 'it is not said which host is meant');
  });

  it('is asked for where Mesos is', async (test) => {
    const master = await startMaster(test, LEADING);
    const system = mesosSystem({ masters: [master.url] }, []);
    const there = { ips: ['127.0.0.12'] };
    const away = { ips: ['127.0.0.99'] };
    assert.is((await system.check(about(away), httpCtx())).kind, 'holds');
    assert.is((await system.check(about(there), httpCtx())).kind, 'fails');
  });
});
