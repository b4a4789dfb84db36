/**
 * inventory/<Kind>/<x>.jsonl: what the agent owns, one object a line. Sixteen files a kind, by the first hex digit of the
 * name's hash: a change of one object writes a small file, and reading a thousand is not a thousand reads.
 */
import { createHash } from 'node:crypto';
import { formatInstant } from '../../clock.ts';
import type { Began } from '../../model/change.ts';
import type { Owned } from '../../model/memory.ts';
import { kindOf, nameOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import { ifThere, instantIn, jsonIn, malformed, oneOf, orNull, parseLines, partIn, textIn } from './fields.ts';
import type { Fields } from './fields.ts';

export const INVENTORY_FOLDER = 'inventory/';

/** `inventory/Volume/3.jsonl` */
export function bucketOf(ref: Ref): string {
  const hash = createHash('sha256').update(nameOf(ref)).digest('hex');
  return `${INVENTORY_FOLDER}${kindOf(ref)}/${hash.slice(0, 1)}.jsonl`;
}

/** Sorted, so that equal inventories are equal texts. */
export function formatOwned(all: readonly Owned[]): string {
  return all
    .toSorted((one, other) => (one.ref < other.ref ? -1 : 1))
    .map((owned) => `${JSON.stringify(line(owned))}\n`)
    .join('');
}

function line(owned: Owned): object {
  const { ref, backendId, how, since, commit, forgottenAt, specDigest, applied, began } = owned;
  const times = { since: formatInstant(since), forgottenAt: forgottenAt === null ? null : formatInstant(forgottenAt) };
  return { ref, backendId, how, ...times, commit, specDigest, applied, ...(began === undefined ? {} : { began }) };
}

/** `bucket`: the file's path in the cluster's folder. */
export function parseOwned(text: string, place: string, bucket: string): readonly Owned[] {
  const all = parseLines(text, place).map((fields) => ownedOf(fields, bucket));
  if (new Set(all.map(({ ref }) => ref)).size !== all.length) throw malformed(place, 'names an object twice');
  return all;
}

function ownedOf(fields: Fields, bucket: string): Owned {
  const ref = textIn(fields, 'ref') as Ref;
  if (bucketOf(ref) !== bucket) throw malformed(fields.place, `names ${ref}, which does not belong there`);
  const began = ifThere<Began | null>(beganIn, null)(fields, 'began');
  return {
    ref,
    backendId: textIn(fields, 'backendId'),
    applied: jsonIn(fields, 'applied'),
    specDigest: orNull(textIn)(fields, 'specDigest'),
    how: oneOf(fields, 'how', ['created', 'adopted']),
    commit: textIn(fields, 'commit'),
    since: instantIn(fields, 'since'),
    forgottenAt: orNull(instantIn)(fields, 'forgottenAt'),
    ...(began === null ? {} : { began }),
  };
}

function beganIn(fields: Fields, key: string): Began {
  const part = partIn(fields, key);
  return { id: textIn(part, 'id'), what: oneOf(part, 'what', ['create', 'change', 'rollback']) };
}
