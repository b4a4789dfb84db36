/** `dependencies` of apps and groups: paths of apps, pods or groups, absolute or from the group around. */
import type { ErrorCode } from '../errors.ts';
import { nameOf, refOf, vendorNameOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import type { LinkedApps } from './app-volumes.ts';
import type { Dependency } from './asks.ts';
import { cycles } from './cycles.ts';
import type { Circle } from './cycles.ts';
import { keysOf } from './declared.ts';
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import { groupFinder } from './groups-called.ts';
import { mayBeRefused } from './sound.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared, Entry, Spot } from './types.ts';

/** All together; each app may depend on a group of ten thousand. Far above what a cluster of that many apps needs. */
const MOST_LINKS = 1_000_000;

type Holder = Entry<'App'> | Entry<'Group'>;

/** Links every app to the declared apps and pods it depends on, and all in a group to those that the group depends on. */
export function linkDependencies(declared: Declared, named: ByName): LinkedApps {
  const holders: readonly Holder[] = [...declared.entries.App, ...declared.entries.Group].filter(
    ({ asks }) => asks.dependencies.length > 0,
  );
  const called = groupFinder(named, [
    ...holders.flatMap(({ asks }) => asks.dependencies),
    ...declared.entries.Group.map(({ key }) => ({ index: 0, path: key, wanted: key })),
  ]);
  const suggestion = suggester(() => keysOf(declared.entries.App));
  const isRefused = mayBeRefused(declared.entries.App);
  const links = new Map<Ref, readonly Ref[]>();
  const faults: CrossFault[] = [];
  const warnings: CrossFault[] = [];
  let left = MOST_LINKS;
  for (const holder of holders) {
    const waiting = holder.kind === 'Group' ? called(holder.key).refs : [holder.ref];
    const needs: (readonly [Dependency, readonly Ref[]])[] = [];
    for (const use of holder.asks.dependencies) {
      const found = called(use.wanted);
      left -= found.refs.length * waiting.length;
      if (left < 0) return { links: new Map(), faults: [...faults, tooMany(holder, use)], warnings };
      if (found.absent !== null) addFault(faults, absent(holder, use, found.absent));
      else if (!found.isThere && !isRefused(use.wanted)) addFault(warnings, undeclared(holder, use, suggestion(use.wanted)));
      needs.push([use, found.refs]);
    }
    for (const ref of waiting)
      links.set(ref, together([links.get(ref) ?? NONE, ...needs.map(([use, refs]) => others(ref, holder, use, refs))]));
  }
  const byRef = new Map([...declared.entries.App, ...declared.entries.Pod].map((entry): [Ref, Entry] => [entry.ref, entry]));
  return { links, faults: [...faults, ...cycles(links).flatMap((circle) => circleFault(circle, byRef))], warnings };
}

const NONE: readonly Ref[] = [];

/** A group does not make its own members wait for themselves; an app that names itself does. */
function others(one: Ref, holder: Holder, { wanted }: Dependency, refs: readonly Ref[]): readonly Ref[] {
  const isOfGroup = holder.kind === 'Group' || nameOf(one).startsWith(`${wanted}/`);
  return isOfGroup && refs.includes(one) ? refs.filter((ref) => ref !== one) : refs;
}

/** Each once. Of one list the very same list, for a group may have ten thousand apps. */
function together(lists: readonly (readonly Ref[])[]): readonly Ref[] {
  const [only = NONE, ...more] = lists.filter((list) => list.length > 0);
  return more.length === 0 ? only : [...new Set(lists.flat())];
}

function undeclared(app: Entry, use: Dependency, suggestion: string): CrossFault {
  const message = `No app ${use.path} is declared, so nothing waits for it${suggestion}`;
  return { ...faultAt(app, use, desiredErrors.undeclaredDependency, message), undeclared: vendorNameOf(refOf('App', use.wanted)) };
}

/** A group may lose an app; an app that is named may not go. */
function absent(app: Entry, use: Dependency, gone: Entry): CrossFault {
  const fault = faultAt(app, use, desiredErrors.absentDependency, `${gone.ref} is to be deleted (state: absent).`);
  return { ...fault, other: { origin: gone.origin, path: ['state'] } };
}

function tooMany(app: Entry, use: Dependency): CrossFault {
  const message = `The apps down to here depend on more than ${MOST_LINKS} others, each counted for each; let fewer depend on whole groups.`;
  return faultAt(app, use, desiredErrors.tooManyLinks, message);
}

function faultAt(app: Entry, { index }: Dependency, code: ErrorCode, message: string): CrossFault {
  return { code, origin: app.origin, path: ['spec', 'dependencies', index], at: 'value', message };
}

/** Told at the dependency that is the first step of the circle; the other steps are named. */
function circleFault({ refs, length }: Circle, byRef: ReadonlyMap<Ref, Entry>): readonly CrossFault[] {
  const apps = refs.flatMap((ref) => byRef.get(ref) ?? []);
  const [app] = apps;
  if (app === undefined) return [];
  // Of a long circle only the first apps are known: where the last of them leads to is not.
  const isWhole = length === refs.length;
  const steps = apps.flatMap((from, index) => stepTo(apps[index + 1] ?? (isWhole ? app : null), from));
  const [first = { origin: app.origin, path: ['spec', 'dependencies'] }, ...others] = steps;
  const names = apps.map(({ name }) => name);
  if (!isWhole) names.push(`${length - refs.length} more`);
  const message = `These apps depend on each other: ${[...names, app.name].join(' -> ')}.`;
  return [{ code: desiredErrors.dependencyCycle, ...first, at: 'value', message, others }];
}

/** Where `from` says that it depends on `to`, or on a group that `to` is in. */
function stepTo(to: Entry | null, { origin, asks }: Entry): readonly Spot[] {
  if (to === null) return [];
  const use = asks.dependencies.find(({ wanted }) => to.key === wanted || to.key.startsWith(`${wanted}/`));
  return use === undefined ? [] : [{ origin, path: ['spec', 'dependencies', use.index] }];
}
