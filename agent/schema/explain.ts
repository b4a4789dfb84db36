/** Misfits to faults: one per mistake, at the value a person has to touch. */
import { pathOf } from './error-path.ts';
import { schemaErrors } from './errors.ts';
import { short } from '../model/printable.ts';
import { formatPath } from './fault.ts';
import type { Fault } from './fault.ts';
import type { Misfit } from './misfits.ts';
import { didYouMean, nearest } from './nearest.ts';
import { describedBy, sentence } from './sentences.ts';
import { withoutUnions } from './unions.ts';

/** How many fields a message lists when it has no better suggestion. */
const LISTED_FIELDS = 12;

/** The errors are all of one value by this schema. */
export function explain(errors: readonly Misfit[], schema: object): readonly Fault[] {
  const { plain, faults } = withoutUnions(errors, schema);
  const unknown = plain.filter((error) => error.keyword === 'additionalProperties');
  const misspelt = new Set(unknown.map((error) => `${error.instancePath} ${nearest(fieldIn(error), fieldsOf(error))}`));
  // A misspelt field is one mistake, not also a missing one.
  const missing = plain.filter(
    ({ keyword, instancePath, params }) => keyword === 'required' && !misspelt.has(`${instancePath} ${String(params['missingProperty'])}`),
  );
  const wrong = plain.filter((error) => !['additionalProperties', 'required'].includes(error.keyword));
  return [...faults, ...unknown.map(unknownField), ...missing.map(missingField), ...onePerValue(wrong).map(wrongValue)];
}

function unknownField(error: Misfit): Fault {
  const field = fieldIn(error);
  const path = [...pathOf(error), field];
  const instead = error.parentSchema?.['x-instead'] as { readonly [field: string]: string } | undefined;
  const remedy = instead !== undefined && Object.hasOwn(instead, field) ? instead[field] : undefined;
  const meant = nearest(field, fieldsOf(error));
  const message =
    remedy === undefined
      ? `There is no field ${formatPath(path)}${hint(field, fieldsOf(error))}`
      : `${formatPath(path)} is not taken: ${remedy}.`;
  return { code: schemaErrors.unknownField, path, at: 'key', message, ...(meant === null ? {} : { meant }) };
}

function hint(field: string, fields: readonly string[]): string {
  const suggestion = didYouMean(field, fields);
  if (suggestion !== '') return suggestion;
  return fields.length > LISTED_FIELDS || fields.length === 0 ? '; remove it.' : `; there are ${fields.join(', ')}.`;
}

function missingField(error: Misfit): Fault {
  const field = String(error.params['missingProperty']);
  const path = pathOf(error);
  const properties = error.parentSchema?.['properties'] as { readonly [field: string]: { readonly description?: string } } | undefined;
  const message = `${formatPath([...path, field])} is missing${describedBy(properties?.[field]?.description)}`;
  return { code: schemaErrors.missingField, path, at: 'value', message, missing: field };
}

function wrongValue(error: Misfit): Fault {
  const path = pathOf(error);
  if (error.propertyName !== undefined) {
    const description = error.parentSchema?.['description'] as string | undefined;
    const message = `${short(error.propertyName)} is no possible key in ${formatPath(path)}${describedBy(description)}`;
    return { code: schemaErrors.unknownField, path: [...path, error.propertyName], at: 'key', message };
  }
  return { path, at: 'value', ...sentence(error, formatPath(path) || 'The document') };
}

function fieldIn(unknown: Misfit): string {
  return String(unknown.params['additionalProperty']);
}

function fieldsOf(error: Misfit): readonly string[] {
  return Object.keys((error.parentSchema?.['properties'] as object | undefined) ?? {});
}

/** A size of 20.5 is neither whole nor a multiple of 8: the sentence that offers a value says both. */
function onePerValue(errors: readonly Misfit[]): readonly Misfit[] {
  const kept = new Map<string, Misfit>();
  for (const error of errors) {
    const key = `${error.instancePath} ${error.propertyName ?? ''}`;
    if (!kept.has(key) || error.keyword === 'multipleOf') kept.set(key, error);
  }
  return [...kept.values()].filter((error) => error.keyword !== 'propertyNames');
}
