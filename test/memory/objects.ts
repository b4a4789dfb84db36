/** What is remembered, and documents, for tests of memory. */
import { instant } from '../../agent/clock.ts';
import type { Instant } from '../../agent/clock.ts';
import type { AnyDoc, Desired } from '../../agent/model/desired.ts';
import type { GrowthRecord } from '../../agent/model/growth.ts';
import type { Intent, Owned, Removal } from '../../agent/model/memory.ts';
import { kindOf, nameOf } from '../../agent/model/ref.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { desired, NOON, NOTHING_SAID } from '../helpers/builders.ts';

/** Noon and so many milliseconds. */
export function noonPlus(ms: number): Instant {
  return instant(NOON + ms);
}

export function owned(ref: Ref, over: Partial<Owned> = {}): Owned {
  return {
    ref,
    backendId: `id of ${ref}`,
    applied: { size: 8 },
    specDigest: 'digest 8',
    how: 'created',
    commit: 'a'.repeat(40),
    since: NOON,
    forgottenAt: null,
    ...over,
  };
}

export function inventoryOf(...all: readonly Owned[]): ReadonlyMap<Ref, Owned> {
  return new Map(all.map((one) => [one.ref, one]));
}

export function removal(ref: Ref, over: Partial<Removal> = {}): Removal {
  return { kind: kindOf(ref), ref, backendId: `id of ${ref}`, what: 'deleted', at: NOON, approvalKey: 'k', applied: { size: 8 }, ...over };
}

export function intent(ref: Ref, op: 'delete' | 'create' | 'update' | 'grow' = 'delete'): Intent {
  const id = op === 'delete' ? `remove ${ref}` : `keep ${ref}`;
  const line = {
    line: `line-of-${ref.replaceAll('/', '-')}`,
    at: '2026-11-21T14:00:00.000Z',
    commit: 'c'.repeat(40),
    id,
    op,
    class: 'destructive',
    cause: 'git',
    backendId: `id of ${ref}`,
    effects: ['destroys its data'],
  } as const;
  return { line, system: 'scaleio', ref, approvalKey: `key of ${id}`, epoch: 7 };
}

export function growth(over: Partial<GrowthRecord> = {}): GrowthRecord {
  return {
    pool: 'StoragePool/gold',
    row: 'r3',
    sizeGiB: 184,
    branch: 'plumbline/grow/prod/gold',
    commit: 'e'.repeat(40),
    at: NOON,
    usedPercent: 81.25,
    state: 'open',
    stateAt: NOON,
    message: 'Grow gold\n\nIt is 81.3 % full.\n',
    ...over,
  };
}

/** Documents whose spec is `{size}`, equal when their sizes are. */
export function declared(docs: { readonly [ref: Ref]: number | 'absent' }): Desired {
  const all = Object.entries(docs).map(([ref, size]) => docOf(ref as Ref, size));
  const byKind = (kind: string): ReadonlyMap<string, AnyDoc> =>
    new Map(all.filter((doc) => doc.kind === kind).map((doc) => [doc.name, doc]));
  const none = desired();
  const kinds = Object.keys(none.docs).map((kind) => [kind, byKind(kind)]);
  return { ...none, commit: 'd'.repeat(40), docs: Object.fromEntries(kinds) as Desired['docs'] };
}

function docOf(ref: Ref, size: number | 'absent'): AnyDoc {
  const state = size === 'absent' ? 'absent' : 'present';
  const origin = { file: 'f.yaml', blob: 'b', index: 0 };
  const doc = {
    ref,
    kind: kindOf(ref),
    name: nameOf(ref),
    state,
    ...NOTHING_SAID,
    spec: { size },
    specDigest: `digest ${size}`,
    links: [],
    origin,
  };
  return doc as unknown as AnyDoc;
}
