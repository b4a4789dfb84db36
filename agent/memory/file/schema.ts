/** Every JSON file of the journal carries the number of its form. */
import { countIn, ifThere, malformed, parseFields } from './fields.ts';
import type { Fields } from './fields.ts';

/** Raised when a reader of an older version would misread a file. */
export const SCHEMA = 1;

/** The object in a file of this form; throws `memory/malformed`. */
export function parseFile(text: string, place: string): Fields {
  const fields = parseFields(text, place);
  // The first version wrote no number.
  if (ifThere(countIn, SCHEMA)(fields, 'schema') === SCHEMA) return fields;
  throw malformed(place, `has a schema that is not ${SCHEMA}`);
}

export function formatFile(values: { readonly [key: string]: unknown }): string {
  return `${JSON.stringify({ schema: SCHEMA, ...values }, null, 2)}\n`;
}

/** Whether a newer version of Plumbline wrote the file; of damaged ones it is not known, so they are not. */
export function isNewerFile(text: string): boolean {
  try {
    const { schema } = (JSON.parse(text) ?? {}) as { readonly schema?: unknown };
    return typeof schema === 'number' && schema > SCHEMA;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}
