/** Frameworks, tasks and agents for the tests of systems/mesos, each plain; a test says only what matters to it. */
import { instant } from '../../../agent/clock.ts';
import type { Doc } from '../../../agent/model/desired.ts';
import type { FrameworkSpec } from '../../../agent/model/kinds.gen.ts';
import type { Live } from '../../../agent/model/observed.ts';
import { ok } from '../../../agent/model/observed.ts';
import type { Inputs } from '../../../agent/model/system.ts';
import type { Agents, LiveAgent, LiveFramework, LiveTask, MesosFacets } from '../../../agent/systems/mesos/types.ts';
import { desired, memory, NOTHING_SAID } from '../../helpers/builders.ts';

export const NOW = instant(Date.parse('2026-11-21T14:00:00Z'));

export function framework(over: Partial<LiveFramework> = {}): LiveFramework {
  return {
    id: 'F-1',
    name: 'es',
    principal: null,
    roles: ['*'],
    failoverSeconds: 0,
    isActive: true,
    isRecovered: false,
    holdsResources: true,
    ...over,
  };
}

export function task(over: Partial<LiveTask> = {}): LiveTask {
  return { id: 'es_1', frameworkId: 'F-1', agentId: 'S1', isRunning: true, ports: [], ...over };
}

export function agent(over: Partial<LiveAgent> = {}): LiveAgent {
  return { id: 'S1', hostname: 'node1', ip: '10.0.0.11', attributes: new Map(), ...over };
}

export function agents(awaited = 0, ...all: readonly LiveAgent[]): Agents {
  return { registered: new Map((all.length > 0 ? all : [agent()]).map((one) => [one.id, one])), awaited };
}

export function live(over: Partial<MesosFacets> = {}): Live<MesosFacets> {
  const facets: MesosFacets = {
    info: { cluster: 'prod', zookeeper: 'zk://zk1:2181/mesos' },
    frameworks: [framework()],
    tasks: [task()],
    agents: agents(),
    probes: new Map(),
    ...over,
  };
  return Object.fromEntries(Object.entries(facets).map(([facet, value]) => [facet, ok(value, NOW)])) as unknown as Live<MesosFacets>;
}

export function frameworkDoc(spec: Partial<FrameworkSpec> = {}, state: 'present' | 'absent' = 'present'): Doc<'Framework'> {
  return {
    ...NOTHING_SAID,
    ref: 'Framework/es',
    kind: 'Framework',
    name: 'es',
    state,
    spec: { app: '/es', registration: { name: 'es' }, ...spec },
    specDigest: 'd',
    links: ['App//es'],
    origin: { file: 'es.yaml', blob: 'b', index: 0 },
  };
}

export function inputsOf(...docs: readonly Doc<'Framework'>[]): Inputs {
  const all = desired();
  const declared = { ...all, docs: { ...all.docs, Framework: new Map(docs.map((doc) => [doc.name, doc])) } };
  return { desired: declared, accepted: null, memory: memory(), grants: [], secretTexts: new Map(), ignored: () => [], now: NOW };
}
