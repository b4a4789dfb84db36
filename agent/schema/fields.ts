/** The fields of a schema as a person finds them in a file: through `$ref`, every form of a `oneOf`, lists and free keys. */
import { isDeepStrictEqual } from 'node:util';
import { fits } from './fits.ts';
import type { Schema } from './fits.ts';

export interface Field {
  readonly name: string;
  /** What stands below the name, its `$ref` followed. */
  readonly schema: Schema;
  readonly isRequired: boolean;
  /** Whether `name` stands for any key. */
  readonly isFree: boolean;
  /** Of such a field, what its keys must be. */
  readonly keys?: Schema;
  /** The forms of a value that have the field; empty when there is only one form. */
  readonly forms: readonly Schema[];
}

/** Several fields when what is below the same name differs between forms. `path` is written in full: `spec.fetch[].uri`. */
export type Found =
  | { readonly kind: 'found'; readonly path: string; readonly fields: readonly Field[] }
  | {
      readonly kind: 'unknown';
      readonly above: string;
      readonly name: string;
      readonly known: readonly string[];
      /** What to write instead of it, if the schema says so. */
      readonly instead: string | null;
    };

type Schemas = { readonly [name: string]: Schema };

/** How a free key is called. */
export const ANY_NAME = 'NAME';

/** The schema with what its `$ref` names put under what stands beside it. */
export function resolved(schema: Schema, root: Schema): Schema {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== 'string') return schema;
  const definitions = root['$defs'] as Schemas;
  return { ...resolved(definitions[$ref.replace('#/$defs/', '')] ?? {}, root), ...beside };
}

/** What a value may be: the branches of its `oneOf`, or the schema itself. */
export function formsOf(schema: Schema, root: Schema): readonly Schema[] {
  const branches = schema['oneOf'] as readonly Schema[] | undefined;
  return branches === undefined ? [schema] : branches.map((branch) => resolved(branch, root));
}

/** What a list holds; of anything else, itself. */
export function withinLists(schema: Schema, root: Schema): Schema {
  const items = schema['items'] as Schema | undefined;
  return items === undefined ? schema : withinLists(resolved(items, root), root);
}

/** The fields of one form, each under its name; a mapping with free keys has one field for all of them. */
export function fieldsOf(form: Schema, root: Schema): readonly Field[] {
  const {
    properties = {},
    required = [],
    additionalProperties: others = false,
    propertyNames: keys = {},
  } = form as {
    readonly properties?: Schemas;
    readonly required?: readonly string[];
    readonly additionalProperties?: Schema | boolean;
    readonly propertyNames?: Schema;
  };
  const named = Object.entries(properties).map(([name, schema]) => ({ name, isRequired: required.includes(name), schema, isFree: false }));
  const free = typeof others === 'boolean' ? [] : [{ name: ANY_NAME, isRequired: false, schema: others, isFree: true, keys }];
  return [...named, ...free].map((field) => ({ ...field, schema: resolved(field.schema, root), forms: [] }));
}

/** Walks down by names; where a list stands between, with or without saying so. */
export function findField(root: Schema, names: readonly string[]): Found {
  let here: readonly Field[] = [{ name: '', schema: root, isRequired: false, isFree: false, forms: [] }];
  let path = '';
  for (const name of names) {
    const below = fieldsBelow(here, root);
    const called = below.filter((field) => !field.isFree && field.name === name);
    const next = called.length > 0 ? called : below.filter((field) => field.isFree && (name === ANY_NAME || fits(field.keys ?? {}, name)));
    if (next.length === 0) {
      const known = [...new Set(below.map((field) => field.name))];
      return { kind: 'unknown', above: path.slice(1), name, known, instead: insteadOf(name, here, root) };
    }
    path = `${path}${listMarks(here[0]?.schema ?? {}, root)}.${name}`;
    here = next;
  }
  return { kind: 'found', path: path.slice(1), fields: here };
}

function insteadOf(name: string, fields: readonly Field[], root: Schema): string | null {
  const forms = fields.flatMap(({ schema }) => formsOf(withinLists(schema, root), root));
  const remedies = forms.map((form) => (form['x-instead'] ?? {}) as { readonly [field: string]: string });
  return remedies.find((remedy) => Object.hasOwn(remedy, name))?.[name] ?? null;
}

/** What is below any of the fields, in whichever form: one field where all forms agree. */
export function fieldsBelow(fields: readonly Field[], root: Schema): readonly Field[] {
  const forms = fields.flatMap(({ schema }) => formsOf(withinLists(schema, root), root)).filter((form) => fieldsOf(form, root).length > 0);
  const below = forms.flatMap((form) => fieldsOf(form, root).map((field) => ({ ...field, forms: forms.length > 1 ? [form] : [] })));
  return merged(below);
}

/** One field for all forms in which it is the same. */
function merged(fields: readonly Field[]): readonly Field[] {
  const kept: Field[] = [];
  for (const field of fields) {
    const index = kept.findIndex((other) => isDeepStrictEqual({ ...other, forms: field.forms }, field));
    const twin = kept[index];
    if (twin === undefined) kept.push(field);
    else kept[index] = { ...twin, forms: [...twin.forms, ...field.forms] };
  }
  return kept;
}

/** `[]` for each list around the fields below. */
export function listMarks(schema: Schema, root: Schema): string {
  const items = schema['items'] as Schema | undefined;
  return items === undefined ? '' : `[]${listMarks(resolved(items, root), root)}`;
}
