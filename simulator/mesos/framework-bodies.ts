/** GET_FLAGS and GET_FRAMEWORKS, as test/fixtures/wire/mesos has them. */
import type { Marathon } from '../marathon/marathon.ts';
import type { Framework } from './framework.ts';
import { allocated, nanoseconds } from './resources.ts';
import type { Body } from './resources.ts';
import { marathonRunning, schedulerRunning } from './running.ts';
import type { MesosState } from './state.ts';

export function flagsBody(): Body {
  const flags = { cluster: 'sim', hostname: 'master1.sim', quorum: '2', zk: 'zk://127.0.0.1:2181/mesos' };
  return { type: 'GET_FLAGS', get_flags: { flags: Object.entries(flags).map(([name, value]) => ({ name, value })) } };
}

export function frameworksBody(state: MesosState): Body {
  const frameworks = [...state.marathons.map((marathon) => marathonBody(marathon, state)), ...state.frameworks().map(frameworkBody)];
  return { type: 'GET_FRAMEWORKS', get_frameworks: { frameworks, completed_frameworks: [] } };
}

function marathonBody(marathon: Marathon, { startedMs }: MesosState): Body {
  const info = {
    user: 'root',
    name: marathon.system.replace(':', '-'),
    id: { value: marathon.frameworkId },
    failover_timeout: 604_800,
    checkpoint: true,
    roles: ['*'],
    hostname: 'master1.sim',
    principal: 'marathon',
    webui_url: 'http://master1.sim:8080',
    capabilities: CAPABILITIES,
  };
  return {
    framework_info: info,
    ...registration({ isActive: true, isRecovered: false, registeredMs: startedMs, reregisteredMs: startedMs }),
    allocated_resources: allocated(marathonRunning(marathon)),
    offer_constraints: {},
  };
}

const CAPABILITIES = [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }];

function frameworkBody(framework: Framework): Body {
  const { id, scheduler, runsAs, isRecovered } = framework;
  const info = {
    user: 'root',
    name: scheduler.name,
    id: { value: id },
    ...(scheduler.failoverSeconds === 0 ? {} : { failover_timeout: scheduler.failoverSeconds }),
    checkpoint: scheduler.keepsId,
    roles: [scheduler.role],
    hostname: runsAs?.host.name ?? 'master1.sim',
    ...(scheduler.principal === '' ? {} : { principal: scheduler.principal }),
    capabilities: CAPABILITIES,
  };
  const isActive = runsAs !== null && !isRecovered;
  return {
    framework_info: info,
    ...registration({ ...framework, isActive }),
    allocated_resources: allocated(schedulerRunning(framework)),
    offer_constraints: {},
  };
}

interface Registration {
  readonly isActive: boolean;
  readonly isRecovered: boolean;
  readonly registeredMs: number;
  readonly reregisteredMs: number;
}

/** One that is only known by its tasks has no times. */
function registration({ isActive, isRecovered, registeredMs, reregisteredMs }: Registration): Body {
  const times = { registered_time: nanoseconds(registeredMs), reregistered_time: nanoseconds(reregisteredMs) };
  return { active: isActive, connected: isActive, recovered: isRecovered, ...(isRecovered ? {} : times) };
}
