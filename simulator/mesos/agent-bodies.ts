/** GET_AGENTS, as test/fixtures/wire/mesos has it. */
import type { Host } from '../service.ts';
import { REGION } from '../world.ts';
import { allocated, nanoseconds, portRanges, scalar } from './resources.ts';
import type { Body } from './resources.ts';
import { agentId, allRunning } from './state.ts';
import type { MesosState } from './state.ts';

const VERSION = '1.11.0';
const AGENT_PORT = 5051;
const TASK_PORTS = { begin: 31_000, end: 32_000 };
const DISK_MIB = 100_000;

export function agentsBody(state: MesosState): Body {
  const awaited = state.awaited();
  const agents = state.world.hosts.filter((host) => host.alive && !awaited.includes(host)).map((host) => agentBody(host, state));
  const recovered = awaited.map((host) => agentInfo(host, state));
  return { type: 'GET_AGENTS', get_agents: { agents, recovered_agents: recovered } };
}

function agentInfo(host: Host, state: MesosState): Body {
  return {
    hostname: host.name,
    port: AGENT_PORT,
    resources: resourcesOf(host),
    attributes: [{ name: 'zone', type: 'TEXT', text: { value: host.zone } }],
    id: { value: agentId(host, state) },
    domain: { fault_domain: { region: { name: REGION }, zone: { name: host.zone } } },
    checkpoint: true,
  };
}

function resourcesOf({ cpus, memMiB }: Host): readonly Body[] {
  return [scalar('cpus', cpus), scalar('mem', memMiB), scalar('disk', DISK_MIB), portRanges([TASK_PORTS])];
}

function agentBody(host: Host, state: MesosState): Body {
  const own = allRunning(state).filter((running) => running.host === host);
  return {
    agent_info: agentInfo(host, state),
    active: true,
    deactivated: false,
    version: VERSION,
    pid: `slave(1)@${host.ip}:${AGENT_PORT}`,
    registered_time: nanoseconds(state.startedMs),
    total_resources: resourcesOf(host).map((resource) => ({ ...resource, role: '*' })),
    allocated_resources: allocated(own),
    capabilities: [{ type: 'MULTI_ROLE' }, { type: 'AGENT_DRAINING' }],
  };
}
