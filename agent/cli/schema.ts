/** `plumbline schema [KIND]`: prints a schema, for an editor or another tool. */
import combined from '../../schemas/plumbline.json' with { type: 'json' };
import type { Args } from './args.ts';
import type { Io } from './io.ts';
import { schemaNamed } from './named-schema.ts';

/** Without a kind, the one for every kind of document. Throws `usage/unknown-kind`. */
export function schemaVerb(args: Args, io: Io): number {
  const schema = args.target === null ? combined : schemaNamed(args.target).schema;
  io.out(`${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}
