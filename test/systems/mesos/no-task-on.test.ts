/** When nothing runs on a host, so that its volumes may be taken from it. */
import type { Precondition } from '../../../agent/model/change.ts';
import { taskOn } from '../../../agent/systems/mesos/no-task-on.ts';
import { mesosSystem } from '../../../agent/systems/mesos/system.ts';
import type { LiveTask } from '../../../agent/systems/mesos/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { agent, agents, task } from './made.ts';
import { httpCtx, LEADING, startMaster } from './masters.ts';

const STOPPED = { ips: ['10.0.0.11', '10.1.0.11'], machine: 'stopped' };
const UNSEEN = { ...STOPPED, machine: 'unseen' };
const other = agent({ id: 'S2', hostname: 'node2', ip: '10.0.0.12' });

function about(args: Precondition['args'] = STOPPED): Precondition {
  return { system: 'mesos', check: 'no-task-on', backendId: '10.0.0.11', ...(args === undefined ? {} : { args }) };
}

function why(tasks: readonly LiveTask[], args: Precondition['args'] = STOPPED, known = agents(0, agent(), other)): string | null {
  return taskOn(about(args), tasks, known);
}

describe('a host', (it) => {
  it('is out of use while all tasks are on others', () => {
    assert.is(why([]), null);
    assert.is(why([task({ agentId: 'S2' })]), null);
    assert.is(why([task({ agentId: 'S2' })], UNSEEN), null);
  });

  it('is in use while a task is there, running or not', () => {
    assert.is(why([task()]), 'task es_1 runs there');
    assert.is(why([task({ isRunning: false })]), 'task es_1 runs there');
  });

  it('may be in use while a task is out of reach, unless the machine is stopped', () => {
    assert.is(why([task({ agentId: 'away' })], UNSEEN), 'task es_1 is out of reach, and may run there');
    assert.is(why([task({ agentId: 'away' })]), null);
  });

  it('is not known while Mesos does not know its agents', () => {
    assert.match(why([], STOPPED, agents(1, agent())) ?? '', /^Mesos still waits for 1 agents/);
    assert.is(why([], STOPPED, agents(0, agent({ ip: null }))), 'Mesos knows its agent node1 by no address');
    assert.is(why([], { machine: 'stopped' }), 'it is not said which host is meant');
  });

  it('is asked for where Mesos is', async (test) => {
    const master = await startMaster(test, LEADING);
    const system = mesosSystem({ masters: [master.url] }, []);
    const there = { ips: ['127.0.0.12'], machine: 'unseen' };
    const away = { ips: ['127.0.0.99'], machine: 'unseen' };
    assert.is((await system.check(about(away), httpCtx())).kind, 'holds');
    assert.is((await system.check(about(there), httpCtx())).kind, 'fails');
  });
});
