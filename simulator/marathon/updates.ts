/** Changes of the root group, one at a time, in Marathon's order (core/group/impl/GroupManagerImpl.scala). */
import type { Random } from '../random.ts';
import { difference, newApp, touch } from './app.ts';
import type { App, Stored, Version } from './app.ts';
import type { AppDefinition } from './definition.ts';
import { appsOf } from './deployments.ts';
import type { Action, Deployment, Deployments } from './deployments.ts';
import { planSteps } from './plan.ts';
import type { Transition } from './plan.ts';
import { assignPorts } from './ports.ts';
import { invalid, locked, portsExhausted, tooManyDeployments } from './refusal.ts';
import type { Runner } from './runner.ts';
import type { Store } from './store.ts';
import { checkRoot } from './validate-root.ts';

export interface Update {
  readonly id: string;
  /** Filled and valid in itself; null removes the app. */
  readonly definition: AppDefinition | null;
}

export interface Accepted {
  readonly deploymentId: string;
  readonly version: Version;
  /** Whether there is anything to deploy; a no-op locks nothing and is over at once. */
  readonly isNoop: boolean;
}

export interface UpdatesOptions {
  readonly store: Store;
  readonly deployments: Deployments;
  readonly runner: Runner;
  readonly ids: Random;
  /** --max_running_deployments */
  readonly maxRunning: number;
}

export class Updates {
  readonly #options: UpdatesOptions;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Makes the change as one deployment, or throws a Refusal and changes nothing. */
  apply(updates: readonly Update[], force: boolean): Accepted {
    const { store, deployments, runner, ids, maxRunning } = this.#options;
    if (!force && deployments.count >= maxRunning) throw tooManyDeployments(maxRunning);
    const assigned = this.#assignPorts(updates);
    this.#validate(assigned);
    const version = store.nextVersion();
    const transitions = assigned.flatMap((update) => transitionOf(update, store.get(update.id), version));
    const steps = planSteps(transitions);
    this.#unlock(steps, force);
    const before = new Map(transitions.map((one) => [one.app.id, one.before]));
    for (const transition of transitions) this.#store(transition, version);
    const deployment: Deployment = { id: ids.uuid(), version, steps, before, current: 0 };
    deployments.start(deployment, runner);
    return { deploymentId: deployment.id, version, isNoop: steps.length === 0 };
  }

  /** Ends a deployment; what it began stays, and its apps go on towards their own number of tasks. */
  cancel(deployment: Deployment): void {
    const { deployments, runner, store } = this.#options;
    deployments.cancel(deployment);
    for (const app of appsOf(deployment)) {
      if (store.get(app.id) === app) runner.pursue(app, { instances: app.stored.definition.instances, replace: false });
    }
  }

  /** Ends a deployment and goes back to what was before, as a new deployment. */
  rollBack(deployment: Deployment): Accepted {
    const updates = [...deployment.before].map(([id, definition]) => ({ id, definition }));
    this.#options.deployments.cancel(deployment);
    return this.apply(updates, true);
  }

  #assignPorts(updates: readonly Update[]): readonly Update[] {
    const taken = new Set(this.#options.store.ports);
    return updates.map(({ id, definition }) => {
      if (definition === null) return { id, definition };
      const assigned = assignPorts(definition, this.#options.store.get(id)?.stored.definition ?? null, taken);
      if (assigned === null) throw portsExhausted();
      return { id, definition: assigned };
    });
  }

  #validate(updates: readonly Update[]): void {
    const mistakes = checkRoot(updates, this.#options.store);
    if (mistakes.length > 0) throw invalid(mistakes);
  }

  #unlock(steps: readonly (readonly Action[])[], force: boolean): void {
    const held = new Set(steps.flat().flatMap(({ app }) => this.#options.deployments.lockOf(app.id) ?? []));
    if (held.size > 0 && !force) throw locked([...held].map(({ id }) => id));
    for (const deployment of held) this.#options.deployments.cancel(deployment);
  }

  #store({ app, before, after }: Transition, version: Version): void {
    const { store } = this.#options;
    if (after === null) return store.remove(app);
    if (before === null) return store.add(app);
    const change = difference(before, after);
    if (change !== 'none') return store.update(app, nextStored(app.stored, after, version));
    // Only what deploys nothing, such as executorResources, can differ here.
    app.stored = { ...app.stored, definition: after };
    touch(app);
  }
}

function transitionOf({ id, definition }: Update, app: App | undefined, version: Version): readonly Transition[] {
  if (app !== undefined) return [{ app, before: app.stored.definition, after: definition }];
  if (definition === null) return [];
  const versionInfo = { lastScalingAt: version, lastConfigChangeAt: version };
  return [{ app: newApp({ definition: { ...definition, id }, version, versionInfo }), before: null, after: definition }];
}

/** A change of configuration renews all three times, scaling keeps the configuration's. */
function nextStored(stored: Stored, definition: AppDefinition, version: Version): Stored {
  const isConfig = difference(stored.definition, definition) === 'config';
  const lastConfigChangeAt = isConfig ? version : stored.versionInfo.lastConfigChangeAt;
  return { definition, version, versionInfo: { lastScalingAt: version, lastConfigChangeAt } };
}
