/** `plumbline schema [KIND]`: prints a schema, for an editor or another tool. */
import type { Args } from './args.ts';
import type { Io } from './io.ts';

export function schemaVerb(_args: Args, _io: Io): number {
  throw new Error('not yet');
}
