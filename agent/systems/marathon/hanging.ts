/**
 * A deployment that can place no task runs for ever, and locks its app. The agent may cancel one that it began itself, known by the
 * id that Marathon answered: without force, so that Marathon begins another one that takes back what it changed. Pure.
 */
import type { Live } from '../../model/observed.ts';
import type { Ref } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import { hasVolume } from './normalise/context.ts';
import { deploymentWithinMs, hangClause, needsOfApp, waitClause } from './stuck.ts';
import type { Deployment, LiveApp, MarathonFacets } from './types.ts';

export interface Hang {
  readonly deployment: Deployment;
  readonly why: string;
  /** Whether the agent began it. */
  readonly isOurs: boolean;
  /** Whether it makes the app: taken back, the app goes. */
  readonly isCreate: boolean;
  /** Why only a person can cancel it; null: the agent may. */
  readonly obstacle: string | null;
}

/** The one deployment that holds the app, when it hangs and changes nothing but this app. */
export function hangOf(ref: Ref, app: LiveApp, inputs: Inputs, live: Live<MarathonFacets>): Hang | null {
  const deployment = deploymentOf(app, live);
  const why = deployment === null ? null : whyItHangs(deployment, app, inputs, live);
  if (deployment === null || why === null) return null;
  const began = inputs.memory.inventory.get(ref)?.began;
  const what = began?.id === deployment.id ? began.what : null;
  return { deployment, why, isOurs: what !== null, isCreate: what === 'create', obstacle: obstacleOf(app, what) };
}

/** Whether any task of it runs, or is about to. */
export function hasTasks({ tasks }: Pick<LiveApp, 'tasks'>): boolean {
  return tasks.running + tasks.staged > 0;
}

function deploymentOf({ id, deployments: locks }: LiveApp, { deployments }: Live<MarathonFacets>): Deployment | null {
  const [lock, ...others] = locks;
  if (lock === undefined || others.length > 0 || deployments.kind === 'unknown') return null;
  const found = deployments.value.find((deployment) => deployment.id === lock);
  const isAlone = found?.affectedApps.length === 1 && found.affectedApps[0] === id && found.affectedPods.length === 0;
  return isAlone ? found : null;
}

function whyItHangs(deployment: Deployment, app: LiveApp, { now, desired }: Inputs, { queue }: Live<MarathonFacets>): string | null {
  const queued = queue.kind === 'ok' ? queue.value.get(app.id) : undefined;
  const waits = waitClause(queued, app.instances, needsOfApp(app.definition));
  return hangClause(deployment, { queued, waits, now, withinMs: deploymentWithinMs(desired) });
}

/** What Marathon would do is in DeploymentPlanReverter: a new app is removed, any other is as it was before. */
function obstacleOf(app: LiveApp, what: 'create' | 'change' | 'rollback' | null): string | null {
  if (what === null) return 'it is not known to be one that this agent began';
  if (hasVolume(app.definition, 'persistent')) return 'what takes it back could destroy local persistent volumes';
  if (what === 'rollback') return 'it takes back another one, which would only begin again';
  return what === 'create' && hasTasks(app) ? 'it makes the app, which would be removed with the tasks that run' : null;
}
