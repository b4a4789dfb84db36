/** How the declared apps are, and whose marks the live ones carry. Pure. */
import type { PlumblineError } from '../../../errors.ts';
import type { Desired, Doc } from '../../../model/desired.ts';
import { overlaid } from '../../../model/joined.ts';
import type { Finding, SystemHealth, Live, Mark, Readiness } from '../../../model/observed.ts';
import { nameOn, refOf } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import { markOf } from '../mark.ts';
import { isList } from '../normalise/equal.ts';
import { deploymentWithinMs, needsOfApp, overdueClause, waitClause } from '../stuck.ts';
import type { Deployment, LiveApp, MarathonFacets } from '../types.ts';
import { fieldFindings } from './fields.ts';
import { hangFindings } from './hangs.ts';

/** Readiness of every app declared for the Marathon named `on`; of one declared absent, ready means gone. */
export function appHealth(inputs: Inputs, live: Live<MarathonFacets>, on: string | null = null): SystemHealth {
  const apps = live.apps.kind === 'ok' ? live.apps.value : null;
  const unready = new Map<Ref, Readiness>();
  const gone = new Set<Ref>();
  const findings: Finding[] = [];
  // Nearly all of thousands are there, ready, and nothing is to be said of them.
  for (const doc of inputs.desired.docs.App.values()) {
    if (doc.on !== on) continue;
    const app = apps?.get(doc.name);
    const readiness = readinessOf(doc, app, inputs, live);
    if (readiness !== READY) unready.set(doc.ref, readiness);
    if (app === undefined) gone.add(doc.ref);
    findings.push(...secretFindings(doc, inputs), ...fieldFindings(doc, app, inputs, live), ...hangFindings(doc, app, inputs, live));
  }
  const all = allReady(inputs.desired, on);
  const [ready, ids] = [overlaid(all.ready, unready), without(all.ids, gone)];
  return { ready, findings, gauges: [], ids, marks: marksOf(apps, on), existing: apps?.size ?? null };
}

function without(ids: ReadonlyMap<Ref, string>, gone: ReadonlySet<Ref>): ReadonlyMap<Ref, string> {
  return gone.size === 0 ? ids : new Map([...ids].filter(([ref]) => !gone.has(ref)));
}

interface AllReady {
  readonly ready: ReadonlyMap<Ref, Readiness>;
  readonly ids: ReadonlyMap<Ref, string>;
}

const allOf = new WeakMap<Desired, Map<string | null, AllReady>>();

/** What is said of the declared apps when each is there and ready: made once for what is declared. */
function allReady(desired: Desired, on: string | null): AllReady {
  const known = allOf.get(desired) ?? new Map<string | null, AllReady>();
  allOf.set(desired, known);
  const before = known.get(on);
  if (before !== undefined) return before;
  const docs = [...desired.docs.App.values()].filter((doc) => doc.on === on);
  const all = { ready: new Map(docs.map(({ ref }) => [ref, READY])), ids: new Map(docs.map(({ ref, name }) => [ref, name])) };
  known.set(on, all);
  return all;
}

function marksOf(apps: ReadonlyMap<string, LiveApp> | null, on: string | null): readonly Mark[] | null {
  if (apps === null) return null;
  const marks: Mark[] = [];
  for (const app of apps.values()) {
    const mark = markOf(app);
    if (mark !== null) marks.push({ ref: refOf('App', nameOn(on, app.id)), backendId: app.id, cluster: mark.cluster, epoch: mark.epoch });
  }
  return marks;
}

const READY: Readiness = { kind: 'ready' };

function readinessOf(doc: Doc<'App'>, app: LiveApp | undefined, inputs: Inputs, live: Live<MarathonFacets>): Readiness {
  if (live.apps.kind === 'unknown') return live.apps;
  const hidden = hiddenOf(doc.name, live);
  if (hidden !== null) return { kind: 'unknown', error: hidden };
  if (doc.state === 'absent') return app === undefined ? READY : { kind: 'progressing', why: 'it is still to be deleted' };
  const [unread] = unreadSecrets(doc, inputs);
  // Nobody can tell whether it is as declared.
  if (unread !== undefined) return { kind: 'unknown', error: unread.error };
  if (app === undefined) return { kind: 'absent' };
  return readinessOfApp(app, inputs, live);
}

/** Why nobody can say whether it is there; null: somebody can. */
function hiddenOf(id: string, { hidden }: Live<MarathonFacets>): PlumblineError | null {
  return hidden.kind === 'unknown' ? hidden.error : (hidden.value.get(id) ?? null);
}

interface UnreadSecret {
  readonly name: string;
  readonly error: PlumblineError;
}

const NO_SECRETS: readonly UnreadSecret[] = [];

/** What is declared absent needs none. */
function unreadSecrets({ state, secrets }: Doc<'App'>, { secretTexts }: Inputs): readonly UnreadSecret[] {
  if (state === 'absent' || secrets.length === 0) return NO_SECRETS;
  return secrets.flatMap((name) => {
    const text = secretTexts.get(name);
    if (text === undefined) throw new TypeError(`the secret ${name} was never read`);
    return text.kind === 'unknown' ? [{ name, error: text.error }] : [];
  });
}

const NO_FINDINGS: readonly Finding[] = [];

function secretFindings(doc: Doc<'App'>, inputs: Inputs): readonly Finding[] {
  if (doc.secrets.length === 0) return NO_FINDINGS;
  return unreadSecrets(doc, inputs).map(({ name, error }) => ({
    ref: doc.ref,
    code: 'SecretUnreadable',
    why: `nothing is done to it without its secret ${name}: ${error.message.replace(/\.$/, '')}`,
    remedy: error.code.help,
    causedBy: null,
    recheckAt: null,
  }));
}

/** Ready is running, healthy and free. Of deployments and the queue that were not read, less is said. */
function readinessOfApp(app: LiveApp, { now, desired }: Inputs, { deployments, queue }: Live<MarathonFacets>): Readiness {
  const shortfall = shortfallOf(app);
  const [running] = app.deployments;
  if (running === undefined && shortfall === null) return READY;
  const queued = queue.kind === 'ok' ? queue.value.get(app.id) : undefined;
  const waits = waitClause(queued, app.instances, needsOfApp(app.definition));
  if (running === undefined) return { kind: 'degraded', why: joined(shortfall, waits) };
  const deployment = deployments.kind === 'ok' ? deployments.value.find(({ id }) => id === running) : undefined;
  const overdue = deployment === undefined ? null : overdueClause(deployment, now, deploymentWithinMs(desired));
  const begin = `deployment ${running} is running${stepOf(deployment)}`;
  return { kind: overdue === null ? 'progressing' : 'degraded', why: joined(begin, overdue, waits ?? shortfall) };
}

function joined(...clauses: readonly (string | null)[]): string {
  return clauses.filter((clause) => clause !== null).join('; ');
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
