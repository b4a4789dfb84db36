/**
 * The tables in docs/kinds/: between `<!-- fields of Kind.path: name name -->` and `<!-- end of fields -->` stands what the schema
 * says of these fields and of all below them; without names, of every field there. What has a table of its own is not told twice.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { SCHEMAS } from '../agent/desired/schemas.ts';
import { allowedOf, descriptionOf, typeOf, unitOf } from '../agent/schema/field-words.ts';
import { fieldsBelow, findField, listMarks } from '../agent/schema/fields.ts';
import type { Field } from '../agent/schema/fields.ts';
import type { Schema } from '../agent/schema/fits.ts';
import { withEffects } from './effects-table.ts';

const FOLDER = new URL('../docs/kinds/', import.meta.url);
const TABLE = /<!-- fields of (\w+)(?:\.(\S+?))?(?:: ([^>]+?))? -->\n[^]*?<!-- end of fields -->/g;

interface Page {
  readonly root: Schema;
  /** What the page has a table for: `spec.growth`. */
  readonly tables: ReadonlySet<string>;
}

interface Row {
  readonly label: string;
  readonly field: Field;
}

/** File name in docs/kinds/ -> its whole text, with the tables as the schemas are now. */
export function kindPages(): ReadonlyMap<string, string> {
  const files = readdirSync(FOLDER).map((file) => [file, readFileSync(new URL(file, FOLDER), 'utf8')] as const);
  return new Map(files.map(([file, text]) => [file, withEffects(withTables(text))]));
}

/** Throws for a table of something that no schema has. */
export function withTables(text: string): string {
  const tables = new Set([...text.matchAll(TABLE)].map(([, , path = '']) => path));
  return text.replaceAll(TABLE, (before: string, kind: string, path = '', names?: string) => {
    const page = { root: schemaOf(kind), tables };
    const fields = fieldsBelow(fieldsAt(page.root, path), page.root);
    const rows = (names?.split(' ') ?? [...new Set(fields.map(({ name }) => name))]).flatMap((name) => {
      const named = fields.filter((field) => field.name === name);
      if (named.length === 0) throw new Error(`docs/kinds: there is no field ${name} in ${kind}.${path}.`);
      return named.flatMap((field) => rowsOf({ label: name, field }, path, page));
    });
    return [before.split('\n')[0], '', ...tableOf(path, rows, page.root), '', '<!-- end of fields -->'].join('\n');
  });
}

function schemaOf(kind: string): Schema {
  const schema = Object.entries(SCHEMAS).find(([name]) => name === kind)?.[1];
  if (schema === undefined) throw new Error(`docs/kinds: there is no kind ${kind}.`);
  return schema as Schema;
}

function fieldsAt(root: Schema, path: string): readonly Field[] {
  const found = findField(root, path === '' ? [] : path.split('.'));
  if (found.kind === 'unknown') throw new Error(`docs/kinds: there is no field ${found.name} in ${found.above}.`);
  return found.fields;
}

/** The field and all below it, unless they are in another table. A free key of which there is nothing to say is left out. */
function rowsOf(row: Row, above: string, page: Page): readonly Row[] {
  const { label, field } = row;
  const path = [above, label].filter((part) => part !== '').join('.');
  const below = page.tables.has(path.replaceAll('[]', '')) ? [] : fieldsBelow([field], page.root);
  if (field.isFree && below.length === 0 && field.schema['description'] === undefined) return [];
  const marks = listMarks(field.schema, page.root);
  return [row, ...below.flatMap((inner) => rowsOf({ label: `${label}${marks}.${inner.name}`, field: inner }, above, page))];
}

function tableOf(path: string, rows: readonly Row[], root: Schema): readonly string[] {
  const heading = path === '' ? 'field' : `field of \`${path}\``;
  const lines = rows.map(({ label, field }) => [`\`${label}\``, valueOf(field, root), leftOutOf(field), meaningOf(field)]);
  return [[heading, 'value', 'left out', 'meaning'], ['---', '---', '---', '---'], ...lines].map(
    (cells) => `| ${cells.map(escaped).join(' | ')} |`,
  );
}

/** `whole number, GiB: 8 to 1048576, a multiple of 8`; patterns are told in the description. */
function valueOf({ schema }: Field, root: Schema): string {
  const what = [typeOf(schema, root), unitOf(schema, root) ?? []].flat().join(', ');
  const limits = allowedOf(schema, root).filter((words) => !/\bmatches |^(each )?(not empty|no entry twice)$/.test(words));
  return limits.length === 0 ? what : `${what}: ${limits.join(', ')}`;
}

function leftOutOf({ schema, isRequired }: Field): string {
  if (isRequired) return '**required**';
  const { default: stated } = schema;
  if (stated === undefined) return descriptionOf(schema).leftOut ?? '';
  return `\`${typeof stated === 'string' && stated !== '' ? stated : JSON.stringify(stated)}\``;
}

function meaningOf({ schema, forms }: Field): string {
  const { meaning } = descriptionOf(schema);
  return forms.length === 0 ? meaning : `${meaning} Of ${forms.map((form) => String(form['title'])).join(', ')}.`;
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|');
}
