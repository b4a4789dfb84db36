/** forgets.jsonl: what went in the last 24 hours, one removal a line. */
import { formatInstant } from '../../clock.ts';
import type { Removal } from '../../model/memory.ts';
import { kindOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import { instantIn, jsonIn, oneOf, parseLines, textIn } from './fields.ts';
import type { Fields } from './fields.ts';

export function formatRemovals(removals: readonly Removal[]): string {
  return removals.map((removal) => `${JSON.stringify({ ...removal, at: formatInstant(removal.at) })}\n`).join('');
}

export function parseRemovals(text: string, place: string): readonly Removal[] {
  return parseLines(text, place).map(removalOf);
}

function removalOf(fields: Fields): Removal {
  const ref = textIn(fields, 'ref') as Ref;
  return {
    kind: kindOf(ref),
    ref,
    backendId: textIn(fields, 'backendId'),
    what: oneOf(fields, 'what', ['deleted', 'forgotten']),
    at: instantIn(fields, 'at'),
    approvalKey: textIn(fields, 'approvalKey'),
    applied: jsonIn(fields, 'applied'),
  };
}
