/** One document: patched, its variables put in, and checked by itself. */
import type { Kind } from '../model/kinds.gen.ts';
import { refOf } from '../model/ref.ts';
import type { Json } from '../model/ref.ts';
import type { Fault } from '../schema/fault.ts';
import { faultsOf } from '../schema/validate.ts';
import { asksOf } from './asks.ts';
import { digestOf } from './digest.ts';
import type { ResolvedDoc } from './load-cache.ts';
import { fieldOf } from './merge-patch.ts';
import { firstFaults } from './most-faults.ts';
import { ownFaults } from './own-faults.ts';
import { putTogether } from './put-together.ts';
import type { Around, Parts } from './put-together.ts';
import type { MarkedText } from './references.ts';
import { SCHEMAS } from './schemas.ts';
import type { Content, CrossFault, Entry, KnownDoc } from './types.ts';
import { isUnsettled, lookalikes, secretFaults, secretsIn, variableFaults } from './variables.ts';

export type Checked = Pick<ResolvedDoc, 'entry' | 'isNamed' | 'faults' | 'warnings' | 'added'>;

export async function checked(parts: Parts, around: Around): Promise<Checked> {
  const { kind, name, faults: wrongKind } = parts.head;
  if (kind === null || name === null || wrongKind.length > 0) return misnamed(parts);
  const { value, marked, final, added, faults: tooLarge } = putTogether(parts, around);
  const known = knownOf(parts);
  const unsettled = marked.filter((text) => isUnsettled(kind, text, around.world));
  const misfits = known !== null ? NO_FAULTS : await faultsOf(SCHEMAS[kind], value);
  const schema = misfits.filter((fault) => !unsettled.some((text) => isInside(fault, text)));
  const wrong = [...tooLarge, ...variableFaults(kind, marked, around.world), ...schema];
  const content = wrong.length > 0 || unsettled.length > 0 ? null : contentOf(value, secretsIn(kind, final), known);
  const own = content === null ? NO_FAULTS : ownFaults(kind, content);
  const faults = firstFaults([...wrong, ...secretFaults({ kind, name }, final, around.world), ...own]);
  return {
    entry: entryOf({ kind, name, origin: parts.origin, content }, value),
    isNamed: !unsettled.some(({ path: [section, field] }) => section === 'metadata' && field === 'name'),
    faults: at(parts, faults),
    warnings: at(parts, lookalikes(marked)),
    added,
  };
}

/** A document of which only its own rules are to be asked. */
export function knownToFit({ kind, name, origin }: Pick<Entry, 'kind' | 'name' | 'origin'>, value: Json, known: KnownDoc): Checked {
  const content = contentOf(value, NO_SECRETS, known);
  const entry = entryOf({ kind, name, origin, content }, value);
  return { entry, isNamed: true, faults: at({ origin }, ownFaults(kind, content)), warnings: NO_FAULTS, added: 0 };
}

const NO_SECRETS: readonly string[] = [];

function knownOf({ raw, key }: Parts): KnownDoc | null {
  return raw.known !== undefined && raw.known.key === key ? raw.known : null;
}

/** A document without a name, or of no kind that there is. */
async function misnamed({ head, raw, origin }: Parts): Promise<Checked> {
  const { kind, name } = head;
  const faults = firstFaults(kind === null || head.faults.length > 0 ? head.faults : await faultsOf(SCHEMAS[kind], raw.value));
  const entry = kind === null || name === null ? null : entryOf({ kind, name, origin, content: null }, raw.value);
  return { entry, isNamed: entry !== null, faults: at({ origin }, faults), warnings: NO_FAULTS, added: 0 };
}

const NO_FAULTS: readonly never[] = [];

function at({ origin }: Pick<Parts, 'origin'>, faults: readonly Fault[]): readonly CrossFault[] {
  return faults.length === 0 ? NO_FAULTS : faults.map((fault) => ({ ...fault, origin }));
}

/** What is wrong with a text that stands in place of a value is one mistake, whatever the schema says of the text. */
function isInside({ path }: Fault, text: MarkedText): boolean {
  return text.path.length <= path.length && text.path.every((part, index) => part === path[index]);
}

type Known = Pick<Entry, 'kind' | 'name' | 'origin' | 'content'>;

function entryOf({ kind, name, origin, content }: Known, value: Json): Entry {
  const vendorName = fieldOf(fieldOf(value, 'spec'), 'name');
  return {
    ref: refOf(kind, name),
    kind,
    name,
    vendorName: typeof vendorName === 'string' ? vendorName : name,
    origin,
    content,
    asks: asksOf(kind, name, content),
  };
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
