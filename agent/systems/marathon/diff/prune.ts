/** Apps that were taken out of git, where the cluster says that such apps are deleted. Whose they are is for the guards to judge. */
import type { Draft } from '../../../model/change.ts';
import type { Desired } from '../../../model/desired.ts';
import { kindOf, nameOf } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import type { LiveApp, MarathonAction } from '../types.ts';
import { deleteDraft } from './draft.ts';

/** One removal for each app of the inventory that is live and not declared any more. */
export function pruneDrafts({ desired, memory }: Inputs, apps: ReadonlyMap<string, LiveApp>): readonly Draft<MarathonAction>[] {
  if (!prunesApps(desired)) return [];
  const drafts: Draft<MarathonAction>[] = [];
  for (const ref of memory.inventory.keys()) {
    const name = nameOf(ref);
    const live = apps.get(name);
    if (kindOf(ref) !== 'App' || live === undefined || desired.docs.App.has(name)) continue;
    drafts.push(deleteDraft(ref, live, 'taken out of git and sync.prune names App'));
  }
  return drafts;
}

function prunesApps(desired: Desired): boolean {
  return [...desired.docs.Cluster.values()].some(({ spec }) => spec.sync?.prune?.includes('App') ?? false);
}
