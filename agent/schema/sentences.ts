/** What is wrong with a value and what would be right, in one sentence per keyword of JSON Schema. */
import { schemaErrors } from './errors.ts';
import type { Fault } from './fault.ts';
import { descriptionOf } from './field-words.ts';
import type { Misfit } from './misfits.ts';
import { didYouMean } from './nearest.ts';

export type Sentence = Pick<Fault, 'code' | 'message' | 'remedy'>;

/** `name` is how the value is called in the file: `spec.sizeGiB`. */
export function sentence(error: Misfit, name: string): Sentence {
  if (error.keyword === 'type')
    return {
      code: schemaErrors.wrongType,
      message: `${name} must be ${kindWord(typeNames(error))}, not ${shown(error.data)}.`,
      ...remedyFor(error.data, typeNames(error)),
    };
  return { code: schemaErrors.wrongValue, message: `${name} ${must(error)}` };
}

/** `: where it lives` after a name, from the description in a schema; whoever gave a value need not hear what leaving it out means. */
export function describedBy(description: string | undefined): string {
  const { meaning } = descriptionOf({ description });
  if (meaning === '') return '.';
  return `: ${ABBREVIATION.test(meaning) ? meaning : `${meaning.charAt(0).toLowerCase()}${meaning.slice(1)}`}`;
}

/** A first word with another capital: `GiB of disk`. */
const ABBREVIATION = /^\S+[A-Z]/;

/** What stands before the host in an address. */
const CREDENTIALS = /\/\/[^/@\s]*@/g;

/** A value as a message shows it: short, texts in quotes, addresses without credentials. */
export function shown(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  // Not JSON for a number: it would write Infinity as null.
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value).replaceAll(CREDENTIALS, '//***@');
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

export function kindWord(types: readonly string[]): string {
  return types.map((type) => KIND_WORDS[type] ?? type).join(' or ');
}

const KIND_WORDS: { readonly [type: string]: string } = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  null: 'nothing',
};

const NUMBER = /^-?\d{1,15}(?:\.\d+)?$/;

/** Marathon's env and labels are texts; YAML reads 8080 and true as something else. */
export function remedyFor(data: unknown, types: readonly string[]): Pick<Fault, 'remedy'> {
  if (['number', 'boolean'].includes(typeof data)) return types.includes('string') ? { remedy: 'quote' } : {};
  const takesNumber = types.includes('number') || types.includes('integer');
  return takesNumber && typeof data === 'string' && NUMBER.test(data) ? { remedy: 'unquote' } : {};
}

function typeNames(error: Misfit): readonly string[] {
  const { type } = error.params as { readonly type: string | readonly string[] };
  return typeof type === 'string' ? [type] : type;
}

function must(error: Misfit): string {
  const sentenceFor = MUST[error.keyword];
  if (sentenceFor !== undefined) return sentenceFor(error);
  return `cannot be ${shown(error.data)}${describedBy(error.parentSchema?.['description'] as string | undefined)}`;
}

/** Keywords whose error says enough; any other one (`pattern`) is explained by the description beside it. */
const MUST: { readonly [keyword: string]: (error: Misfit) => string } = {
  const: (error) => oneOf([error.params['allowedValue']], error),
  enum: (error) => oneOf(error.params['allowedValues'] as readonly unknown[], error),
  multipleOf: (error) => mustBeMultiple(Number(error.data), Number(error.params['multipleOf'])),
  minimum: (error) => `must be at least ${limitOf(error)}, not ${shown(error.data)}.`,
  exclusiveMinimum: (error) => `must be more than ${limitOf(error)}, not ${shown(error.data)}.`,
  maximum: (error) => `must be at most ${limitOf(error)}, not ${shown(error.data)}.`,
  minLength: (error) => `must have at least ${counted(error, 'character', 'characters')}.`,
  maxLength: (error) => `must have at most ${counted(error, 'character', 'characters')}.`,
  minItems: (error) => `must have at least ${counted(error, 'entry', 'entries')}.`,
  minProperties: (error) => `must have at least ${counted(error, 'entry', 'entries')}.`,
  maxItems: (error) => `must have at most ${counted(error, 'entry', 'entries')}.`,
  format: (error) => `must be a date and a time with its offset, such as 2026-11-24T12:00:00Z, not ${shown(error.data)}.`,
  uniqueItems: (error) => `has the same entry twice (${repeatedPlaces(error)}); keep one.`,
};

/** Counted from 1. */
function repeatedPlaces({ params }: Misfit): string {
  const [first, second] = [Number(params['i']), Number(params['j'])];
  return `${Math.min(first, second) + 1} and ${Math.max(first, second) + 1}`;
}

function limitOf(error: Misfit): number {
  return Number(error.params['limit']);
}

function counted(error: Misfit, one: string, many: string): string {
  return `${limitOf(error)} ${limitOf(error) === 1 ? one : many}`;
}

function oneOf(allowed: readonly unknown[], error: Misfit): string {
  const names = allowed.map(String);
  const start = `must be ${names.join(' or ')}, not ${shown(error.data)}`;
  if (names.length > 1) return `${start}${didYouMean(String(error.data), names) || '.'}`;
  return `${start}. ${(error.parentSchema['description'] as string | undefined) ?? ''}`.trimEnd();
}

/** The nearest multiples around a number; never zero or less. */
function mustBeMultiple(value: number, step: number): string {
  const below = Math.floor(value / step) * step;
  const offered = [below, below + step].filter((multiple) => multiple > 0);
  return `must be a multiple of ${step}, not ${value}: ${offered.length === 0 ? step : offered.join(' or ')}.`;
}
