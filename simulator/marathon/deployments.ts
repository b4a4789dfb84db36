/** Deployments as state machines: steps one after the other, each until its actions are done; their apps are locked meanwhile. */
import { touch } from './app.ts';
import type { App } from './app.ts';
import type { AppDefinition } from './definition.ts';
import type { Runner } from './runner.ts';
import { isReached } from './strategy.ts';

export interface Action {
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
}

export class Deployments {
  readonly #running = new Map<string, Deployment>();
  readonly #locks = new Map<string, Deployment>();
  /** Apps of a step that was just begun: their changes are looked at when all actions have begun. */
  #beginning = false;

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
    if (deployment.steps.length === 0) return;
    this.#running.set(deployment.id, deployment);
    for (const app of appsOf(deployment)) {
      this.#locks.set(app.id, deployment);
      touch(app);
    }
    this.#proceed(deployment, runner);
  }

  /** Ends it where it stands: apps keep what they have. */
  cancel(deployment: Deployment): void {
    this.#running.delete(deployment.id);
    for (const app of appsOf(deployment)) {
      if (this.#locks.get(app.id) === deployment) this.#locks.delete(app.id);
      touch(app);
    }
  }

  /** The app's tasks have changed: its deployment may go on. */
  onChange(app: App, runner: Runner): void {
    const deployment = this.#locks.get(app.id);
    if (deployment !== undefined && !this.#beginning) this.#proceedIfDone(deployment, runner);
  }

  #proceed(deployment: Deployment, runner: Runner): void {
    const step = deployment.steps[deployment.current];
    if (step === undefined) return this.cancel(deployment);
    this.#beginning = true;
    for (const action of step) begin(action, runner);
    this.#beginning = false;
    this.#proceedIfDone(deployment, runner);
  }

  #proceedIfDone(deployment: Deployment, runner: Runner): void {
    const step = deployment.steps[deployment.current] ?? [];
    if (!this.#running.has(deployment.id) || !step.every(isDone)) return;
    deployment.current += 1;
    for (const app of appsOf(deployment)) touch(app);
    this.#proceed(deployment, runner);
  }
}

/** The apps a deployment locks. */
export function appsOf(deployment: Deployment): readonly App[] {
  return [...new Set(deployment.steps.flat().map(({ app }) => app))];
}

function begin({ action, app }: Action, runner: Runner): void {
  const { instances } = app.stored.definition;
  if (action === 'StopApplication') runner.pursue(app, { instances: 0, replace: false });
  if (action === 'ScaleApplication') runner.pursue(app, { instances, replace: false });
  if (action === 'RestartApplication') runner.pursue(app, { instances, replace: true });
}

function isDone({ action, app }: Action): boolean {
  return action === 'StartApplication' || isReached(app);
}
