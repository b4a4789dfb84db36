/** How the declared Frameworks are, as Mesos and their schedulers tell. Pure. */
import type { Desired, Doc } from '../../../model/desired.ts';
import type { Live, Readiness, SystemHealth } from '../../../model/observed.ts';
import { nameOn } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import type { MesosFacets } from '../types.ts';
import { findingsOf } from './findings.ts';
import { readinessOf } from './readiness.ts';
import type { Seen } from './readiness.ts';

/**
 * Readiness of every declared Framework. None is remembered by an id: what is declared is how things shall be, not a thing of
 * the agent's.
 */
export function frameworkHealth({ desired }: Inputs, live: Live<MesosFacets>): SystemHealth {
  const docs = [...desired.docs.Framework.values()];
  const seen = seenIn(live);
  return {
    ready: new Map(docs.map((doc) => [doc.ref, healthOf(doc, seen, isStopped(desired, doc))])),
    findings: 'frameworks' in seen ? docs.flatMap((doc) => findingsOf(doc, seen)) : [],
    gauges: [],
    ids: new Map(),
    marks: [],
    existing: 0,
  };
}

type Unread = Extract<Readiness, { readonly kind: 'unknown' }>;

function seenIn({ frameworks, tasks, agents, probes }: Live<MesosFacets>): Seen | Unread {
  if (frameworks.kind === 'unknown') return frameworks;
  if (tasks.kind === 'unknown') return tasks;
  if (agents.kind === 'unknown') return agents;
  if (probes.kind === 'unknown') return probes;
  return { frameworks: frameworks.value, tasks: tasks.value, agents: agents.value, probes: probes.value };
}

function healthOf(doc: Doc<'Framework'>, seen: Seen | Unread, stopped: boolean): Readiness {
  if (doc.state === 'absent') return { kind: 'ready' };
  return 'frameworks' in seen ? readinessOf(doc, seen, stopped) : seen;
}

function isStopped({ docs }: Desired, { on, spec }: Doc<'Framework'>): boolean {
  return docs.App.get(nameOn(on, spec.app))?.spec.instances === 0;
}
