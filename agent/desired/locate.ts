/** Gives faults their line and column: of a value that a patch or a variable put there, both places. */
import type { DocError, Origin } from '../model/desired.ts';
import { compareText } from '../schema/fault.ts';
import type { Path } from '../schema/fault.ts';
import type { Gathered } from './gather.ts';
import { placeFinder } from './places.ts';
import type { FindPlace, PlacesFrom } from './places.ts';
import type { CrossFault, Provenance } from './types.ts';

export type Where = PlacesFrom & Pick<Gathered, 'cluster' | 'provenanceOf'>;

export async function locate(faults: readonly CrossFault[], where: Where): Promise<readonly DocError[]> {
  const find = placeFinder(where);
  const cluster = where.cluster?.origin ?? null;
  const errors: DocError[] = [];
  for (const seen of mergedByPatch(faults.toSorted(byOrigin).map((fault) => seenFrom(fault, where)))) {
    const { fault, at } = seen;
    const place = await find(at.origin, at.path, fault.at);
    const message = [fault.message, ...(await otherPlace(fault, where, find)), ...(await itsPlaces(seen, cluster, find))].join(' ');
    errors.push({ code: fault.code.code, file: at.origin.file, line: place.line, column: place.column, message: clipped(message) });
  }
  return errors;
}

/** A name or value in a message may be as long as a file. */
const LONGEST_MESSAGE = 1_000;

function clipped(message: string): string {
  return message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 3)}...` : message;
}

/** In one file after the other: then each is parsed once. */
function byOrigin({ origin: a }: CrossFault, { origin: b }: CrossFault): number {
  return compareText(a.file, b.file) || a.index - b.index;
}

interface Seen {
  readonly fault: CrossFault;
  /** Where it is written. */
  readonly at: { readonly origin: Origin; readonly path: Path };
  readonly isPatched: boolean;
  readonly provenance: Provenance | null;
  /** Documents into which the same patch brought the same fault, besides the fault's own. */
  others: number;
}

function seenFrom(fault: CrossFault, where: Where): Seen {
  const provenance = where.provenanceOf(fault.origin);
  const at = written(fault.origin, fault.missing === undefined ? fault.path : [...fault.path, fault.missing], where);
  const isPatched = at.origin !== fault.origin;
  return { fault, at: isPatched ? at : { origin: fault.origin, path: fault.path }, isPatched, provenance, others: 0 };
}

function written(origin: Origin, path: Path, { cluster, provenanceOf }: Where): Seen['at'] {
  const patch = cluster === null ? null : (provenanceOf(origin)?.patch(path) ?? null);
  return cluster === null || patch === null ? { origin, path } : { origin: cluster.origin, path: patch };
}

/** One line of a patch is one mistake, however many documents it is laid over. */
function mergedByPatch(all: readonly Seen[]): readonly Seen[] {
  const firsts = new Map<string, Seen>();
  return all.filter((seen) => {
    if (!seen.isPatched) return true;
    const { code, message, at, other } = seen.fault;
    const key = JSON.stringify([code.code, seen.at.path, at, message, other]);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, seen);
    else first.others += 1;
    return first === undefined;
  });
}

async function otherPlace({ other }: CrossFault, where: Where, find: FindPlace): Promise<readonly string[]> {
  if (other === undefined) return [];
  const { origin, path } = written(other.origin, other.path, where);
  return [`The other one is at ${await placeText(origin, path, find)}.`];
}

/** Where the document stands that a patch was laid over, and where the variables are set. */
async function itsPlaces(
  { fault, isPatched, provenance, others }: Seen,
  cluster: Origin | null,
  find: FindPlace,
): Promise<readonly string[]> {
  if (provenance === null || cluster === null) return [];
  const notes: string[] = [];
  if (isPatched) {
    const more = others === 0 ? '' : ` and ${others} more ${others === 1 ? 'document' : 'documents'}`;
    notes.push(`It is patched into ${provenance.ref ?? 'the document'} of ${await placeText(fault.origin, [], find)}${more}.`);
  }
  // A key has no variables.
  for (const name of fault.at === 'value' ? provenance.variables(fault.path) : []) {
    notes.push(`vars.${name} is set at ${await placeText(cluster, ['spec', 'vars', name], find)}.`);
  }
  return notes;
}

async function placeText(origin: Origin, path: Path, find: FindPlace): Promise<string> {
  const { line, column } = await find(origin, path, 'value');
  return `${origin.file}:${line}:${column}`;
}
