/** One document: patched, its variables put in, and checked by itself. */
import type { Kind } from '../model/kinds.gen.ts';
import { nameOn, refOf, systemNamed } from '../model/ref.ts';
import type { Json } from '../model/ref.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { faultsOf } from '../schema/validate.ts';
import { asksOf } from './asks.ts';
import { digestOf } from './digest.ts';
import type { ResolvedDoc } from './load-cache.ts';
import { fieldOf, isMapping } from './merge-patch.ts';
import type { Head } from './head.ts';
import { firstFaults } from './most-faults.ts';
import { ownFaults, ownWarnings, tracedFaults } from './own-faults.ts';
import { putTogether } from './put-together.ts';
import type { Around, Parts } from './put-together.ts';
import type { MarkedText } from './references.ts';
import { SCHEMAS } from './schemas.ts';
import { soundOf } from './sound.ts';
import type { Wrong } from './sound.ts';
import type { Content, CrossFault, Entry, KnownDoc } from './types.ts';
import { isUnsettled, lookalikes, secretFaults, secretsIn, variableFaults } from './variables.ts';

export type Checked = Pick<ResolvedDoc, 'entry' | 'isNamed' | 'faults' | 'warnings' | 'added'>;

export function checked(parts: Parts, around: Around): Checked {
  const { kind, name, faults: wrongKind } = parts.head;
  if (kind === null || name === null) return misnamed(parts, around);
  const { value, marked, final, added, faults: tooLarge } = putTogether(parts, around);
  const known = knownOf(parts);
  const unsettled = marked.filter((text) => isUnsettled(kind, text, around.world));
  const misfits = known !== null ? NO_FAULTS : misfitsOf(kind, parts.head, value, around);
  const schema = outside(unsettled, misfits);
  const wrong = [...wrongKind, ...tooLarge, ...variableFaults(kind, marked, around.world), ...schema];
  const fits = wrong.length === 0 && unsettled.length === 0;
  const content = fits ? contentOf(value, secretsIn(kind, final), known) : null;
  const spoilt = misfits.length > around.mostMistakes ? EVERYTHING : [...wrong, ...unsettled];
  const sound = content ?? soundOf(value, spoilt);
  const found = ownFaults(kind, sound);
  const own = found.length === 0 || parts.patches.length === 0 ? found : tracedFaults(kind, value, spoilt);
  const faults = firstFaults([...wrong, ...secretFaults({ kind, name: nameOn(onIn(value), name) }, final, around.world), ...own]);
  return {
    entry: entryOf({ kind, name, origin: parts.origin, content, sound, isNameSound: !wrong.some(isAboutName) }, value),
    isNamed: !unsettled.some(({ path: [section, field] }) => section === 'metadata' && field === 'name'),
    faults: at(parts, faults),
    warnings: at(parts, [...lookalikes(marked), ...ownWarnings(kind, sound)]),
    added,
  };
}

/** Of a document in which more is wrong than anybody looked for. */
const EVERYTHING = ['state', 'metadata', 'spec'].map((field): Wrong => ({ path: [field], at: 'value' }));

/** A document of which only its own rules are to be asked. */
export function knownToFit({ kind, name, origin }: Pick<Entry, 'kind' | 'name' | 'origin'>, value: Json, known: KnownDoc): Checked {
  const content = contentOf(value, NO_SECRETS, known);
  const entry = entryOf({ kind, name, origin, content, sound: content, isNameSound: true }, value);
  const [faults, warnings] = [ownFaults(kind, content), ownWarnings(kind, content)];
  return { entry, isNamed: true, faults: at({ origin }, faults), warnings: at({ origin }, warnings), added: 0 };
}

const NO_SECRETS: readonly string[] = [];

function knownOf({ raw, key }: Parts): KnownDoc | null {
  return raw.known !== undefined && raw.known.key === key ? raw.known : null;
}

