/** How the declared apps are, and whose marks the live ones carry. Pure. */
import type { Doc } from '../../model/desired.ts';
import type { SystemHealth, Live, Mark, Readiness } from '../../model/observed.ts';
import type { Ref } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import { markOf } from './mark.ts';
import { isList } from './normalise/rules.ts';
import type { Deployment, LiveApp, MarathonFacets } from './types.ts';

/** Readiness of every declared app; of one declared absent, ready means gone. */
export function appHealth(inputs: Inputs, live: Live<MarathonFacets>): SystemHealth {
  const docs = [...inputs.desired.docs.App.values()];
  const apps = live.apps.kind === 'ok' ? live.apps.value : null;
  return {
    ready: new Map(docs.map((doc) => [doc.ref, readinessOf(doc, live)])),
    findings: [],
    gauges: [],
    ids: idsOf(docs, apps),
    marks: marksOf(apps),
    existing: apps?.size ?? null,
  };
}

function idsOf(docs: readonly Doc<'App'>[], apps: ReadonlyMap<string, LiveApp> | null): ReadonlyMap<Ref, string> {
  const there = docs.filter(({ name }) => apps?.has(name) ?? false);
  return new Map(there.map(({ ref, name }) => [ref, name]));
}

function marksOf(apps: ReadonlyMap<string, LiveApp> | null): readonly Mark[] | null {
  if (apps === null) return null;
  const marks: Mark[] = [];
  for (const app of apps?.values() ?? []) {
    const mark = markOf(app);
    if (mark !== null) marks.push({ backendId: app.id, ...mark });
  }
  return marks;
}

function readinessOf(doc: Doc<'App'>, live: Live<MarathonFacets>): Readiness {
  if (live.apps.kind === 'unknown') return live.apps;
  const app = live.apps.value.get(doc.name);
  if (doc.state === 'absent') return app === undefined ? { kind: 'ready' } : { kind: 'progressing', why: 'it is still to be deleted' };
  if (app === undefined) return { kind: 'absent' };
  const deployments = live.deployments.kind === 'ok' ? live.deployments.value : [];
  return readinessOfApp(app, deployments);
}

function readinessOfApp(app: LiveApp, deployments: readonly Deployment[]): Readiness {
  const shortfall = shortfallOf(app);
  const [running] = app.deployments;
  if (running !== undefined) {
    const step = stepOf(deployments.find(({ id }) => id === running));
    return { kind: 'progressing', why: [`deployment ${running} is running${step}`, shortfall].filter((part) => part !== null).join('; ') };
  }
  return shortfall === null ? { kind: 'ready' } : { kind: 'degraded', why: shortfall };
}

function stepOf(deployment: Deployment | undefined): string {
  return deployment === undefined ? '' : `, step ${deployment.currentStep} of ${deployment.totalSteps}`;
}

/** What keeps the app from being whole; null when all its tasks run, and are healthy where it has health checks. */
function shortfallOf({ instances, tasks, definition }: LiveApp): string | null {
  if (tasks.running !== instances) return `${tasks.running} of ${instances} tasks run`;
  const healthChecks = definition['healthChecks'];
  const isChecked = isList(healthChecks) && healthChecks.length > 0;
  return isChecked && tasks.healthy !== instances ? `${tasks.healthy} of ${instances} tasks are healthy` : null;
}
