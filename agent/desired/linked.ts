/** Declared entries to documents, once nothing is wrong with them. */
import type { AnyDoc, Desired } from '../model/desired.ts';
import type { Ref } from '../model/ref.ts';
import { KINDS } from './schemas.ts';
import type { Declared, Entry } from './types.ts';

export type Links = ReadonlyMap<Ref, readonly Ref[]>;

/** Every valid document by kind and name, with its links in the order given; the very same object as `before` where it is the same. */
export function linked(declared: Declared, links: readonly Links[], before: Desired['docs'] | null): Desired['docs'] {
  const byKind = KINDS.map((kind) => {
    const docs = new Map<string, AnyDoc>();
    for (const entry of declared.entries[kind]) {
      const doc = docOf(entry, linksOf(entry.ref, links), before?.[kind].get(entry.name));
      if (doc !== null) docs.set(entry.name, doc);
    }
    return [kind, docs] as const;
  });
  return Object.fromEntries(byKind) as unknown as Desired['docs'];
}

const NONE: readonly Ref[] = [];

/** No two of the maps lead from one object to the same other one. */
function linksOf(ref: Ref, links: readonly Links[]): readonly Ref[] {
  let all = NONE;
  for (const some of links) {
    const more = some.get(ref) ?? NONE;
    if (more.length > 0) all = all.length === 0 ? more : [...all, ...more];
  }
  return all;
}

function docOf(entry: Entry, links: readonly Ref[], before: AnyDoc | undefined): AnyDoc | null {
  const { ref, kind, name, origin, content } = entry;
  if (content === null) return null;
  const { state, spec, labels, annotations, secrets } = content;
  const isSpec = before !== undefined && before.spec === spec && before.origin === origin && before.labels === labels;
  if (isSpec && before.annotations === annotations && before.state === state && isSame(before.links, links)) return before;
  return {
    ref,
    kind,
    name,
    state,
    spec,
    labels,
    annotations,
    secrets,
    links,
    origin,
    get specDigest() {
      return content.specDigest;
    },
    // The schema of its kind has passed the spec.
  } as AnyDoc;
}

function isSame(one: readonly Ref[], other: readonly Ref[]): boolean {
  return one === other || (one.length === other.length && one.every((ref, index) => ref === other[index]));
}
