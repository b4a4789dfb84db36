/** Rules between apps and pods, checked when a change is about to be made (state/Group.scala, RootGroup.scala). */
import type { AppDefinition } from './definition.ts';
import { around } from './group-tree.ts';
import type { Groups } from './group-tree.ts';
import type { Detail } from './shape.ts';
import type { Store } from './store.ts';
import type { Update } from './updates.ts';
import { checkVolumeOwners } from './validate-external.ts';
import { checkResidentPodUpdate } from './validate-pod-update.ts';
import { checkResidentUpdate } from './validate-resident.ts';

/** What there would be after the updates. */
interface Future {
  get(id: string): AppDefinition | undefined;
  all(): Iterable<AppDefinition>;
}

export function checkRoot(updates: readonly Update[], store: Store, groups: Groups): readonly Detail[] {
  const future = futureOf(updates, store);
  return updates.flatMap(({ id, definition }) => {
    if (definition === null) return [];
    const before = store.find(id)?.stored.definition;
    return [
      ...(before === undefined ? checkPlace(id, future, groups) : checkUpdate(before, definition)),
      ...checkVolumeOwners(definition, future.all()),
      ...checkDependencies(definition, future),
    ];
  });
}

/** Nothing is copied: with ten thousand apps each single update would copy them all. */
function futureOf(updates: readonly Update[], store: Store): Future {
  const updated = new Map(updates.map(({ id, definition }) => [id, definition]));
  return {
    get: (id) => (updated.has(id) ? (updated.get(id) ?? undefined) : store.find(id)?.stored.definition),
    *all() {
      for (const app of store.everything()) if (!updated.has(app.id)) yield app.stored.definition;
      for (const definition of updated.values()) if (definition !== null) yield definition;
    },
  };
}

function checkUpdate(before: AppDefinition, after: AppDefinition): readonly Detail[] {
  if (before.pod === undefined && after.pod === undefined) return checkResidentUpdate(before, after);
  if (before.pod === undefined || after.pod === undefined) {
    return [{ path: '/', errors: ['Applications and Pods may not share the same id.'] }];
  }
  return checkResidentPodUpdate(before.pod, after.pod);
}

/** A group and an app may not share an id. */
function checkPlace(id: string, future: Future, groups: Groups): readonly Detail[] {
  if (groups.get(id) === undefined && !around(id).some((group) => future.get(group) !== undefined)) return [];
  return [{ path: '/', errors: ['Groups and Applications may not have the same identifier.'] }];
}

function checkDependencies(app: AppDefinition, future: Future): readonly Detail[] {
  const seen = new Set<string>();
  const queue = [...(app.dependencies ?? [])];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === app.id) return [{ path: '/', errors: ['Dependency graph has cyclic dependencies.'] }];
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(future.get(id)?.dependencies ?? []));
  }
  return [];
}
