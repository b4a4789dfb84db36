/** Apps by what a dependency may call them: the app of a path and all below it. */
import type { Ref } from '../model/ref.ts';
import type { Dependency } from './asks.ts';
import type { ByName } from './declared.ts';
import { told } from './sound.ts';
import type { Sound } from './sound.ts';
import type { Entry } from './types.ts';

export interface Called {
  /** Apps that shall be there. */
  readonly refs: readonly Ref[];
  /** The app of this very path, if it is to be deleted. */
  readonly absent: Entry<'App'> | null;
  /** Whether there is any such app, even one to be deleted. */
  readonly isThere: boolean;
}

type App = Entry<'App'>;

/** Only of paths that are wanted: each app is in as many groups as its path has parts. */
export function groupFinder({ App: apps }: ByName, wanted: readonly Dependency[]): (path: string) => Called {
  const paths = new Set(wanted.map((dependency) => dependency.wanted));
  const below = appsBelow(apps.values(), paths);
  const known = new Map<string, Called>();
  return (path) => {
    const called = known.get(path) ?? calledSo(apps.get(path), below.get(path) ?? []);
    known.set(path, called);
    return called;
  };
}

function calledSo(app: App | undefined, members: readonly App[]): Called {
  const all = app === undefined ? members : [app, ...members];
  const refs = all.filter((one) => told(one, stateOf) !== 'absent').map(({ ref }) => ref);
  return { refs, absent: app !== undefined && told(app, stateOf) === 'absent' ? app : null, isThere: all.length > 0 };
}

function stateOf({ state }: Sound<'App'>): 'present' | 'absent' {
  return state;
}

function appsBelow(apps: Iterable<App>, paths: ReadonlySet<string>): ReadonlyMap<string, readonly App[]> {
  const below = new Map<string, App[]>();
  if (paths.size === 0) return below;
  for (const app of apps) {
    for (const group of app.asks.groups) {
      if (!paths.has(group)) continue;
      const there = below.get(group);
      if (there === undefined) below.set(group, [app]);
      else there.push(app);
    }
  }
  return below;
}
