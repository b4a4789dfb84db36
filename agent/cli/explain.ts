/** `plumbline explain KIND[.path]`: what a field is, and the fields below it. */
import type { Args } from './args.ts';
import type { Io } from './io.ts';

export function explain(_args: Args, _io: Io): number {
  throw new Error('not yet');
}
