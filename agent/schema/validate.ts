/** Checks plain data against a JSON Schema (2020-12): one sentence for each fault. */
import { explain } from './explain.ts';
import type { Fault } from './fault.ts';
import { fits } from './fits.ts';
import type { Schema } from './fits.ts';
import { misfitsOf } from './misfits.ts';

/** Of one document: more than anybody mends at once. */
export const MOST_TOLD = 1_000;

/** Every fault of `value`, or more than MOST_TOLD of them; empty when it fits the schema. */
export function faultsOf(schema: object, value: unknown): readonly Fault[] {
  if (fits(schema as Schema, value)) return [];
  // Several misfits can be one mistake: a misspelt field is also a missing one.
  for (let most = 2 * MOST_TOLD; ; most *= 4) {
    const { list, hasMore } = misfitsOf(schema as Schema, value, most);
    const faults = explain(list, schema);
    if (!hasMore || faults.length > MOST_TOLD) return faults;
  }
}
