/** The steps of a deployment (core/deployment/DeploymentPlan.scala). */
import { difference } from './app.ts';
import type { App, Difference } from './app.ts';
import type { AppDefinition } from './definition.ts';
import type { Action } from './deployments.ts';
import { around, isIn } from './group-tree.ts';
import type { Groups } from './group-tree.ts';

/** One app of an update: `before` null when it is new, `after` null when it goes. */
export interface Transition {
  readonly app: App;
  readonly before: AppDefinition | null;
  readonly after: AppDefinition | null;
  /** Every task is replaced even where nothing differs. */
  readonly isRestart: boolean;
}

/** What the transition means for the tasks. */
export function changeOf({ before, after, isRestart }: Transition): Difference {
  if (before === null || after === null) return 'config';
  return isRestart ? 'config' : difference(before, after);
}

/** Stop what goes, start what is new at nothing, then scale and restart layer by layer, dependencies first. */
export function planSteps(transitions: readonly Transition[], groups: Groups): readonly (readonly Action[])[] {
  const stop = transitions.filter(({ after }) => after === null).map(({ app }) => ({ action: 'StopApplication', app }) as const);
  const start = transitions.filter(({ before }) => before === null).map(({ app }) => ({ action: 'StartApplication', app }) as const);
  const layers = layersOf(transitions, groups).map((layer) => layer.flatMap(actionFor));
  return [stop, start, ...layers].filter((step) => step.length > 0);
}

function actionFor(transition: Transition): readonly Action[] {
  const { app, before, after } = transition;
  if (after === null) return [];
  const change = before === null ? 'scale' : changeOf(transition);
  if (change === 'none') return [];
  return [{ action: change === 'scale' || after.instances === 0 ? 'ScaleApplication' : 'RestartApplication', app }];
}

function layersOf(transitions: readonly Transition[], groups: Groups): readonly (readonly Transition[])[] {
  const byId = new Map(transitions.map((transition) => [transition.app.id, transition]));
  const depths = new Map<string, number>();
  const neededBy = (id: string): readonly string[] => {
    const own = byId.get(id)?.after?.dependencies ?? [];
    const inherited = around(id).flatMap((group) => groups.get(group)?.dependencies ?? []);
    return [...own, ...inherited].flatMap((dependency) => (byId.has(dependency) ? [dependency] : membersOf(dependency, byId.keys())));
  };
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    // A circle is refused before a plan is made; 0 here only ends the recursion.
    depths.set(id, 0);
    const depth = Math.max(-1, ...neededBy(id).map(depthOf)) + 1;
    depths.set(id, depth);
    return depth;
  };
  const layers: Transition[][] = [];
  for (const transition of transitions) (layers[depthOf(transition.app.id)] ??= []).push(transition);
  return Array.from(layers, (layer) => layer ?? []);
}

/** A group that something depends on stands for everything in it. */
function membersOf(group: string, ids: Iterable<string>): readonly string[] {
  return [...ids].filter((id) => isIn(id, group));
}
