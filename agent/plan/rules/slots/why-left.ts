/** Why no slot claims a disk, by its tags. */
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { nodesOf } from '../see-pool.ts';
import { rowsOf } from '../rows.ts';
import type { RuleFacts } from '../types.ts';

/** `row`: none in git is for it. `node`: its SDS is no declared node's. `place`: both are there, and another disk is in use for them. */
export interface WhyLeft {
  readonly kind: 'row' | 'node' | 'place';
  /** As a clause. */
  readonly why: string;
}

export function whyLeft({ slot }: CloudDisk, facts: RuleFacts): WhyLeft {
  if (slot === null) return { kind: 'row', why: 'its tags do not say what it is for' };
  const { pool, row, sds } = slot;
  const { ids } = facts.sight.health;
  const doc = [...facts.inputs.desired.docs.StoragePool.values()].find(({ ref }) => ids.get(ref) === pool);
  if (doc === undefined) return { kind: 'row', why: `no declared pool is the ${pool} of its tags` };
  if (!rowsOf(doc).some(({ key }) => key === row)) return { kind: 'row', why: `${doc.ref} has no row ${row}` };
  const node = nodesOf(doc, facts).find(({ ref }) => ids.get(ref) === sds);
  return node === undefined
    ? { kind: 'node', why: `no declared node of ${doc.ref} is the SDS ${sds} of its tags` }
    : { kind: 'place', why: `row ${row} of ${doc.ref} has no place for it any more on ${node.ref}` };
}
