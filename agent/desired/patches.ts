/** Patches of the Cluster document: which document each is for, and what it makes of it. */
import type { Kind, Kinds } from '../model/kinds.gen.ts';
import { nameMatcher } from '../model/name-pattern.ts';
import type { Json } from '../model/ref.ts';
import type { Path } from '../schema/fault.ts';
import { isMapping, mergePatch } from './merge-patch.ts';
import { markedTexts } from './references.ts';
import type { MarkedText } from './references.ts';

export interface Patch {
  /** Which of `spec.patches` it is, from 0. */
  readonly index: number;
  readonly kind: Kind;
  /** `*` stands for any characters. */
  readonly name: string;
  readonly matches: (name: string) => boolean;
  readonly merge: Json;
  /** `merge` as text: equal texts, equal patches. */
  readonly text: string;
  /** Texts of `merge` that may hold variables. */
  readonly marked: readonly MarkedText[];
}

export type WrittenPatch = NonNullable<Kinds['Cluster']['patches']>[number];

/** Patches to be found by the document they are for. */
export interface Patches {
  readonly all: readonly Patch[];
  /** In the order in which they are laid over it; of more than `MOST_LAID` one more. */
  of(kind: Kind, name: string): readonly Patch[];
}

const NONE: readonly Patch[] = [];

/** Over one document: each costs a look at it for every mistake in it. */
export const MOST_LAID = 100;

/** `null` in place of a patch that is not written as it should be. */
export function patchesOf(written: readonly (WrittenPatch | null)[]): Patches {
  const all = written.flatMap((patch, index) => (patch === null ? [] : [patchOf(patch, index)]));
  const byTarget = new Map<string, Patch[]>();
  for (const patch of all) {
    const target = patch.name.includes('*') ? patch.kind : `${patch.kind} ${patch.name}`;
    const others = byTarget.get(target);
    if (others === undefined) byTarget.set(target, [patch]);
    else others.push(patch);
  }
  return {
    all,
    of(kind, name) {
      if (all.length === 0) return NONE;
      const exact = byTarget.get(`${kind} ${name}`) ?? NONE;
      const wide = (byTarget.get(kind) ?? NONE).filter((patch) => patch.matches(name));
      const found = wide.length === 0 ? exact : [...exact, ...wide].toSorted((a, b) => a.index - b.index);
      return found.length <= MOST_LAID ? found : found.slice(0, MOST_LAID + 1);
    },
  };
}

function patchOf({ target, merge: written }: WrittenPatch, index: number): Patch {
  const merge = written as Json;
  return {
    index,
    kind: target.kind,
    name: target.name,
    matches: nameMatcher(target.name),
    merge,
    text: JSON.stringify(merge),
    marked: markedTexts(merge),
  };
}

export function patched(value: Json, patches: readonly Patch[]): Json {
  return patches.reduce((before, { merge }) => mergePatch(before, merge), value);
}

/** Where in the Cluster document stands what the patches made of `path`; null where the document is as its text says. */
export function patchedAt(value: Json, patches: readonly Patch[], path: Path): Path | null {
  let [before, found]: [Json, Path | null] = [onlyAt(value, path), null];
  for (const { merge: whole, index } of patches) {
    const merge = onlyAt(whole, path);
    if (decides(merge, before, path)) found = ['spec', 'patches', index, 'merge', ...path];
    before = mergePatch(before, merge);
  }
  return found;
}

/** Of mappings only what leads to `path`, so that a patch is not laid over a whole document again for each mistake in it. */
function onlyAt(value: Json, [name, ...rest]: Path): Json {
  if (!isMapping(value)) return value;
  return name === undefined || !Object.hasOwn(value, name) ? {} : { [name]: onlyAt(value[name] ?? null, rest) };
}

/** Whether it is the patch that says what is at `path`, and not what was there before. */
function decides(merge: Json, before: Json, path: Path): boolean {
  let [part, was]: [Json | undefined, Json | undefined] = [merge, before];
  for (const name of path) {
    // What is inside a list or text of a patch is the patch's own; what a new mapping of it lacks, too.
    if (!isMapping(part)) return true;
    if (!Object.hasOwn(part, name)) return !isMapping(was);
    part = part[name];
    was = isMapping(was) && Object.hasOwn(was, name) ? was[name] : undefined;
  }
  return !isMapping(part) || !isMapping(was);
}
