/** Rules between apps, checked when a change is about to be made. */
import type { AppDefinition } from './definition.ts';
import type { Detail } from './shape.ts';
import type { Store } from './store.ts';
import type { Update } from './updates.ts';
import { checkVolumeOwners } from './validate-external.ts';
import { checkResidentUpdate } from './validate-resident.ts';

export function checkRoot(updates: readonly Update[], store: Store): readonly Detail[] {
  const definitions = new Map<string, AppDefinition>(store.all().map((app) => [app.id, app.stored.definition]));
  for (const { id, definition } of updates) {
    if (definition === null) definitions.delete(id);
    else definitions.set(id, definition);
  }
  return updates.flatMap(({ id, definition }) => {
    if (definition === null) return [];
    const before = store.get(id)?.stored.definition;
    return [
      ...(before === undefined ? checkPlace(id, definitions.keys()) : checkResidentUpdate(before, definition)),
      ...checkVolumeOwners(definition, definitions.values()),
      ...checkDependencies(definition, definitions),
    ];
  });
}

/** A group and an app may not share an id. */
function checkPlace(id: string, ids: Iterable<string>): readonly Detail[] {
  for (const other of ids) {
    if (other.startsWith(`${id}/`) || id.startsWith(`${other}/`)) {
      return [{ path: '/', errors: ['Groups and Applications may not have the same identifier.'] }];
    }
  }
  return [];
}

function checkDependencies(app: AppDefinition, all: ReadonlyMap<string, AppDefinition>): readonly Detail[] {
  const seen = new Set<string>();
  const queue = [...(app.dependencies ?? [])];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === app.id) return [{ path: '/', errors: ['Dependency graph has cyclic dependencies.'] }];
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(all.get(id)?.dependencies ?? []));
  }
  return [];
}
