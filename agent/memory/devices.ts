/** Disks that nodes declare line by line: owned from when ScaleIO has them as devices. Pure. */
import type { Instant } from '../clock.ts';
import type { Result } from '../model/change.ts';
import { lineStateOf } from '../model/desired.ts';
import type { Desired } from '../model/desired.ts';
import type { Memory, Owned } from '../model/memory.ts';
import { refOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';

export interface DeviceFacts {
  readonly desired: Desired;
  /** See Health.ids. */
  readonly ids: ReadonlyMap<Ref, string>;
  readonly results: readonly Result[];
  readonly now: Instant;
}

type Inventory = Memory['inventory'];

/** Entries of those that are there; what stands stays where there is none. */
export function devicesAfter(inventory: Inventory, facts: DeviceFacts): readonly Owned[] {
  return linesOf(facts.desired).flatMap((ref) => {
    const backendId = facts.ids.get(ref);
    if (backendId === undefined || lineStateOf(facts.desired, ref) !== 'present') return [];
    const before = inventory.get(ref);
    if (before?.backendId !== backendId) return [newlyOwned(ref, backendId, facts)];
    return [before.forgottenAt === null ? before : { ...before, forgottenAt: null }];
  });
}

/** How many are remembered, when each is there as its line says; null: something is to be written down. */
export function countSettledDevices(inventory: Inventory, { desired, ids }: Pick<DeviceFacts, 'desired' | 'ids'>): number | null {
  let count = 0;
  for (const ref of linesOf(desired)) {
    const owned = inventory.get(ref);
    const backendId = ids.get(ref);
    if (owned === undefined && backendId === undefined) continue;
    const isSettled = owned?.backendId === backendId && owned?.forgottenAt === null && lineStateOf(desired, ref) === 'present';
    if (!isSettled) return null;
    count += 1;
  }
  return count;
}

function linesOf({ docs }: Desired): readonly Ref[] {
  return [...docs.StorageNode.values()].flatMap(({ name, spec }) =>
    Object.keys(spec.devices ?? {}).map((line) => refOf('Device', `${name}/${line}`)),
  );
}

function newlyOwned(ref: Ref, backendId: string, { desired, results, now }: DeviceFacts): Owned {
  const isOurs = results.some(({ change, outcome }) => change.ref === ref && change.op === 'create' && outcome.kind === 'applied');
  const how = isOurs ? 'created' : 'adopted';
  return { ref, backendId, applied: null, specDigest: null, how, commit: desired.commit, since: now, forgottenAt: null };
}
