/** Paths of apps against those of groups: for Marathon one path is one of the two (Group.scala, `noAppsAndGroupsWithSameName`). */
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import { told } from './sound.ts';
import type { CrossFault, Entry } from './types.ts';

/** Apps that are called as a group of other apps; each is told once, with the first app below it. */
export function groupNameFaults({ App: apps }: ByName): readonly CrossFault[] {
  const told = new Set<Entry>();
  const faults: CrossFault[] = [];
  for (const below of apps.values()) {
    for (const group of below.asks.groups) {
      const app = apps.get(group);
      if (app === undefined || told.has(app) || !isPresent(app) || !isPresent(below)) continue;
      told.add(app);
      addFault(faults, groupNameFault(app, below));
    }
  }
  return faults;
}

function isPresent(app: Entry): boolean {
  return told(app, ({ state }) => state) === 'present';
}

const PATH = ['metadata', 'name'];

function groupNameFault(app: Entry, below: Entry): CrossFault {
  const message = `${app.name} is a group too, for ${below.name} is below it; Marathon takes a path for an app or for a group.`;
  const other = { origin: below.origin, path: PATH };
  return { code: desiredErrors.appIsGroup, origin: app.origin, path: PATH, at: 'value', message, other };
}
