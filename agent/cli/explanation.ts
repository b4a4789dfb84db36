/** What `explain` has to say about a field; `-o json` prints it as it is. */
import { allowedOf, descriptionOf, typeOf, unitOf } from '../schema/field-words.ts';
import { fieldsOf, formsOf, withinLists } from '../schema/fields.ts';
import type { Field } from '../schema/fields.ts';
import type { Schema } from '../schema/fits.ts';

export interface Explanation {
  /** In full: `App.spec.fetch[].uri`. */
  readonly path: string;
  /** More than one when the field means something else in another form of the value that it belongs to. */
  readonly meanings: readonly Meaning[];
}

export interface Meaning extends Told {
  /** The forms it is a field of; empty: there is only one. */
  readonly of: readonly string[];
  readonly allowed: readonly string[];
  readonly examples: readonly unknown[];
  /** What its value, or an entry of its list, may be; empty when nothing is below it. */
  readonly forms: readonly Form[];
}

export interface Form {
  readonly name: string;
  readonly description: string;
  readonly fields: readonly Told[];
}

/** What one line says of a field. */
export interface Told {
  readonly name: string;
  readonly type: string;
  readonly unit: string | null;
  readonly required: boolean;
  readonly description: string;
  /** What stands in its place when it is left out, in words; null when `default` says it, or it is required. */
  readonly leftOut: string | null;
  readonly default?: unknown;
}

/** `root` holds the definitions that the fields refer to. */
export function explanationOf(path: string, fields: readonly Field[], root: Schema): Explanation {
  return { path, meanings: fields.map((field) => meaningOf(field, root)) };
}

function meaningOf(field: Field, root: Schema): Meaning {
  const { schema } = field;
  const forms = formsOf(withinLists(schema, root), root).map((form) => formOf(form, field, root));
  return {
    ...told(field, root),
    of: field.forms.map((form) => nameOf(form, root)),
    allowed: allowedOf(schema, root),
    examples: (schema['examples'] ?? []) as readonly unknown[],
    forms: forms.some(({ fields }) => fields.length > 0) ? forms : [],
  };
}

function formOf(form: Schema, { schema }: Field, root: Schema): Form {
  return {
    name: nameOf(form, root),
    description: form === schema ? '' : descriptionOf(form).meaning,
    fields: fieldsOf(form, root).map((field) => told(field, root)),
  };
}

function told({ name, schema, isRequired }: Field, root: Schema): Told {
  const { meaning, leftOut } = descriptionOf(schema);
  return {
    name,
    type: typeOf(schema, root),
    unit: unitOf(schema, root),
    required: isRequired,
    description: meaning,
    leftOut,
    ...('default' in schema && { default: schema['default'] }),
  };
}

/** `ExternalVolume`, `disabled`, or what it is. */
function nameOf(form: Schema, root: Schema): string {
  const name = form['title'] ?? form['const'];
  return typeof name === 'string' ? name : typeOf(form, root);
}
