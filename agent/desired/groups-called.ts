/** Apps by what a dependency may call them: the app of a path and all below it. */
import type { Ref } from '../model/ref.ts';
import type { Dependency } from './asks.ts';
import { firstsBy } from './declared.ts';
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
export function groupFinder(apps: readonly App[], wanted: readonly Dependency[]): (path: string) => Called {
  const paths = new Set(wanted.map((use) => use.wanted));
  const below = paths.size === 0 ? new Map<string, readonly App[]>() : appsBelow(apps, paths);
  const byName = paths.size === 0 ? new Map<string, App>() : firstsBy(apps, ({ name }) => name);
  const known = new Map<string, Called>();
  return (path) => {
    const called = known.get(path) ?? calledSo(byName.get(path), below.get(path) ?? []);
    known.set(path, called);
    return called;
  };
}

function calledSo(app: App | undefined, members: readonly App[]): Called {
  const all = app === undefined ? members : [app, ...members];
  const refs = all.filter(({ content }) => content?.state !== 'absent').map(({ ref }) => ref);
  return { refs: [...new Set(refs)], absent: app?.content?.state === 'absent' ? app : null, isThere: all.length > 0 };
}

function appsBelow(apps: readonly App[], paths: ReadonlySet<string>): ReadonlyMap<string, readonly App[]> {
  const below = new Map<string, App[]>();
  for (const app of apps) {
    for (const group of groupsOf(app)) {
      if (!paths.has(group)) continue;
      const there = below.get(group);
      if (there === undefined) below.set(group, [app]);
      else there.push(app);
    }
  }
  return below;
}

/** As the schema has it: a longer name is no app's, and has too many parts to look at. */
const LONGEST_PATH = 1000;

/** Every group an app is in, but the root. */
function groupsOf({ name }: App): readonly string[] {
  const groups: string[] = [];
  if (name.length > LONGEST_PATH) return groups;
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) groups.push(name.slice(0, end));
  return groups;
}
