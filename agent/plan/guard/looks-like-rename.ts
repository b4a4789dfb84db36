/**
 * One object goes, or is in no file any more, and another of the same spec comes: most likely somebody changed a name. What
 * then comes is empty, and what goes is the one with the data or the tasks.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../../model/change.ts';
import { findDoc } from '../../model/desired.ts';
import type { AnyDoc, Desired } from '../../model/desired.ts';
import type { Json, Ref } from '../../model/ref.ts';
import { holdsData, kindOf } from '../../model/ref.ts';
import type { Inputs } from '../../model/system.ts';
import { ASK, isGranted } from './granted.ts';
import { objection } from './types.ts';
import type { GuardFacts, MakeGuard } from './types.ts';

export const looksLikeRename: MakeGuard = (facts) => {
  // In a quiet pass nobody asks.
  let pairs: ReadonlyMap<Ref, Ref> | null = null;
  return (change) => {
    pairs ??= pairsIn(facts);
    const other = pairs.get(change.ref);
    if (other === undefined || isGranted(change, facts)) return null;
    return objection('looks-like-rename', `${whyOf(change, other)}; if it is none, ${ASK}`);
  };
};

function whyOf({ op, ref }: Change, other: Ref): string {
  const [from, to] = op === 'create' ? [other, ref] : [ref, other];
  const remedy = kindOf(ref) === 'Volume' ? `: write spec.renamedFrom into ${to} to keep the data` : '';
  return `it looks as if ${from} were renamed to ${to}${remedy}`;
}

/** What goes -> what comes in its place, and the reverse. */
function pairsIn({ plan, inputs }: GuardFacts): ReadonlyMap<Ref, Ref> {
  const pairs = new Map<Ref, Ref>();
  const going = goingSpecs(plan.changes, inputs);
  for (const change of plan.changes) {
    const doc = change.op === 'create' ? findDoc(inputs.desired, change.ref) : undefined;
    const old = doc && going.find(({ ref, spec }) => kindOf(ref) === doc.kind && isSameShape(spec, specOf(doc)));
    if (old === undefined) continue;
    pairs.set(change.ref, old.ref);
    pairs.set(old.ref, change.ref);
  }
  return pairs;
}

interface Going {
  readonly ref: Ref;
  readonly spec: Json;
}

function goingSpecs(changes: readonly Change[], { desired, memory }: Inputs): readonly Going[] {
  const deleted = new Set(changes.flatMap(({ op, ref }) => (op === 'delete' ? [ref] : [])));
  return [...new Set([...deleted, ...forgottenData(desired, [...memory.inventory.keys()])])].map((ref) => {
    const doc = findDoc(desired, ref);
    return { ref, spec: memory.inventory.get(ref)?.applied ?? (doc ? specOf(doc) : null) };
  });
}

/** An app that is in no file any more and not deleted goes on as it is; a volume is then mounted by nobody, a pool has no volumes. */
function forgottenData(desired: Desired, owned: readonly Ref[]): readonly Ref[] {
  return owned.filter((ref) => holdsData(kindOf(ref)) && findDoc(desired, ref) === undefined);
}

/** A spec was parsed from YAML: plain Json. */
function specOf(doc: AnyDoc): Json {
  return doc.spec as unknown as Json;
}

/** Whatever they are called. */
function isSameShape(a: Json, b: Json): boolean {
  return a !== null && b !== null && isDeepStrictEqual(nameless(a), nameless(b));
}

function nameless(spec: Json): unknown {
  const { name: _name, renamedFrom: _renamedFrom, type = 'thin', ...rest } = spec as { readonly [key: string]: Json };
  return { ...rest, type };
}
