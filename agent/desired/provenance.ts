/** Where the parts of a document come from that its own text does not have. Looked up only for documents with a fault. */
import type { Origin } from '../model/desired.ts';
import type { Json } from '../model/ref.ts';
import type { Path } from '../schema/fault.ts';
import type { ResolvedDoc } from './load-cache.ts';
import { fieldOf } from './merge-patch.ts';
import { patched, patchedAt } from './patches.ts';
import { referencesIn } from './references.ts';
import type { Provenance, RawDoc } from './types.ts';
import { isLiteral, takesVariables } from './variables.ts';
import type { World } from './world.ts';

/** Null for a document that is as its text says. */
export type ProvenanceOf = (origin: Origin) => Provenance | null;

/** `docs` are gone through once, when the first fault asks. */
export function provenanceIn(docs: () => Iterable<readonly [ResolvedDoc, RawDoc]>, world: World): ProvenanceOf {
  let known: Map<Origin, readonly [ResolvedDoc, RawDoc]> | null = null;
  const made = new WeakMap<Origin, Provenance>();
  return (origin) => {
    known ??= new Map([...docs()].map((pair) => [pair[0].origin, pair]));
    const [doc, raw] = known.get(origin) ?? [];
    // An empty key: nothing but its own text.
    if (doc === undefined || raw === undefined || doc.key === '') return null;
    const provenance = made.get(origin) ?? provenanceFrom(doc, raw, world);
    made.set(origin, provenance);
    return provenance;
  };
}

function provenanceFrom({ entry }: ResolvedDoc, { value }: RawDoc, { patches, variables }: World): Provenance {
  const laid = entry === null ? [] : patches.of(entry.kind, entry.name);
  const whole = patched(value, laid);
  const takes = (path: Path): boolean => entry !== null && !isLiteral(entry.kind) && takesVariables(path);
  return {
    ref: entry?.ref ?? null,
    patch: (path) => patchedAt(value, laid, path),
    variables: (path) => (takes(path) ? variablesAt(whole, path).filter((name) => variables.has(name)) : []),
  };
}

/** Names of those in the text at `path`, each once. */
function variablesAt(whole: Json, path: Path): readonly string[] {
  const text = path.reduce<Json | undefined>((value, part) => stepInto(value, part), whole);
  const references = typeof text === 'string' ? referencesIn(text) : [];
  return [...new Set(references.filter(({ to, isClosed }) => to === 'vars' && isClosed).map(({ name }) => name))];
}

function stepInto(value: Json | undefined, part: string | number): Json | undefined {
  return Array.isArray(value) ? (value[Number(part)] as Json | undefined) : fieldOf(value, String(part));
}
