/** Who moved, git or the live object, judged by what was last applied. Pure. */
import { isDeepStrictEqual } from 'node:util';
import type { Cause, Draft, FieldDiff } from '../model/change.ts';
import { findDoc } from '../model/desired.ts';
import type { AnyDoc, Desired } from '../model/desired.ts';
import type { Live } from '../model/observed.ts';
import { kindOf } from '../model/ref.ts';
import type { ObjectKind, Ref } from '../model/ref.ts';
import { takesSecret } from '../model/secret-places.ts';
import { selfHealOf } from '../model/sync.ts';
import type { Inputs, System } from '../model/system.ts';

/** The causes of one system's drafts, by ref. */
export function causesOf(drafts: readonly Draft[], system: System, inputs: Inputs, live: Live<object>): ReadonlyMap<Ref, Cause> {
  const causes = new Map(drafts.map((draft) => [draft.ref, causeBySpec(draft, inputs)] as const));
  const open = drafts.filter(({ ref }) => causes.get(ref) === null);
  const moved = open.length === 0 ? [] : system.diff({ ...inputs, desired: asApplied(open, inputs) }, live);
  const movedFields = new Map(moved.map(({ ref, fields }) => [ref, fields]));
  return new Map(
    drafts.map((draft) => [draft.ref, causes.get(draft.ref) ?? causeByFields(draft, movedFields.get(draft.ref) ?? [], inputs)]),
  );
}

/** Null: git moved, and the live object may have as well. */
function causeBySpec({ op, ref, consent, isOfNew = false }: Draft, { desired, memory }: Inputs): Cause | null {
  if (kindOf(ref) === 'Approval' || kindOf(ref) === 'Growth' || isBySchedule(kindOf(ref), op, consent)) return 'rule';
  const owned = memory.inventory.get(ref);
  const doc = findDoc(desired, ref);
  if (isOfNew || op === 'delete' || doc === undefined || owned === undefined || owned.applied === null) return 'git';
  if (owned.specDigest === doc.specDigest) return 'drift';
  // Of an object that is gone there are no live values that a new one could undo.
  return op === 'create' ? 'git' : null;
}

/** The clock asks for it. */
function isBySchedule(kind: ObjectKind, op: Draft['op'], consent: Draft['consent']): boolean {
  return consent === 'schedule' || (kind === 'Snapshot' && op === 'create');
}

/** What is declared, with what was last applied in the place of these objects' specs. */
function asApplied(drafts: readonly Draft[], { desired, memory }: Inputs): Desired {
  const refs = new Set(drafts.map(({ ref }) => ref));
  const before = (doc: AnyDoc): AnyDoc => {
    const owned = refs.has(doc.ref) ? memory.inventory.get(doc.ref) : undefined;
    return owned === undefined ? doc : ({ ...doc, spec: owned.applied, specDigest: owned.specDigest } as unknown as AnyDoc);
  };
  const docs = Object.entries(desired.docs).map(([kind, byName]) => {
    return [kind, new Map([...(byName as ReadonlyMap<string, AnyDoc>)].map(([name, doc]) => [name, before(doc)]))];
  });
  return { ...desired, docs: Object.fromEntries(docs) as Desired['docs'] };
}

/** `moved`: how the live object differs from what was last applied to it. */
function causeByFields({ ref, fields }: Draft, moved: readonly FieldDiff[], { desired }: Inputs): Cause {
  // What took a secret may differ because that has another text by now: nobody can tell, and nobody wants the old one back.
  const others = moved.filter(({ to }) => !takesSecret(to));
  const both = fields.flatMap((field) => others.filter(({ path }) => overlaps(path, field.path)).map((other) => [field, other] as const));
  const isSameWish = both.every(([field, other]) => field.path === other.path && isDeepStrictEqual(field.to, other.to));
  if (!isSameWish) return 'conflict';
  return both.length > 0 && selfHealOf(desired, ref) === 'report' ? 'conflict' : 'git';
}

/** `env` and `env.A` are one place; `env.A` and `env.AB` are two. */
function overlaps(a: string, b: string): boolean {
  return a === b || isInside(a, b) || isInside(b, a);
}

function isInside(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
}
