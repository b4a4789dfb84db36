/** Paths of apps, pods and groups: for Marathon one path is one of the three (RootGroup.scala). And what only some groups may say. */
import type { Kind } from '../model/kinds.gen.ts';
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import { told } from './sound.ts';
import type { CrossFault, Entry } from './types.ts';

type Member = Entry<'App'> | Entry<'Pod'>;

/** Apps and pods that are called as a group, or as each other; each is told once, with the first below it. */
export function groupNameFaults({ App: apps, Pod: pods, Group: groups }: ByName): readonly CrossFault[] {
  const known = new Set<Member>();
  const faults: CrossFault[] = [];
  const add = (one: Member | undefined, other: Entry, fault: (one: Member, other: Entry) => CrossFault): void => {
    if (one === undefined || known.has(one) || !isPresent(one) || !isPresent(other)) return;
    known.add(one);
    addFault(faults, fault(one, other));
  };
  for (const below of [apps, pods].flatMap((members) => [...members.values()])) {
    for (const group of below.asks.groups) add(apps.get(group) ?? pods.get(group), below, groupNameFault);
  }
  for (const [key, group] of groups) add(apps.get(key) ?? pods.get(key), group, sameNameFault);
  for (const [key, pod] of pods) {
    const app = apps.get(key);
    if (app !== undefined) add(pod, app, sameNameFault);
  }
  return faults;
}

function isPresent(one: Entry): boolean {
  return told<Kind, string>(one, ({ state }) => state) === 'present';
}

const PATH = ['metadata', 'name'];

function groupNameFault(one: Member, below: Entry): CrossFault {
  const message = `${one.name} is a group too, for ${below.name} is below it; Marathon takes a path for an app or for a group.`;
  return faultAt(one, below, message);
}

function sameNameFault(one: Member, other: Entry): CrossFault {
  return faultAt(one, other, `${one.name} is ${other.kind === 'App' ? 'an app' : 'a group'} too; Marathon takes a path for one of them.`);
}

function faultAt({ origin }: Entry, { origin: place }: Entry, message: string): CrossFault {
  return { code: desiredErrors.appIsGroup, origin, path: PATH, at: 'value', message, other: { origin: place, path: PATH } };
}

/** Marathon asks only groups directly below the root whether their members take their role (GroupsResource.scala). */
export function groupRoleFaults({ Group: groups }: ByName): readonly CrossFault[] {
  const wrong = [...groups.values()].filter(
    (group) => group.name.lastIndexOf('/') > 0 && told(group, ({ spec }) => spec.enforceRole !== undefined) === true,
  );
  return wrong.map(({ origin, name }) => {
    const message = `${name} is inside of another group; only a group directly below the root has enforceRole.`;
    return { code: desiredErrors.groupRole, origin, path: ['spec', 'enforceRole'], at: 'key', message };
  });
}
