/** How the declared pods are, and whose marks the live ones carry. Pure. */
import type { PlumblineError } from '../../../errors.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Finding, Live, Mark, Readiness, SystemHealth } from '../../../model/observed.ts';
import { nameOn, refOf } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import { podSpecOf } from '../diff/pod-forms.ts';
import { podDifferences } from '../diff/pods.ts';
import { notKept, remedyOf } from '../effects/not-kept.ts';
import { POD_EFFECTS } from '../effects/pod.ts';
import { markOf } from '../mark.ts';
import { isJsonObject, isList } from '../normalise/equal.ts';
import { deploymentWithinMs, overdueClause, waitClause } from '../stuck.ts';
import type { Needs } from '../stuck.ts';
import type { JsonObject, LivePod, MarathonFacets } from '../types.ts';

/** Readiness of every pod declared for the Marathon named `on`; of one declared absent, ready means gone. */
export function podHealth(inputs: Inputs, live: Live<MarathonFacets>, on: string | null): SystemHealth {
  const docs = [...inputs.desired.docs.Pod.values()].filter((doc) => doc.on === on);
  const pods = live.pods.kind === 'ok' ? live.pods.value : null;
  const there = docs.filter(({ name }) => pods?.has(name) ?? false);
  return {
    ready: new Map(docs.map((doc) => [doc.ref, readinessOf(doc, inputs, live)])),
    findings: docs.flatMap((doc) => findingsOf(doc, inputs, live)),
    gauges: [],
    ids: new Map(there.map(({ ref, name }) => [ref, name])),
    marks: pods === null ? null : [...pods.values()].flatMap((pod) => marksOn(pod, on)),
    existing: pods?.size ?? null,
  };
}

function marksOn(pod: LivePod, on: string | null): readonly Mark[] {
  const mark = markOf(pod);
  return mark === null ? [] : [{ ref: refOf('Pod', nameOn(on, pod.id)), backendId: pod.id, ...mark }];
}

function readinessOf({ name, state }: Doc<'Pod'>, inputs: Inputs, live: Live<MarathonFacets>): Readiness {
  if (live.pods.kind === 'unknown') return live.pods;
  const hidden = hiddenOf(name, live);
  if (hidden !== null) return { kind: 'unknown', error: hidden };
  const pod = live.pods.value.get(name);
  if (state === 'absent') return pod === undefined ? { kind: 'ready' } : { kind: 'progressing', why: 'it is still to be deleted' };
  return pod === undefined ? { kind: 'absent' } : readinessOfPod(pod, inputs, live);
}

/** Why nobody can say whether it is there; null: somebody can. */
function hiddenOf(id: string, { hidden }: Live<MarathonFacets>): PlumblineError | null {
  return hidden.kind === 'unknown' ? hidden.error : (hidden.value.get(id) ?? null);
}

/** Ready is stable, in all instances, and free. */
function readinessOfPod(pod: LivePod, { desired, now }: Inputs, live: Live<MarathonFacets>): Readiness {
  const deployments = live.deployments.kind === 'ok' ? live.deployments.value : [];
  const running = deployments.find(({ affectedPods }) => affectedPods.includes(pod.id));
  const queued = live.queue.kind === 'ok' ? live.queue.value.get(pod.id) : undefined;
  const why = waitClause(queued, pod.instances, needsOfPod(pod.definition)) ?? shortfallOf(pod);
  if (running === undefined) return why === null ? { kind: 'ready' } : { kind: 'degraded', why };
  const overdue = overdueClause(running, now, deploymentWithinMs(desired));
  const begin = `deployment ${running.id} is running, step ${running.currentStep} of ${running.totalSteps}`;
  const clauses = [begin, overdue, why].filter((clause) => clause !== null);
  return { kind: overdue === null ? 'progressing' : 'degraded', why: clauses.join('; ') };
}

function shortfallOf({ stable, instances }: LivePod): string | null {
  if (stable === null) return 'its status is not told';
  return stable === instances ? null : `${stable} of ${instances} instances are stable`;
}

/** What all containers of one instance ask for together. */
function needsOfPod(pod: JsonObject): Needs {
  const resources = objectsIn(pod['containers']).map((container) => objectOf(container['resources']));
  const exact = (field: string): number =>
    resources.reduce((total, each) => total + (typeof each[field] === 'number' ? each[field] : 0), 0);
  // Mesos counts thousandths; 0.1 and 0.2 are a little more than 0.3 to a computer.
  const sum = (field: string): number => Math.round(exact(field) * 1000) / 1000;
  const constraints = objectsIn(objectOf(objectOf(pod['scheduling'])['placement'])['constraints']);
  return {
    cpus: sum('cpus'),
    memMiB: sum('mem'),
    diskMiB: sum('disk'),
    gpus: sum('gpus'),
    constraints: constraints.map(({ fieldName, operator, value }) =>
      [fieldName, operator, value].filter((part) => typeof part === 'string').join(' '),
    ),
  };
}

function objectsIn(value: JsonObject[string] | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isJsonObject) : [];
}

function objectOf(value: JsonObject[string] | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function findingsOf(doc: Doc<'Pod'>, inputs: Inputs, live: Live<MarathonFacets>): readonly Finding[] {
  if (doc.state === 'absent' || live.info.kind === 'unknown') return [];
  const { version, profile } = live.info.value;
  const pod = live.pods.kind === 'ok' ? live.pods.value.get(doc.name) : undefined;
  const fixed = pod === undefined ? [] : podDifferences(doc, pod, live.info.value, inputs.ignored(doc.ref)).fixed;
  const lost = notKept(POD_EFFECTS, podSpecOf(doc), profile);
  const common = { ref: doc.ref, causedBy: null, recheckAt: null };
  return [
    ...(lost.length === 0
      ? []
      : [
          {
            ...common,
            code: 'FieldNotKept',
            why: `Marathon ${version} does not have ${lost.join(', ')}: neither sent nor compared`,
            remedy: remedyOf(POD_EFFECTS, lost, profile),
          },
        ]),
    ...(fixed.length === 0
      ? []
      : [
          {
            ...common,
            code: 'FieldCannotChange',
            why: `Marathon refuses to change ${fixed.map(({ path }) => path).join(', ')} of a pod with persistent volumes, so it stays as it is`,
            remedy: 'Put it back in the file, or declare a new pod and move the data.',
          },
        ]),
  ];
}
