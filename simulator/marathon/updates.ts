/** Changes of the root group, one at a time, in Marathon's order (core/group/impl/GroupManagerImpl.scala). */
import type { Random } from '../random.ts';
import { newApp, touch } from './app.ts';
import type { App, Stored, Task, Version } from './app.ts';
import type { AppDefinition } from './definition.ts';
import { appsOf } from './deployments.ts';
import type { Events } from './events.ts';
import type { Groups } from './group-tree.ts';
import type { Action, Deployment, Deployments } from './deployments.ts';
import { changeOf, planSteps } from './plan.ts';
import type { Transition } from './plan.ts';
import { assignPorts, servicePorts } from './ports.ts';
import { invalid, locked, portsExhausted, tooManyDeployments } from './refusal.ts';
import type { Runner } from './runner.ts';
import type { Store } from './store.ts';
import { checkRoot } from './validate-root.ts';

export interface Update {
  readonly id: string;
  /** Filled and valid in itself; null removes the app. */
  readonly definition: AppDefinition | null;
  /** All its tasks are to be replaced, whether or not anything differs. */
  readonly isRestart?: boolean;
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
  readonly events: Events;
  readonly ids: Random;
  /** --max_running_deployments */
  readonly maxRunning: number;
}

export class Updates {
  readonly #options: UpdatesOptions;

  constructor(options: UpdatesOptions) {
    this.#options = options;
  }

  /** Makes the change as one deployment, or throws a Refusal and changes nothing. `groups`: what there shall be of them. */
  apply(updates: readonly Update[], force: boolean, groups = this.#options.store.groups): Accepted {
    const { store, deployments, runner, ids, maxRunning, events } = this.#options;
    if (!force && deployments.count >= maxRunning) throw tooManyDeployments(maxRunning);
    const assigned = this.#assignPorts(updates);
    this.#validate(assigned, groups);
    const version = store.nextVersion();
    const transitions = assigned.flatMap((update) => transitionOf(update, store.find(update.id), version));
    const steps = planSteps(transitions, groups);
    this.#unlock(steps, force);
    store.groups = groups;
    const before = new Map(transitions.map((one) => [one.app.id, one.before]));
    for (const transition of transitions) this.#store(transition, version);
    const deployment: Deployment = { id: ids.uuid(), version, steps, before, current: 0, awaited: 0 };
    events.publish({ eventType: 'group_change_success', groupId: groupOf(updates), version });
    deployments.start(deployment, runner);
    return { deploymentId: deployment.id, version, isNoop: steps.length === 0 };
  }

  /** The steps there would be. */
  preview(updates: readonly Update[], groups: Groups): readonly (readonly Action[])[] {
    const { store } = this.#options;
    return planSteps(
      updates.flatMap((update) => transitionOf(update, store.find(update.id), store.version)),
      groups,
    );
  }

  /** Kills tasks; what the app lacks then is launched again. */
  kill(app: App, tasks: readonly Task[]): void {
    this.#options.runner.kill(app, tasks);
  }

  /** Ends a deployment; what it began stays, and its apps go on towards their own number of tasks. */
  cancel(deployment: Deployment): void {
    const { deployments, runner, store } = this.#options;
    deployments.cancel(deployment);
    for (const app of appsOf(deployment)) {
      if (store.find(app.id) === app) runner.pursue(app, { instances: app.stored.definition.instances, replace: false });
    }
  }

  /** Ends a deployment and goes back to what was before, as a new deployment. */
  rollBack(deployment: Deployment): Accepted {
    const updates = [...deployment.before].map(([id, definition]) => ({ id, definition }));
    this.#options.deployments.cancel(deployment);
    return this.apply(updates, true);
  }

  #assignPorts(updates: readonly Update[]): readonly Update[] {
    // A copy only where one update must know of another's ports: there may be ten thousand of them.
    const { ports } = this.#options.store;
    const others = new Set(updates.length === 1 ? [] : ports);
    const taken = updates.length === 1 ? ports : others;
    return updates.map(({ id, definition, ...how }) => {
      if (definition === null) return { id, definition };
      const assigned = assignPorts(definition, this.#options.store.find(id)?.stored.definition ?? null, taken);
      if (assigned === null) throw portsExhausted();
      for (const port of servicePorts(assigned)) others.add(port);
      return { id, definition: assigned, ...how };
    });
  }

  #validate(updates: readonly Update[], groups: Groups): void {
    const mistakes = checkRoot(updates, this.#options.store, groups);
    if (mistakes.length > 0) throw invalid(mistakes);
  }

  #unlock(steps: readonly (readonly Action[])[], force: boolean): void {
    const held = new Set(steps.flat().flatMap(({ app }) => this.#options.deployments.lockOf(app.id) ?? []));
    if (held.size > 0 && !force) throw locked([...held].map(({ id }) => id));
    for (const deployment of held) this.#options.deployments.cancel(deployment);
  }

  #store(transition: Transition, version: Version): void {
    const { store } = this.#options;
    const { app, before, after } = transition;
    if (after === null) return store.remove(app);
    if (before === null) return store.add(app);
    if (changeOf(transition) !== 'none') return store.update(app, nextStored(app.stored, transition, after, version));
    // Only what deploys nothing, such as executorResources, can differ here.
    app.stored = { ...app.stored, definition: after };
    touch(app);
  }
}

/** The group around the app, the root where there are several. */
function groupOf([first, ...others]: readonly Update[]): string {
  const end = first === undefined || others.length > 0 ? 0 : first.id.lastIndexOf('/');
  return end === 0 ? '/' : (first?.id.slice(0, end) ?? '/');
}

function transitionOf({ id, definition, isRestart = false }: Update, app: App | undefined, version: Version): readonly Transition[] {
  if (app !== undefined) return [{ app, before: app.stored.definition, after: definition, isRestart }];
  if (definition === null) return [];
  const versionInfo = { lastScalingAt: version, lastConfigChangeAt: version };
  return [{ app: newApp({ definition: { ...definition, id }, version, versionInfo }), before: null, after: definition, isRestart }];
}

/** A change of configuration renews all three times, scaling keeps the configuration's, a restart that of scaling. */
function nextStored({ versionInfo }: Stored, transition: Transition, definition: AppDefinition, version: Version): Stored {
  const lastConfigChangeAt = changeOf(transition) === 'config' ? version : versionInfo.lastConfigChangeAt;
  const lastScalingAt = transition.isRestart ? versionInfo.lastScalingAt : version;
  return { definition, version, versionInfo: { lastScalingAt, lastConfigChangeAt } };
}
