/** Deployments as state machines: steps one after the other, each until its actions are done; their apps are locked meanwhile. */
import { isPod, touch } from './app.ts';
import type { App } from './app.ts';
import type { AppDefinition } from './definition.ts';
import type { Events } from './events.ts';
import type { Runner } from './runner.ts';
import type { JsonObject } from './shape.ts';
import { isReached } from './strategy.ts';

export interface Action {
  /** Of pods, StartPod and so on are shown. */
  readonly action: 'StartApplication' | 'ScaleApplication' | 'RestartApplication' | 'StopApplication';
  readonly app: App;
}

export interface Deployment {
  readonly id: string;
  readonly version: string;
  readonly steps: readonly (readonly Action[])[];
  /** What the affected apps were before, null for new ones: where a rollback goes. */
  readonly before: ReadonlyMap<string, AppDefinition | null>;
  /** Index of the step under way. */
  current: number;
  /** Index of an action of that step that was not done when it was last looked at. */
  awaited: number;
}

export class Deployments {
  readonly #events: Events;
  readonly #running = new Map<string, Deployment>();
  readonly #locks = new Map<string, Deployment>();
  /** Apps of a step that was just begun: their changes are looked at when all actions have begun. */
  #beginning = false;

  constructor(events: Events) {
    this.#events = events;
  }

  get count(): number {
    return this.#running.size;
  }

  list(): readonly Deployment[] {
    return [...this.#running.values()];
  }

  find(id: string): Deployment | undefined {
    return this.#running.get(id);
  }

  lockOf(appId: string): Deployment | undefined {
    return this.#locks.get(appId);
  }

  start(deployment: Deployment, runner: Runner): void {
    if (deployment.steps.length === 0) return this.#tell('deployment_success', deployment, { id: deployment.id });
    this.#running.set(deployment.id, deployment);
    for (const app of appsOf(deployment)) {
      this.#locks.set(app.id, deployment);
      touch(app);
    }
    this.#proceed(deployment, runner);
  }

  /** Ends it where it stands: apps keep what they have. */
  cancel(deployment: Deployment): void {
    this.#end(deployment);
    this.#tell('deployment_failed', deployment, { id: deployment.id, reason: 'The upgrade has been cancelled' });
  }

  /** The app's tasks have changed: its deployment may go on. */
  onChange(app: App, runner: Runner): void {
    const deployment = this.#locks.get(app.id);
    if (deployment !== undefined && !this.#beginning) this.#proceedIfDone(deployment, runner);
  }

  #proceed(deployment: Deployment, runner: Runner): void {
    const step = deployment.steps[deployment.current];
    if (step === undefined) {
      this.#end(deployment);
      return this.#tell('deployment_success', deployment, { id: deployment.id });
    }
    this.#tell('deployment_info', deployment, { currentStep: stepInfo(step) });
    this.#beginning = true;
    for (const action of step) begin(action, runner);
    this.#beginning = false;
    this.#proceedIfDone(deployment, runner);
  }

  #proceedIfDone(deployment: Deployment, runner: Runner): void {
    const step = deployment.steps[deployment.current] ?? [];
    if (!this.#running.has(deployment.id) || !isOver(step, deployment)) return;
    this.#tell('deployment_step_success', deployment, { currentStep: stepInfo(step) });
    deployment.current += 1;
    deployment.awaited = 0;
    for (const app of appsOf(deployment)) touch(app);
    this.#proceed(deployment, runner);
  }

  #end(deployment: Deployment): void {
    this.#running.delete(deployment.id);
    for (const app of appsOf(deployment)) {
      if (this.#locks.get(app.id) === deployment) this.#locks.delete(app.id);
      touch(app);
    }
  }

  #tell(eventType: string, { id, version, steps }: Deployment, fields: JsonObject): void {
    this.#events.publish({ eventType, ...fields, plan: { id, version, steps: steps.map(stepInfo) } });
  }
}

/** The apps and pods a deployment locks. */
export function appsOf(deployment: Deployment): readonly App[] {
  return [...new Set(deployment.steps.flat().map(({ app }) => app))];
}

/** What /v2/deployments says of it. */
export function deploymentInfo(deployment: Deployment): JsonObject {
  const current = deployment.steps[deployment.current] ?? [];
  const affected = appsOf(deployment);
  return {
    id: deployment.id,
    version: deployment.version,
    affectedApps: affected.filter((app) => !isPod(app)).map(({ id }) => id),
    affectedPods: affected.filter(isPod).map(({ id }) => id),
    steps: deployment.steps.map(stepInfo),
    currentActions: current.map((action) => ({ ...actionInfo(action), readinessCheckResults: [] })),
    currentStep: deployment.current + 1,
    totalSteps: deployment.steps.length,
  };
}

/** One of the steps of a plan. */
export function stepInfo(step: readonly Action[]): JsonObject {
  return { actions: step.map(actionInfo) };
}

function actionInfo({ action, app }: Action): JsonObject {
  return isPod(app) ? { action: action.replace('Application', 'Pod'), pod: app.id } : { action, app: app.id };
}

function begin({ action, app }: Action, runner: Runner): void {
  const { instances } = app.stored.definition;
  if (action === 'StopApplication') runner.pursue(app, { instances: 0, replace: false });
  if (action === 'ScaleApplication') runner.pursue(app, { instances, replace: false });
  if (action === 'RestartApplication') runner.pursue(app, { instances, replace: true });
}

/** Looks first where it had to wait: with ten thousand apps in a step, looking at all of them each time would take minutes. */
function isOver(step: readonly Action[], deployment: Deployment): boolean {
  for (let looked = 0; looked < step.length; looked += 1) {
    const action = step[deployment.awaited];
    if (action !== undefined && !isDone(action)) return false;
    deployment.awaited = (deployment.awaited + 1) % step.length;
  }
  return true;
}

function isDone({ action, app }: Action): boolean {
  return action === 'StartApplication' || isReached(app);
}
