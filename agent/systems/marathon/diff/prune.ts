/** Apps that were taken out of git, where the cluster says that such apps are deleted. Whose they are is for the guards to judge. */
import type { Draft } from '../../../model/change.ts';
import type { Desired } from '../../../model/desired.ts';
import { kindOf, nameOf, onOf, vendorNameOf } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import type { LiveApp, MarathonAction } from '../types.ts';
import { deleteDraft } from './draft.ts';

/** One removal for each app of the inventory that is live and not declared any more. */
export function pruneDrafts(
  { desired, memory }: Inputs,
  apps: ReadonlyMap<string, LiveApp>,
  on: string | null,
): readonly Draft<MarathonAction>[] {
  if (!prunesApps(desired)) return [];
  const drafts: Draft<MarathonAction>[] = [];
  for (const ref of memory.inventory.keys()) {
    if (kindOf(ref) !== 'App' || onOf(ref) !== on || desired.docs.App.has(nameOf(ref))) continue;
    const live = apps.get(vendorNameOf(ref));
    if (live === undefined) continue;
    drafts.push(deleteDraft(ref, live, 'taken out of git and sync.prune names App'));
  }
  return drafts;
}

function prunesApps(desired: Desired): boolean {
  return [...desired.docs.Cluster.values()].some(({ spec }) => spec.sync?.prune?.includes('App') ?? false);
}
