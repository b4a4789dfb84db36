/** What an Approval names beside the id of a change. */
import { createHash } from 'node:crypto';
import type { Change, Op } from '../model/change.ts';

/** `recover` is the end of a lost memory: see guard/memory-lost.ts. */
export type Approvable = Pick<Change, 'ref' | 'backendId' | 'class'> & { readonly op: Op | 'recover' };

/** `systemId`: System.identity. An object made anew has another backend id, so no key can be used for it again. */
export function approvalKey(systemId: string, { ref, op, backendId, class: changeClass }: Approvable): string {
  const fields = ['plumbline/1', systemId, ref, op, backendId ?? '', changeClass];
  return createHash('sha256').update(fields.join('|')).digest('hex');
}
