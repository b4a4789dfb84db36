/** Declared entries to documents, once nothing is wrong with them. */
import type { Desired, Doc } from '../model/desired.ts';
import type { Kind } from '../model/kinds.gen.ts';
import type { Ref } from '../model/ref.ts';
import type { Declared, Entry } from './declared.ts';
import { KINDS } from './schemas.ts';

export type Links = ReadonlyMap<Ref, readonly Ref[]>;

/** Every valid document by kind and name, with its links: each once, in the order given. */
export function linked(declared: Declared, links: readonly Links[]): Desired['docs'] {
  const linksOf = (ref: Ref): readonly Ref[] => [...new Set(links.flatMap((some) => some.get(ref) ?? []))];
  const docsOf = (kind: Kind): ReadonlyMap<string, Doc<Kind>> =>
    new Map(declared.entries[kind].flatMap((entry: Entry) => docOf(entry, linksOf(entry.ref)).map((doc) => [doc.name, doc])));
  return Object.fromEntries(KINDS.map((kind) => [kind, docsOf(kind)])) as unknown as Desired['docs'];
}

function docOf<K extends Kind>({ ref, kind, name, origin, content }: Entry<K>, links: readonly Ref[]): readonly Doc<K>[] {
  return content === null ? [] : [{ ref, kind, name, ...content, links, origin }];
}
