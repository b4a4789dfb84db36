/** All that is bought and still paid for: what carries the agent's tags, and what it bought and cannot see yet. */
import type { Bought } from '../../model/growth.ts';
import type { Ref } from '../../model/ref.ts';
import { declaringRef, kindOf, nameOf } from '../../model/ref.ts';
import { facets } from '../../model/world.ts';
import type { CloudDisk, CloudFacets } from '../../systems/cloud-disks/types.ts';
import { monthlyUsd } from './prices.ts';
import type { Priced } from './prices.ts';
import { plainRow, rowsOf } from './rows.ts';
import type { RuleFacts } from './types.ts';

/** Null: not known, and then nothing more is bought. */
export function boughtOf(facts: RuleFacts): Bought | null {
  const disks = facets<CloudFacets>(facts.sight.world, 'cloud-disks')?.disks;
  if (disks === undefined) return null;
  if (disks.kind === 'unknown') return null;
  const visible = disks.value.filter(({ state }) => state !== 'deleted');
  return sumOf([...visible, ...unseen(visible, facts)], facts);
}

function sumOf(disks: readonly (Priced | null)[], { prices }: RuleFacts): Bought | null {
  let sum: Bought = { disks: 0, monthlyUsd: 0 };
  for (const disk of disks) {
    const usd = disk === null ? null : monthlyUsd(disk, prices);
    if (usd === null) return null;
    sum = { disks: sum.disks + 1, monthlyUsd: sum.monthlyUsd + usd };
  }
  return sum;
}

/** Null for one of which it is not known what it is. */
function unseen(visible: readonly CloudDisk[], facts: RuleFacts): readonly (Priced | null)[] {
  const { inventory, intents } = facts.inputs.memory;
  const ids = new Set(visible.map(({ id }) => id));
  const owned = [...inventory.values()].filter(({ ref, backendId }) => kindOf(ref) === 'Disk' && !ids.has(backendId));
  const begun = intents.filter(({ ref, line }) => kindOf(ref) === 'Disk' && line.op === 'create').map(({ ref }) => ref);
  const unknown = begun.filter((ref) => !inventory.has(ref) && !visible.some((disk) => isFor(disk, ref, facts)));
  return [
    ...owned.map(({ ref, applied }) => specOf(ref, sizeIn(applied), facts)),
    ...[...new Set(unknown)].map((ref) => specOf(ref, null, facts)),
  ];
}

function isFor({ slot }: CloudDisk, ref: Ref, { sight }: RuleFacts): boolean {
  const [pool, node, row] = nameOf(ref).split('/');
  const { ids } = sight.health;
  return slot !== null && slot.row === row && slot.pool === ids.get(`StoragePool/${pool}`) && slot.sds === ids.get(`StorageNode/${node}`);
}

/** By its row; where that is gone, as the pool buys them now. */
function specOf(ref: Ref, sizeGiB: number | null, { inputs }: RuleFacts): Priced | null {
  const [pool, , key] = nameOf(ref).split('/');
  const doc = inputs.desired.docs.StoragePool.get(nameOf(declaringRef(ref)));
  const cloudDisks = doc?.spec.cloudDisks;
  if (pool === undefined || key === undefined || doc === undefined || cloudDisks === undefined) return null;
  const row = rowsOf(doc).find((declared) => declared.key === key);
  if (row !== undefined) return { ...row, sizeGiB: sizeGiB ?? row.sizeGiB };
  return sizeGiB === null ? null : plainRow(key, sizeGiB, cloudDisks);
}

function sizeIn(applied: unknown): number | null {
  if (typeof applied !== 'object' || applied === null || !('sizeGiB' in applied)) return null;
  return typeof applied.sizeGiB === 'number' ? applied.sizeGiB : null;
}
