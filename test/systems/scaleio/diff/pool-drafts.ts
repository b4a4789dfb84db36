/** What the diff drafts of the pool `gold`. */
import type { Draft } from '../../../../agent/model/change.ts';
import type { Desired } from '../../../../agent/model/desired.ts';
import type { StoragePoolSpec } from '../../../../agent/model/kinds.gen.ts';
import { NO_MEMORY } from '../../../../agent/model/memory.ts';
import type { Memory } from '../../../../agent/model/memory.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { poolDraft } from '../../../../agent/systems/scaleio/diff/pool.ts';
import type { ScaleioAction } from '../../../../agent/systems/scaleio/types.ts';
import { NOON } from '../../../helpers/builders.ts';
import { declare, inputsOf, liveOf } from '../docs.ts';

/** A gateway whose pools are of one kind of disks. */
export const NEW = { id: 'sys', name: null, version: '3.6', mdmState: 'ClusteredNormal' };
/** A pool without devices. */
export const EMPTY = { devices: [] };

export type World = Parameters<typeof liveOf>[0];

export function draftOf(pool: Partial<StoragePoolSpec>, live: World = {}, over: Partial<Inputs> = {}): Draft<ScaleioAction> | null {
  return drafted(declare({ pool }), liveOf(live), over);
}

export function drafted(desired: Desired, live: ReturnType<typeof liveOf>, over: Partial<Inputs> = {}): Draft<ScaleioAction> | null {
  const doc = desired.docs.StoragePool.get('gold');
  return doc === undefined ? null : poolDraft(doc, inputsOf(desired, over), live);
}

export function ignoring(...paths: readonly string[]): Partial<Inputs> {
  return { ignored: (ref) => (ref === 'StoragePool/gold' ? paths : []) };
}

export function owning(backendId: string): { readonly memory: Memory } {
  const ref = 'StoragePool/gold';
  const entry = { ref, backendId, applied: null, specDigest: null, how: 'created', commit: 'c', since: NOON, forgottenAt: null } as const;
  return { memory: { ...NO_MEMORY, inventory: new Map([[ref, entry]]) } };
}

export function absent(): Desired {
  const desired = declare();
  const pools = [...desired.docs.StoragePool].map(([name, doc]) => [name, { ...doc, state: 'absent' as const }] as const);
  return { ...desired, docs: { ...desired.docs, StoragePool: new Map(pools) } };
}
