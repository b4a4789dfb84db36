/** Which role the tasks of an app or pod get, and which they may have (util/RoleSettings.scala); since 1.9. */
import { MESOS_ROLE } from './defaults.ts';
import type { Groups } from './group-tree.ts';
import type { Store } from './store.ts';

export interface RoleSettings {
  /** Of what names none. */
  readonly usual: string;
  readonly allowed: readonly string[];
}

/** By the top-level group: its name is a role, and the only one where the group enforces it. What runs already may keep its own. */
export function roleSettings(id: string, store: Store, groups: Groups = store.groups): RoleSettings {
  const [, group = '', below] = id.split('/');
  if (below === undefined) return { usual: MESOS_ROLE, allowed: [MESOS_ROLE] };
  const existing = store.find(id)?.stored.definition.role;
  const isEnforced = groups.get(`/${group}`)?.enforceRole === true;
  const allowed = [...(isEnforced ? [] : [MESOS_ROLE]), group, ...(existing === undefined ? [] : [existing])];
  return { usual: isEnforced ? group : MESOS_ROLE, allowed: [...new Set(allowed)] };
}
