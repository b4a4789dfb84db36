/** `plumbline explain [KIND[.path]]`: what a field is, and which fields are below it. */
import { PlumblineError } from '../errors.ts';
import { descriptionOf } from '../schema/field-words.ts';
import { findField } from '../schema/fields.ts';
import type { Found } from '../schema/fields.ts';
import type { Schema } from '../schema/fits.ts';
import { didYouMean } from '../schema/nearest.ts';
import type { Args } from './args.ts';
import { usageErrors } from './errors.ts';
import { explanationText, kindsText } from './explain-text.ts';
import { explanationOf } from './explanation.ts';
import type { Io } from './io.ts';
import { NAMED_SCHEMAS, schemaNamed } from './named-schema.ts';

/** How many fields an error lists when none is near. */
const LISTED_FIELDS = 12;

/** Throws `usage/unknown-kind` or `usage/unknown-field`, each with the nearest name. */
export function explain(args: Args, io: Io): number {
  const isJson = args.output === 'json';
  if (args.target === null) {
    const kinds = NAMED_SCHEMAS.map(({ name, schema }) => ({ kind: name, description: descriptionOf(schema).meaning }));
    io.out(isJson ? json(kinds) : kindsText(kinds));
    return 0;
  }
  const explanation = explanationAt(args.target);
  io.out(isJson ? json(explanation) : explanationText(explanation));
  return 0;
}

function explanationAt(target: string): ReturnType<typeof explanationOf> {
  const [word = '', ...names] = namesIn(target);
  const { name: kind, schema } = schemaNamed(word);
  const found = findInKind(schema, names);
  if (found.kind === 'found') return explanationOf([kind, found.path].join('.').replace(/\.$/, ''), found.fields, schema);
  const above = [kind, found.above].join('.').replace(/\.$/, '');
  if (found.instead !== null)
    throw new PlumblineError(usageErrors.unknownField, `${found.name} is not taken in ${above}: ${found.instead}.`);
  throw new PlumblineError(usageErrors.unknownField, `There is no field ${found.name} in ${above}${hint(found.name, found.known)}`);
}

/** As an error names a place too: `App.spec.volumes[0]`, `App.spec.labels["a.b"]`. */
function namesIn(target: string): readonly string[] {
  return [...target.matchAll(/\["(.*?)"\]|\[\d*\]|([^.[\]]+)/g)].flatMap(([, quoted, plain]) => quoted ?? plain ?? []);
}

/** `App.mem` is `App.spec.mem`. */
function findInKind(schema: Schema, names: readonly string[]): Found {
  const found = findField(schema, names);
  if (found.kind === 'found' || found.above !== '' || !found.known.includes('spec')) return found;
  const inSpec = findField(schema, ['spec', ...names]);
  const isInSpec = inSpec.kind === 'found' || inSpec.above !== 'spec' || inSpec.instead !== null;
  return isInSpec ? inSpec : { ...found, known: [...found.known, ...inSpec.known] };
}

function hint(name: string, known: readonly string[]): string {
  const near = didYouMean(name, known);
  if (near !== '' || known.length > LISTED_FIELDS) return near || '.';
  return known.length === 0 ? ': it has no fields.' : `: there are ${known.join(', ')}.`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
