/** The steps of a deployment (core/deployment/DeploymentPlan.scala). */
import { difference } from './app.ts';
import type { App } from './app.ts';
import type { AppDefinition } from './definition.ts';
import type { Action } from './deployments.ts';

/** One app of an update: `before` null when it is new, `after` null when it goes. */
export interface Transition {
  readonly app: App;
  readonly before: AppDefinition | null;
  readonly after: AppDefinition | null;
}

/** Stop what goes, start what is new at nothing, then scale and restart layer by layer, dependencies first. */
export function planSteps(transitions: readonly Transition[]): readonly (readonly Action[])[] {
  const stop = transitions.filter(({ after }) => after === null).map(({ app }) => ({ action: 'StopApplication', app }) as const);
  const start = transitions.filter(({ before }) => before === null).map(({ app }) => ({ action: 'StartApplication', app }) as const);
  const layers = layersOf(transitions).map((layer) => layer.flatMap(actionFor));
  return [stop, start, ...layers].filter((step) => step.length > 0);
}

function actionFor({ app, before, after }: Transition): readonly Action[] {
  if (after === null) return [];
  const change = before === null ? 'scale' : difference(before, after);
  if (change === 'none') return [];
  return [{ action: change === 'scale' || after.instances === 0 ? 'ScaleApplication' : 'RestartApplication', app }];
}

function layersOf(transitions: readonly Transition[]): readonly (readonly Transition[])[] {
  const byId = new Map(transitions.map((transition) => [transition.app.id, transition]));
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    // A circle is refused before a plan is made; 0 here only ends the recursion.
    depths.set(id, 0);
    const needed = (byId.get(id)?.after?.dependencies ?? []).filter((dependency) => byId.has(dependency));
    const depth = Math.max(-1, ...needed.map(depthOf)) + 1;
    depths.set(id, depth);
    return depth;
  };
  const layers: Transition[][] = [];
  for (const transition of transitions) (layers[depthOf(transition.app.id)] ??= []).push(transition);
  return Array.from(layers, (layer) => layer ?? []);
}
