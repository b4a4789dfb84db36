/** What an Approval names beside the id of a change. */
import { createHash } from 'node:crypto';
import type { Change, FieldDiff, Op } from '../model/change.ts';

/** `recover` is the end of a lost memory: see guard/memory-lost.ts. */
export type Approvable = Pick<Change, 'ref' | 'backendId' | 'class' | 'consent'> & {
  readonly op: Op | 'recover';
  readonly fields?: readonly FieldDiff[];
};

/** `systemId`: System.identity. An object made anew has another backend id, so no key can be used for it again. */
export function approvalKey(systemId: string, change: Approvable): string {
  const { ref, op, backendId, class: changeClass } = change;
  const fields = ['plumbline/1', systemId, ref, op, backendId ?? '', changeClass, ...valuesIn(change)];
  return createHash('sha256').update(fields.join('|')).digest('hex');
}

/** These are of the whole object: of what they change, or how far they have got, nothing depends. */
const WHOLE: ReadonlySet<Approvable['op']> = new Set(['create', 'delete', 'grow', 'recover']);

/** An object is changed many times: who agrees to a spare of 5 % has not agreed to 1 %, nor to unmapping it elsewhere. */
function valuesIn({ op, class: changeClass, consent, fields = [] }: Approvable): readonly string[] {
  const isAsked = changeClass === 'destructive' || consent === 'approval';
  return isAsked && !WHOLE.has(op) ? [JSON.stringify(fields.map(({ path, from, to }) => [path, from, to]))] : [];
}