/** A document without a name, or of no kind that there is. */
function misnamed({ head, raw, origin }: Parts, around: Around): Checked {
  const { kind } = head;
  const faults = firstFaults(kind === null ? head.faults : [...head.faults, ...misfitsOf(kind, head, raw.value, around)]);
  return { entry: null, isNamed: false, faults: at({ origin }, faults), warnings: NO_FAULTS, added: 0 };
}

/** Besides what is wrong with the kind, which is a mistake of its own. */
function misfitsOf(kind: Kind, { faults: wrongKind }: Head, value: Json, { mostMistakes }: Around): readonly Fault[] {
  if (wrongKind.length === 0 || !isMapping(value)) return faultsOf(SCHEMAS[kind], value, mostMistakes);
  const others = Object.entries(value).filter(([field]) => !wrongKind.some(({ path: [wrong] }) => field === wrong));
  return faultsOf(SCHEMAS[kind], { ...Object.fromEntries(others), kind }, mostMistakes);
}

function isAboutName({ path: [section, field] }: Fault): boolean {
  return section === 'metadata' && field === 'name';
}

const NO_FAULTS: readonly never[] = [];

function at({ origin }: Pick<Parts, 'origin'>, faults: readonly Fault[]): readonly CrossFault[] {
  return faults.length === 0 ? NO_FAULTS : faults.map((fault) => ({ ...fault, origin }));
}

/** What is wrong with a text that stands in place of a value is one mistake, whatever the schema says of the text. */
function outside(texts: readonly MarkedText[], faults: readonly Fault[]): readonly Fault[] {
  if (texts.length === 0 || faults.length === 0) return faults;
  const places = new Set(texts.map(({ path }) => path.map(keyOfPart).join('')));
  return faults.filter(({ path }) => !isAtOrBelow(path, places));
}

/** `places` are as many as a hostile document has texts: none of them is looked at by itself. */
function isAtOrBelow(path: Path, places: ReadonlySet<string>): boolean {
  let place = '';
  if (places.has(place)) return true;
  for (const part of path) {
    place += keyOfPart(part);
    if (places.has(place)) return true;
  }
  return false;
}

function keyOfPart(part: string | number): string {
  return JSON.stringify([part]);
}

type Known = Pick<Entry, 'kind' | 'name' | 'origin' | 'content' | 'sound' | 'isNameSound'>;

function entryOf({ kind, name, origin, content, sound, isNameSound }: Known, value: Json): Entry {
  const vendorName = fieldOf(fieldOf(value, 'spec'), 'name');
  const on = onIn(value);
  const key = keyFor(kind, name, on, value);
  return {
    ref: refOf(kind, key),
    kind,
    name,
    key,
    on,
    vendorName: typeof vendorName === 'string' ? vendorName : name,
    origin,
    content,
    sound,
    isNameSound,
    asks: asksOf(kind, { name, on }, sound),
  };
}

function onIn(value: Json): string | null {
  const on = fieldOf(fieldOf(value, 'metadata'), 'on');
  return typeof on === 'string' ? on : null;
}

/** A job is known by the scheduler that it is written for. */
function keyFor(kind: Kind, name: string, on: string | null, value: Json): string {
  if (kind !== 'Job') return nameOn(on, name);
  const scheduler = fieldOf(fieldOf(value, 'spec'), 'metronome') === undefined ? 'chronos' : 'metronome';
  return nameOn(systemNamed(scheduler, on), name);
}

interface Valid {
  readonly state?: 'present' | 'absent';
  readonly metadata: Partial<Pick<Content<Kind>, 'labels' | 'annotations'>>;
  readonly spec?: Content<Kind>['spec'];
}

const NOTHING = {};

function contentOf(value: Json, secrets: readonly string[], known: KnownDoc | null): Content<Kind> {
  // The schema of its kind has passed it.
  const { state = 'present', metadata, spec = NOTHING as Content<Kind>['spec'] } = value as unknown as Valid;
  const { labels = NOTHING, annotations = NOTHING } = metadata;
  return { state, labels, annotations, secrets, spec, specDigest: known?.specDigest ?? digestOf(spec) };
}
