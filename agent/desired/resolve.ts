/** A document as it stands to what it comes to: found again while nothing changed that it depends on, else made anew. */
import type { Origin } from '../model/desired.ts';
import { checked, knownToFit } from './check.ts';
import { keyOfDoc } from './doc-key.ts';
import { headOf } from './head.ts';
import type { ResolvedDoc } from './load-cache.ts';
import type { Patch } from './patches.ts';
import type { Around } from './put-together.ts';
import { markedTexts } from './references.ts';
import type { MarkedText } from './references.ts';
import type { RawDoc } from './types.ts';
import type { World } from './world.ts';

/** `kept` is what an earlier load made of the same text at the same place. */
export function resolved(raw: RawDoc, origin: Origin, around: Around, kept: ResolvedDoc | undefined): ResolvedDoc {
  const head = headOf(raw.value);
  const laid = head.kind === null || head.name === null ? NO_PATCHES : around.world.patches.of(head.kind, head.name);
  const marked = markedIn(raw);
  const key = keyOfDoc(marked, laid, around.world.keys);
  const patches = laid.length === 0 ? NO_INDICES : laid.map(({ index }) => index);
  if (kept?.key === key) return { ...kept, patches };
  const result = checked({ raw, origin, key, head, patches: laid, marked }, around);
  return { origin, key, patches, ...result };
}

/** The same at less cost, for a document that depends on nothing and was found to fit before: nearly all after a restart. Null: another one. */
export function resolvedAtOnce(raw: RawDoc, origin: Origin, { patches }: World, kept: ResolvedDoc | undefined): ResolvedDoc | null {
  if (raw.known?.key !== '') return null;
  const { kind, name } = headOf(raw.value);
  if (kind === null || name === null || patches.of(kind, name).length > 0) return null;
  if (kept?.key === '') return kept;
  return { origin, key: '', patches: NO_INDICES, ...knownToFit({ kind, name, origin }, raw.value, raw.known) };
}

const NO_PATCHES: readonly Patch[] = [];
const NO_INDICES: readonly number[] = [];
const NO_TEXTS: readonly MarkedText[] = [];

/** A text is looked through once, however often the patches and variables around it change. */
const known = new WeakMap<RawDoc, readonly MarkedText[]>();

function markedIn(raw: RawDoc): readonly MarkedText[] {
  // An earlier process has found that it depends on nothing.
  if (raw.known?.key === '') return NO_TEXTS;
  const before = known.get(raw);
  if (before !== undefined) return before;
  const found = markedTexts(raw.value);
  known.set(raw, found);
  return found;
}
