/** What is declared, known and approved, for tests of plans and guards. */
import { createHash } from 'node:crypto';
import type { Grant } from '../../agent/model/approval.ts';
import type { Change } from '../../agent/model/change.ts';
import type { AnyDoc, Desired } from '../../agent/model/desired.ts';
import type { SyncSpec } from '../../agent/model/kinds.gen.ts';
import type { Memory, Owned, Removal } from '../../agent/model/memory.ts';
import { kindOf, nameOf } from '../../agent/model/ref.ts';
import type { Json, Ref } from '../../agent/model/ref.ts';
import { ignoredPaths } from '../../agent/model/sync.ts';
import type { Inputs } from '../../agent/model/system.ts';
import { desired, memory, NOON, NOTHING_SAID } from '../helpers/builders.ts';

export function doc(ref: Ref, spec: object = {}, over: Partial<AnyDoc> = {}): AnyDoc {
  const origin = { file: `clusters/prod/${nameOf(ref)}.yaml`, blob: 'b', index: 0 };
  const known = {
    ref,
    kind: kindOf(ref),
    name: nameOf(ref),
    state: 'present',
    ...NOTHING_SAID,
    specDigest: digestOf(spec),
    links: [],
    origin,
  };
  return { ...known, spec, ...over } as AnyDoc;
}

export function absent(ref: Ref, spec: object = {}): AnyDoc {
  return doc(ref, spec, { state: 'absent' });
}

function digestOf(spec: object): string {
  return createHash('sha256').update(JSON.stringify(spec)).digest('hex');
}

/** Cluster `prod` with these documents; `sync` null: it says nothing of that. */
export function declared(docs: readonly AnyDoc[], sync: SyncSpec | null = { mode: 'apply' }): Desired {
  const all = [...docs, doc('Cluster/prod', sync === null ? {} : { sync })];
  const kinds = Object.keys(desired().docs).map((kind) => {
    return [kind, new Map(all.filter((one) => one.kind === kind).map((one) => [one.name, one]))];
  });
  return desired({ docs: Object.fromEntries(kinds) as Desired['docs'] });
}

export function owned(ref: Ref, spec: object | null, over: Partial<Owned> = {}): Owned {
  const applied = spec as Json;
  const specDigest = spec === null ? null : digestOf(spec);
  return { ref, backendId: `id of ${ref}`, applied, specDigest, how: 'created', commit: 'c', since: NOON, forgottenAt: null, ...over };
}

export function knowing(objects: readonly Owned[], over: Partial<Memory> = {}): Memory {
  return memory({ contact: 'empty', inventory: new Map(objects.map((one) => [one.ref, one])), ...over });
}

export function removalOf(ref: Ref, over: Partial<Removal> = {}): Removal {
  const known = { kind: kindOf(ref), ref, backendId: `id of ${ref}`, what: 'deleted', at: NOON } as const;
  return { ...known, approvalKey: `key of ${ref}`, applied: null, ...over };
}

export function grantOf(change: Pick<Change, 'id' | 'approvalKey'>, over: Partial<Grant> = {}): Grant {
  return { approval: 'Approval/a', change: change.id, key: change.approvalKey, state: 'valid', until: NOON, file: 'a.yaml', ...over };
}

export function inputs(over: Partial<Inputs> = {}): Inputs {
  const docs = over.desired ?? declared([]);
  const ignored: Inputs['ignored'] = (ref) => ignoredPaths(docs, ref);
  return { desired: docs, accepted: null, memory: knowing([]), grants: [], secretTexts: new Map(), ignored, now: NOON, ...over };
}
