/** `dependencies` of apps: paths of apps or of groups of apps, absolute or from the app's own group. */
import { posix } from 'node:path';
import type { Ref } from '../model/ref.ts';
import { didYouMean } from '../schema/nearest.ts';
import type { LinkedApps } from './app-volumes.ts';
import type { CrossFault } from './cross-fault.ts';
import { namesOf, presentApps } from './declared.ts';
import type { Declared, Entry } from './declared.ts';
import { desiredErrors } from './errors.ts';

/** Links every app to the declared apps it depends on. */
export function linkDependencies(declared: Declared): LinkedApps {
  const links = new Map<Ref, readonly Ref[]>();
  const faults: CrossFault[] = [];
  const warnings: CrossFault[] = [];
  const apps = presentApps(declared);
  for (const app of apps) {
    const needed = new Set<Ref>();
    for (const [index, path] of (app.content.spec.dependencies ?? []).entries()) {
      const found = appsAt(posix.resolve(posix.dirname(app.name), path), app, declared.entries.App);
      const problem = found.length === 0 ? undeclared(path, declared) : absent(found);
      for (const { ref } of found) needed.add(ref);
      if (problem?.kind === 'fault') faults.push(faultAt(app, index, problem.fault));
      if (problem?.kind === 'warning') warnings.push(faultAt(app, index, problem.fault));
    }
    if (needed.size > 0) links.set(app.ref, [...needed]);
  }
  const places = new Map(apps.map((app) => [app.ref, app]));
  return { links, faults: [...faults, ...cycles(links).flatMap((cycle) => cycleFault(cycle, places))], warnings };
}

/** The app of that path and every app below it, but not the app that asks (unless it names itself). */
function appsAt(path: string, asking: Entry, apps: readonly Entry<'App'>[]): readonly Entry<'App'>[] {
  return apps.filter(({ name }) => name === path || (name.startsWith(`${path}/`) && name !== asking.name));
}

type Problem = { readonly kind: 'fault' | 'warning'; readonly fault: Pick<CrossFault, 'code' | 'message'> };

function undeclared(path: string, declared: Declared): Problem | null {
  if (!declared.complete) return null;
  const message = `No app ${path} is declared, so nothing waits for it${didYouMean(path, namesOf(declared.entries.App)) || '.'}`;
  return { kind: 'warning', fault: { code: desiredErrors.undeclaredDependency, message } };
}

function absent(found: readonly Entry<'App'>[]): Problem | null {
  const gone = found.find(({ content }) => content?.state === 'absent');
  if (gone === undefined) return null;
  return { kind: 'fault', fault: { code: desiredErrors.absentDependency, message: `${gone.ref} is to be deleted (state: absent).` } };
}

function faultAt(app: Entry, index: number, fault: Pick<CrossFault, 'code' | 'message'>): CrossFault {
  return { ...fault, origin: app.origin, path: ['spec', 'dependencies', index], at: 'value' };
}

function cycleFault(cycle: readonly Ref[], places: ReadonlyMap<Ref, Entry>): readonly CrossFault[] {
  const app = places.get(cycle[0] as Ref);
  if (app === undefined) return [];
  const message = `These apps depend on each other: ${[...cycle, app.ref].map((ref) => ref.slice('App/'.length)).join(' -> ')}.`;
  return [{ code: desiredErrors.dependencyCycle, origin: app.origin, path: ['spec', 'dependencies'], at: 'value', message }];
}

/** Each cycle once: apps that wait for nothing are taken away until only cycles and what hangs on them are left. */
function cycles(links: ReadonlyMap<Ref, readonly Ref[]>): readonly (readonly Ref[])[] {
  const left = new Map(links);
  const found: (readonly Ref[])[] = [];
  for (;;) {
    removeFree(left);
    const cycle = walk(left);
    if (cycle.length === 0) return found;
    found.push(cycle);
    for (const ref of cycle) left.delete(ref);
  }
}

function removeFree(left: Map<Ref, readonly Ref[]>): void {
  for (let removed = true; removed;) {
    removed = false;
    for (const [ref, needs] of left) if (!needs.some((need) => left.has(need))) removed = left.delete(ref);
  }
}

/** Follows first needs until one comes again: from there on it is a cycle. */
function walk(left: ReadonlyMap<Ref, readonly Ref[]>): readonly Ref[] {
  const way: Ref[] = [];
  let [next] = left.keys();
  while (next !== undefined && !way.includes(next)) {
    way.push(next);
    next = left.get(next)?.find((need) => left.has(need));
  }
  return next === undefined ? [] : way.slice(way.indexOf(next));
}
