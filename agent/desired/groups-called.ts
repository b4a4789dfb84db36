/** Apps and pods by what a dependency may call them: that of a path and all below it. */
import type { Kind } from '../model/kinds.gen.ts';
import type { Ref } from '../model/ref.ts';
import type { Dependency } from './asks.ts';
import type { ByName } from './declared.ts';
import { told } from './sound.ts';
import type { Entry } from './types.ts';

export interface Called {
  /** Apps and pods that shall be there. */
  readonly refs: readonly Ref[];
  /** The one of this very path, if it is to be deleted. */
  readonly absent: Member | null;
  /** Whether there is any, even one to be deleted. */
  readonly isThere: boolean;
}

type Member = Entry<'App'> | Entry<'Pod'>;

/** Only of paths that are wanted: each is in as many groups as its path has parts. */
export function groupFinder({ App: apps, Pod: pods }: ByName, wanted: readonly Dependency[]): (path: string) => Called {
  const paths = new Set(wanted.map((dependency) => dependency.wanted));
  const below = membersBelow(pods.size === 0 ? apps.values() : [...apps.values(), ...pods.values()], paths);
  const known = new Map<string, Called>();
  return (path) => {
    const called = known.get(path) ?? calledSo(apps.get(path) ?? pods.get(path), below.get(path) ?? []);
    known.set(path, called);
    return called;
  };
}

function calledSo(own: Member | undefined, members: readonly Member[]): Called {
  const all = own === undefined ? members : [own, ...members];
  const refs = all.filter((one) => stateOf(one) !== 'absent').map(({ ref }) => ref);
  return { refs, absent: own !== undefined && stateOf(own) === 'absent' ? own : null, isThere: all.length > 0 };
}

function stateOf(one: Member): 'present' | 'absent' | null {
  return told<Kind, 'present' | 'absent'>(one as Entry, ({ state }) => state);
}

function membersBelow(members: Iterable<Member>, paths: ReadonlySet<string>): ReadonlyMap<string, readonly Member[]> {
  const below = new Map<string, Member[]>();
  if (paths.size === 0) return below;
  for (const member of members) {
    for (const group of member.asks.groups) {
      if (!paths.has(group)) continue;
      const there = below.get(group);
      if (there === undefined) below.set(group, [member]);
      else there.push(member);
    }
  }
  return below;
}
