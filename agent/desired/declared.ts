/** Everything that is declared, found by name: what links and cross checks ask. */
import type { AnyDoc, Origin } from '../model/desired.ts';
import type { Kind, Kinds } from '../model/kinds.gen.ts';
import { refOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import type { ParsedDoc } from './parse.ts';
import { KINDS } from './schemas.ts';

/** A document as it stands in a file, before it is linked. */
export interface Entry<K extends Kind = Kind> {
  readonly ref: Ref;
  readonly kind: K;
  readonly name: string;
  readonly vendorName: string;
  readonly origin: Origin;
  /** Null when it does not fit its schema: then only its names count. */
  readonly content: Content<K> | null;
}

export interface Content<K extends Kind> {
  readonly state: AnyDoc['state'];
  readonly labels: AnyDoc['labels'];
  readonly spec: Kinds[K];
  readonly specDigest: string;
}

export interface Declared {
  /** In order of file and place; of several with one name all. */
  readonly entries: { readonly [K in Kind]: readonly Entry<K>[] };
  /** False when something could not be read: then nobody can say that a name is declared nowhere. */
  readonly complete: boolean;
}

export function entryOf(doc: ParsedDoc, file: string, blob: string): Entry {
  const { index, kind, name, vendorName } = doc;
  // The schema of its kind has passed the spec.
  return { ref: refOf(kind, name), kind, name, vendorName, origin: { file, blob, index }, content: doc.content as Content<Kind> | null };
}

export function declaredFrom(entries: readonly Entry[], complete: boolean): Declared {
  const byKind = KINDS.map((kind) => [kind, entries.filter((entry) => entry.kind === kind)] as const);
  return { entries: Object.fromEntries(byKind) as unknown as Declared['entries'], complete };
}

export function namesOf(entries: readonly Entry[]): readonly string[] {
  return entries.map((entry) => entry.name);
}

/** Apps that shall be there, with a spec that can be looked at. */
export function presentApps(declared: Declared): readonly (Entry<'App'> & { readonly content: Content<'App'> })[] {
  return declared.entries.App.filter((app): app is Entry<'App'> & { content: Content<'App'> } => app.content?.state === 'present');
}
