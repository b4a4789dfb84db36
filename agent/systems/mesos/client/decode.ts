/** The masters' answers, checked and in our words. The shapes are those of Mesos 1.11's v1 operator API. */
import { jsonOf } from '../../../http.ts';
import type { Agents, LiveAgent, LiveFramework, LiveTask, MesosInfo } from '../types.ts';
import { fieldsOf, flagOf, idOf, listOf, optionalText, textOf } from './fields.ts';
import type { Fields } from './fields.ts';
import { portsOf } from './ports.ts';

/** GET_FLAGS */
export function decodeInfo(body: Buffer): MesosInfo {
  const flags = listOf(answerIn(body, 'get_flags')['flags'], 'GET_FLAGS');
  const valueOf = (name: string): string | null => optionalText(flags.find((flag) => flag['name'] === name)?.['value']);
  return { cluster: valueOf('cluster'), zookeeper: valueOf('zk')?.replace(/\/\/[^/@]*@/, '//') ?? null };
}

/** GET_FRAMEWORKS; those that are torn down are not in it. */
export function decodeFrameworks(body: Buffer): readonly LiveFramework[] {
  return listOf(answerIn(body, 'get_frameworks')['frameworks'], 'GET_FRAMEWORKS, frameworks').map(frameworkOf);
}

/** GET_TASKS, without those that have ended. `orphan_tasks`: of masters before 1.2, whose schedulers are not back after a fail-over. */
export function decodeTasks(body: Buffer): readonly LiveTask[] {
  const answer = answerIn(body, 'get_tasks');
  return ['tasks', 'unreachable_tasks', 'orphan_tasks'].flatMap((list) => listOf(answer[list], `GET_TASKS, ${list}`).map(taskOf));
}

/** GET_AGENTS */
export function decodeAgents(body: Buffer): Agents {
  const answer = answerIn(body, 'get_agents');
  const agents = listOf(answer['agents'], 'GET_AGENTS, agents').map(agentOf);
  return {
    registered: new Map(agents.map((agent) => [agent.id, agent])),
    awaited: listOf(answer['recovered_agents'], 'GET_AGENTS, recovered_agents').length,
  };
}

/** Of an answer like `{"type": "GET_TASKS", "get_tasks": {...}}` the inner part. */
function answerIn(body: Buffer, name: string): Fields {
  const place = name.toUpperCase();
  return fieldsOf(fieldsOf(jsonOf(body), place)[name], place);
}

function frameworkOf(framework: Fields): LiveFramework {
  const place = 'GET_FRAMEWORKS';
  const info = fieldsOf(framework['framework_info'], place);
  const timeout = info['failover_timeout'];
  return {
    id: idOf(info, 'id', place),
    name: textOf(info, 'name', place),
    principal: optionalText(info['principal']),
    roles: rolesOf(info),
    failoverSeconds: typeof timeout === 'number' ? timeout : 0,
    isActive: flagOf(framework, 'active', place),
    // Mesos before 1.2 does not say.
    isRecovered: framework['recovered'] === true,
    holdsResources: listOf(framework['allocated_resources'], `${place}, allocated_resources`).length > 0,
  };
}

/** Schedulers that know of several roles have `roles`, the others `role`. */
function rolesOf({ role, roles }: Fields): readonly string[] {
  if (Array.isArray(roles)) return roles.map(String);
  return [optionalText(role) ?? '*'];
}

/** A task is running as far as its agent has said so: `state` alone also changes when the agent is out of reach. */
function taskOf(task: Fields): LiveTask {
  const place = 'GET_TASKS';
  return {
    id: idOf(task, 'task_id', place),
    frameworkId: idOf(task, 'framework_id', place),
    agentId: idOf(task, 'agent_id', place),
    isRunning: textOf(task, 'state', place) === 'TASK_RUNNING',
    // Of thousands of tasks only those of schedulers are asked for theirs.
    get ports() {
      return portsOf(task);
    },
  };
}

function agentOf(agent: Fields): LiveAgent {
  const place = 'GET_AGENTS';
  const info = fieldsOf(agent['agent_info'], place);
  return {
    id: idOf(info, 'id', place),
    hostname: textOf(info, 'hostname', place),
    // `slave(1)@10.0.0.11:5051`; the hostname is for people, and may resolve to anything.
    ip: /@(\d+\.\d+\.\d+\.\d+):\d+$/.exec(textOf(agent, 'pid', place))?.[1] ?? null,
    attributes: new Map(
      listOf(info['attributes'], `${place}, attributes`).map((attribute) => [textOf(attribute, 'name', place), attributeText(attribute)]),
    ),
  };
}

function attributeText({ text, scalar }: Fields): string {
  const { value } = ((text ?? scalar) as Fields | undefined) ?? {};
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
