/** `dependencies` of apps: paths of apps or of groups of apps, absolute or from the app's own group. */
import { posix } from 'node:path';
import type { ErrorCode } from '../errors.ts';
import type { Ref } from '../model/ref.ts';
import { didYouMean } from '../schema/nearest.ts';
import type { LinkedApps } from './app-volumes.ts';
import type { CrossFault } from './cross-fault.ts';
import { cycles } from './cycles.ts';
import { namesOf, presentApps } from './declared.ts';
import type { Declared, Entry } from './declared.ts';
import { desiredErrors } from './errors.ts';

/** Links every app to the declared apps it depends on. */
export function linkDependencies(declared: Declared): LinkedApps {
  const apps = presentApps(declared);
  const byPath = appsByPath(declared.entries.App);
  const uses = apps.flatMap((app) => (app.content.spec.dependencies ?? []).map((path, index) => useOf(app, path, index, byPath)));
  const links = new Map<Ref, readonly Ref[]>();
  for (const { app, found } of uses) {
    const needed = found.filter(({ content }) => content?.state !== 'absent').map(({ ref }) => ref);
    links.set(app.ref, [...(links.get(app.ref) ?? []), ...needed]);
  }
  const places = new Map(apps.map((app) => [app.ref, app]));
  return {
    links,
    faults: [...uses.flatMap(absentFault), ...cycles(links).flatMap((cycle) => cycleFault(cycle, places))],
    warnings: declared.complete ? uses.flatMap((use) => undeclared(use, declared)) : [],
  };
}

/** One entry of an app's `dependencies`. */
interface Use {
  readonly app: Entry<'App'>;
  readonly index: number;
  /** As it is written, and as an absolute path. */
  readonly path: string;
  readonly wanted: string;
  readonly found: readonly Entry<'App'>[];
}

function useOf(app: Entry<'App'>, path: string, index: number, byPath: ReadonlyMap<string, readonly Entry<'App'>[]>): Use {
  const wanted = posix.resolve(posix.dirname(app.name), path);
  // A group does not make its own members wait for themselves; an app that names itself does.
  const found = (byPath.get(wanted) ?? []).filter(({ name }) => name === wanted || name !== app.name);
  return { app, index, path, wanted, found };
}

/** The app of a path and every app below it, by path. */
function appsByPath(apps: readonly Entry<'App'>[]): ReadonlyMap<string, readonly Entry<'App'>[]> {
  const byPath = new Map<string, Entry<'App'>[]>();
  for (const app of apps) {
    for (let path = app.name; path !== '/' && path !== '.'; path = posix.dirname(path)) {
      const there = byPath.get(path);
      if (there === undefined) byPath.set(path, [app]);
      else there.push(app);
    }
  }
  return byPath;
}

function undeclared(use: Use, declared: Declared): readonly CrossFault[] {
  if (use.found.length > 0) return [];
  const message = `No app ${use.path} is declared, so nothing waits for it${didYouMean(use.path, namesOf(declared.entries.App)) || '.'}`;
  return [faultAt(use, desiredErrors.undeclaredDependency, message)];
}

/** A group may lose an app; an app that is named may not go. */
function absentFault(use: Use): readonly CrossFault[] {
  const gone = use.found.find(({ name, content }) => name === use.wanted && content?.state === 'absent');
  return gone === undefined ? [] : [faultAt(use, desiredErrors.absentDependency, `${gone.ref} is to be deleted (state: absent).`)];
}

function faultAt({ app, index }: Use, code: ErrorCode, message: string): CrossFault {
  return { code, origin: app.origin, path: ['spec', 'dependencies', index], at: 'value', message };
}

function cycleFault(cycle: readonly Ref[], places: ReadonlyMap<Ref, Entry>): readonly CrossFault[] {
  const app = places.get(cycle[0] as Ref);
  if (app === undefined) return [];
  const message = `These apps depend on each other: ${[...cycle, app.ref].map((ref) => ref.slice('App/'.length)).join(' -> ')}.`;
  return [{ code: desiredErrors.dependencyCycle, origin: app.origin, path: ['spec', 'dependencies'], at: 'value', message }];
}
