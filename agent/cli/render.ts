/** `plumbline render [DIR]`: prints every document as it results. */
import type { Args } from './args.ts';
import type { Io } from './io.ts';

export function renderVerb(_args: Args, _io: Io): Promise<number> {
  throw new Error('not yet');
}
