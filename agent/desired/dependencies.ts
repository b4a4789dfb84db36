/** `dependencies` of apps: paths of apps or of groups of apps, absolute or from the app's own group. */
import type { ErrorCode } from '../errors.ts';
import { refOf, vendorNameOf } from '../model/ref.ts';
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

/** Links every app to the declared apps it depends on. */
export function linkDependencies(declared: Declared, named: ByName): LinkedApps {
  const apps = declared.entries.App.filter(({ asks }) => asks.dependencies.length > 0);
  const appsCalled = groupFinder(
    named,
    apps.flatMap(({ asks }) => asks.dependencies),
  );
  const suggestion = suggester(() => keysOf(declared.entries.App));
  const isRefused = mayBeRefused(declared.entries.App);
  const links = new Map<Ref, readonly Ref[]>();
  const faults: CrossFault[] = [];
  const warnings: CrossFault[] = [];
  let left = MOST_LINKS;
  for (const app of apps) {
    const needs: (readonly Ref[])[] = [];
    for (const use of app.asks.dependencies) {
      const called = appsCalled(use.wanted);
      left -= called.refs.length;
      if (left < 0) return { links: new Map(), faults: [...faults, tooMany(app, use)], warnings };
      if (called.absent !== null) addFault(faults, absent(app, use, called.absent));
      else if (!called.isThere && !isRefused(use.wanted)) addFault(warnings, undeclared(app, use, suggestion(use.wanted)));
      needs.push(others(app, use, called.refs));
    }
    links.set(app.ref, together(needs));
  }
  const byRef = new Map(apps.map((app) => [app.ref, app]));
  return { links, faults: [...faults, ...cycles(links).flatMap((circle) => circleFault(circle, byRef))], warnings };
}

/** A group does not make its own members wait for themselves; an app that names itself does. */
function others(app: Entry, { wanted }: Dependency, refs: readonly Ref[]): readonly Ref[] {
  return app.key.startsWith(`${wanted}/`) ? refs.filter((ref) => ref !== app.ref) : refs;
}

/** Each once. Of one list the very same list, for a group may have ten thousand apps. */
function together(lists: readonly (readonly Ref[])[]): readonly Ref[] {
  const [only = [], ...more] = lists;
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
