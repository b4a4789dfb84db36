/** GET_TASKS, as test/fixtures/wire/mesos has it. */
import { nanoseconds, portRanges, scalar } from './resources.ts';
import type { Body } from './resources.ts';
import type { Running } from './running.ts';
import { agentId, allRunning } from './state.ts';
import type { MesosState } from './state.ts';

export function tasksBody(state: MesosState): Body {
  const running = allRunning(state).filter(({ host }) => !state.awaited().includes(host));
  const listed = (isLost: boolean): readonly Body[] =>
    running.filter(({ state: now }) => (now === 'TASK_UNREACHABLE') === isLost).map((one) => taskBody(one, state));
  return { type: 'GET_TASKS', get_tasks: { tasks: listed(false), unreachable_tasks: listed(true), completed_tasks: [] } };
}

function taskBody(running: Running, state: MesosState): Body {
  const { id, name, frameworkId, host, cpus, memMiB, ports, role } = running;
  const resources = [scalar('cpus', cpus), scalar('mem', memMiB), ...ports.map((port) => portRanges([{ begin: port, end: port }]))];
  return {
    name,
    task_id: { value: id },
    framework_id: { value: frameworkId },
    agent_id: { value: agentId(host, state) },
    state: running.state,
    resources: resources.map((resource) => ({ ...resource, allocation_info: { role } })),
    statuses: [statusBody(running, state)],
    status_update_state: running.state === 'TASK_UNREACHABLE' ? 'TASK_RUNNING' : running.state,
    status_update_uuid: uuidOf(id),
    ...(ports.length === 0 ? {} : { discovery: discoveryBody(name, ports) }),
  };
}

function statusBody({ id, host, state: now, sinceMs }: Running, state: MesosState): Body {
  const common = { task_id: { value: id }, state: now, agent_id: { value: agentId(host, state) }, timestamp: sinceMs / 1000 };
  if (now !== 'TASK_UNREACHABLE') return { ...common, source: 'SOURCE_EXECUTOR', executor_id: { value: id }, uuid: uuidOf(id) };
  const why = { message: 'health check timed out', source: 'SOURCE_MASTER', reason: 'REASON_AGENT_REMOVED' };
  return { ...common, ...why, unreachable_time: nanoseconds(sinceMs) };
}

function uuidOf(id: string): string {
  return Buffer.from(id).subarray(-16).toString('base64');
}

function discoveryBody(name: string, ports: readonly number[]): Body {
  const all = ports.map((number, index) => ({ number, name: index === 0 ? 'http' : `port${index}`, protocol: 'tcp' }));
  return { visibility: 'FRAMEWORK', name, ports: { ports: all } };
}
