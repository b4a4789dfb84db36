/** Declared entries to documents, once nothing is wrong with them. */
import type { AnyDoc, Desired } from '../model/desired.ts';
import type { Ref } from '../model/ref.ts';
import { KINDS } from './schemas.ts';
import type { Declared, Entry } from './types.ts';

type Links = ReadonlyMap<Ref, readonly Ref[]>;

export interface AllLinks {
  /** Of everything but apps. */
  readonly storage: Links;
  readonly volumes: Links;
  readonly dependencies: Links;
  /** Of Frameworks, and of the apps that run their schedulers. */
  readonly frameworks: Links;
  readonly jobs: Links;
}

/** Every valid document by kind and name, with its links in the order given; the very same object as `before` where it is the same. */
export function linked(declared: Declared, links: AllLinks, before: Desired['docs'] | null): Desired['docs'] {
  const byKind = KINDS.map((kind) => {
    const docs = new Map<string, AnyDoc>();
    for (const entry of declared.entries[kind]) {
      const doc = docOf(entry, linksOf(entry, links), before?.[kind].get(entry.key));
      if (doc !== null) docs.set(entry.key, doc);
    }
    return [kind, docs] as const;
  });
  return Object.fromEntries(byKind) as unknown as Desired['docs'];
}

const NONE: readonly Ref[] = [];

/** Nearly every app asks for nothing. */
function linksOf(entry: Entry, links: AllLinks): readonly Ref[] {
  const own = ownLinksOf(entry, links);
  const more = links.frameworks.size === 0 ? NONE : (links.frameworks.get(entry.ref) ?? NONE);
  return more.length === 0 ? own : [...own, ...more];
}

function ownLinksOf({ kind, ref, asks }: Entry, { storage, volumes, dependencies, jobs }: AllLinks): readonly Ref[] {
  if (kind !== 'App') return (kind === 'Job' ? jobs : kind === 'Pod' ? dependencies : storage).get(ref) ?? NONE;
  const mounted = asks.mounts.length === 0 ? NONE : (volumes.get(ref) ?? NONE);
  const needed = dependencies.size === 0 ? NONE : (dependencies.get(ref) ?? NONE);
  if (mounted.length === 0) return needed;
  return needed.length === 0 ? mounted : [...mounted, ...needed];
}

function docOf(entry: Entry, links: readonly Ref[], before: AnyDoc | undefined): AnyDoc | null {
  const { ref, kind, name, on, origin, content } = entry;
  if (content === null) return null;
  const { state, spec, labels, annotations, secrets, specDigest } = content;
  const isSpec = before !== undefined && before.spec === spec && before.origin === origin && before.labels === labels;
  if (isSpec && before.annotations === annotations && before.state === state && isSame(before.links, links)) return before;
  // The schema of its kind has passed the spec.
  return { ref, kind, name, on, state, spec, labels, annotations, secrets, specDigest, links, origin } as AnyDoc;
}

function isSame(one: readonly Ref[], other: readonly Ref[]): boolean {
  return one === other || (one.length === other.length && one.every((ref, index) => ref === other[index]));
}
