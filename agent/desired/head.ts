/** Kind and name of a document, which must be known before anything else of it. */
import type { Kind } from '../model/kinds.gen.ts';
import { short } from '../model/printable.ts';
import type { Json } from '../model/ref.ts';
import { schemaErrors } from '../schema/errors.ts';
import type { Fault } from '../schema/fault.ts';
import { nearest } from '../schema/nearest.ts';
import { desiredErrors } from './errors.ts';
import { fieldOf, isMapping } from './merge-patch.ts';
import { KINDS, SCHEMAS } from './schemas.ts';

export interface Head {
  /** Of a misspelt kind the one that is meant, or every reference to the document would be an error too. Null: nobody can say. */
  readonly kind: Kind | null;
  /** Null for one that is longer than any kind takes, too: it would be in message after message. */
  readonly name: string | null;
  /** What is wrong with the kind. */
  readonly faults: readonly Fault[];
}

/** What the schemas say of the kind that takes the longest, in characters. */
const LONGEST_NAME = 1_000;

const NO_FAULTS: readonly Fault[] = [];

/** `document` is whatever YAML or JSON can hold. */
export function headOf(document: Json): Head {
  const field = fieldForKind(document);
  const given = fieldOf(document, field);
  const name = fieldOf(fieldOf(document, 'metadata'), 'name');
  const known = typeof given === 'string' && Object.hasOwn(SCHEMAS, given) ? (given as Kind) : null;
  return {
    kind: known ?? meantBy(given),
    name: typeof name === 'string' && name.length <= LONGEST_NAME ? name : null,
    faults: faultsIn(field, given, known),
  };
}

/** `kind`, or what stands there instead of it: `Kind`. */
function fieldForKind(document: Json): string {
  if (!isMapping(document) || Object.hasOwn(document, 'kind')) return 'kind';
  return Object.keys(document).find((field) => nearest(field, ['kind']) !== null) ?? 'kind';
}

function faultsIn(field: string, given: Json | undefined, known: Kind | null): readonly Fault[] {
  if (field !== 'kind')
    return [
      {
        code: schemaErrors.unknownField,
        path: [field],
        at: 'key',
        meant: 'kind',
        message: `There is no field ${short(field)}; did you mean kind?`,
      },
    ];
  return known === null ? [unknownKind(given)] : NO_FAULTS;
}

function meantBy(given: Json | undefined): Kind | null {
  return typeof given === 'string' ? (nearest(given, KINDS) as Kind | null) : null;
}

function unknownKind(given: Json | undefined): Fault {
  const meant = meantBy(given);
  const start =
    typeof given === 'string' ? `There is no kind ${short(given)}` : 'Every document needs `apiVersion: plumbline/v1` and a kind';
  const end = meant === null ? `; there are ${KINDS.join(', ')}.` : `; did you mean ${meant}?`;
  return { code: desiredErrors.unknownKind, path: given === undefined ? [] : ['kind'], at: 'value', message: `${start}${end}` };
}
