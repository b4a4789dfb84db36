/** Gives faults their line and column: of a value that a patch or a variable put there, both places. */
import type { DocError, Origin } from '../model/desired.ts';
import { compareText } from '../schema/fault.ts';
import type { Path } from '../schema/fault.ts';
import { told } from '../schema/mistakes.ts';
import { withRemedy } from '../schema/written.ts';
import type { Written } from '../schema/written.ts';
import type { Gathered } from './gather.ts';
import { AT_START, findPlaces } from './places.ts';
import type { FindPlace, PlacesFrom, Wanted } from './places.ts';
import type { CrossFault, NameFile, Provenance, Spot } from './types.ts';

export type Where = PlacesFrom & Pick<Gathered, 'cluster' | 'provenanceOf'> & { readonly nameFile: NameFile };

export async function locate(faults: readonly CrossFault[], where: Where): Promise<readonly DocError[]> {
  const all = mergedByPatch(faults.toSorted(byOrigin).map((fault) => seenFrom(fault, where)));
  // Told twice: first only to find out which places that takes.
  const wanted: Wanted[] = [];
  const want = (one: Wanted): Written => {
    wanted.push(one);
    return AT_START;
  };
  for (const seen of all) errorOf(seen, where, want);
  const find = await findPlaces(wanted, where);
  return all.map((seen) => errorOf(seen, where, find));
}

function errorOf(seen: Seen, where: Where, find: FindPlace): DocError {
  const { fault, at } = seen;
  const { line, column, word } = find({ ...at, at: fault.at });
  const sentence = withRemedy(fault, word, variablesIn(seen));
  const message = [sentence, ...otherPlaces(fault, where, find), ...itsPlaces(seen, where, find)].join(' ');
  return { code: fault.code.code, file: at.origin.file, line, column, message: told(message) };
}

/** In order of file: the first of several that a patch brings is told. */
function byOrigin({ origin: a }: CrossFault, { origin: b }: CrossFault): number {
  return compareText(a.file, b.file) || a.index - b.index;
}

interface Seen {
  readonly fault: CrossFault;
  /** Where it is written. */
  readonly at: Spot;
  readonly isPatched: boolean;
  readonly provenance: Provenance | null;
  /** Documents into which the same patch brought the same fault, besides the fault's own. */
  others: number;
}

function seenFrom(fault: CrossFault, where: Where): Seen {
  where.watch();
  const provenance = where.provenanceOf(fault.origin);
  const at = written(fault.origin, fault.missing === undefined ? fault.path : [...fault.path, fault.missing], where);
  const isPatched = at.origin !== fault.origin;
  return { fault, at: isPatched ? at : { origin: fault.origin, path: fault.path }, isPatched, provenance, others: 0 };
}

function written(origin: Origin, path: Path, { cluster, provenanceOf }: Where): Spot {
  const patch = cluster === null ? null : (provenanceOf(origin)?.patch(path) ?? null);
  return cluster === null || patch === null ? { origin, path } : { origin: cluster.origin, path: patch };
}

/** One line of a patch is one mistake, however many documents it is laid over. */
function mergedByPatch(all: readonly Seen[]): readonly Seen[] {
  const firsts = new Map<string, Seen>();
  return all.filter((seen) => {
    if (!seen.isPatched) return true;
    const { code, message, at, other, others } = seen.fault;
    const key = JSON.stringify([code.code, seen.at.path, at, message, other, others]);
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, seen);
    else first.others += 1;
    return first === undefined;
  });
}

/** Of how many other documents a message names the place. */
const MOST_PLACES = 3;

function otherPlaces({ other, others = [] }: CrossFault, where: Where, find: FindPlace): readonly string[] {
  const all = other === undefined ? others : [other, ...others];
  if (all.length === 0) return [];
  const places: string[] = [];
  for (const { origin, path } of all.slice(0, MOST_PLACES)) {
    const spot = written(origin, path, where);
    places.push(placeText(spot.origin, spot.path, find, where.nameFile));
  }
  const more = all.length > MOST_PLACES ? ` and ${all.length - MOST_PLACES} more` : '';
  return [`${all.length === 1 ? 'The other one is' : 'The others are'} at ${places.join(', ')}${more}.`];
}

/** Where the document stands that a patch was laid over, and where the variables are set. */
function itsPlaces(seen: Seen, { cluster, nameFile }: Where, find: FindPlace): readonly string[] {
  const { fault, isPatched, provenance, others } = seen;
  if (provenance === null || cluster === null) return [];
  const notes: string[] = [];
  if (isPatched) {
    const more = others === 0 ? '' : ` and ${others} more ${others === 1 ? 'document' : 'documents'}`;
    notes.push(`It is patched into ${provenance.ref ?? 'the document'} of ${placeText(fault.origin, [], find, nameFile)}${more}.`);
  }
  const looked = isPatched ? [] : patchesLooked(fault, provenance);
  if (looked.length > 0) {
    const places: string[] = [];
    for (const path of looked.slice(0, MOST_PLACES)) places.push(placeText(cluster.origin, path, find, nameFile));
    notes.push(`Patched at ${places.join(', ')}.`);
  }
  for (const name of variablesIn(seen)) {
    notes.push(`vars.${name} is set at ${placeText(cluster.origin, ['spec', 'vars', name], find, nameFile)}.`);
  }
  return notes;
}

/** Where patches put what the rule looked at besides the value that it names; not what is inside of what they put there. */
function patchesLooked({ looked = [] }: CrossFault, provenance: Provenance): readonly Path[] {
  const byText = new Map<string, Path>();
  for (const path of looked) {
    const patch = provenance.patch(path);
    const isInside = patch?.some((_, length) => byText.has(JSON.stringify(patch.slice(0, length)))) ?? true;
    if (patch !== null && !isInside) byText.set(JSON.stringify(patch), patch);
  }
  return [...byText.values()];
}

/** Names of those that the value has; a key has none. */
function variablesIn({ fault, provenance }: Seen): readonly string[] {
  return fault.at === 'value' ? (provenance?.variables(fault.path) ?? []) : [];
}

function placeText(origin: Origin, path: Path, find: FindPlace, nameFile: NameFile): string {
  const { line, column } = find({ origin, path, at: 'value' });
  return `${nameFile(origin.file)}:${line}:${column}`;
}
