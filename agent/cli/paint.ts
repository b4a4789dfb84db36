/** Colours, when a person looks. */
import { styleText } from 'node:util';
import type { Paint, Style } from '../plan/render/text.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';

const COLORS = { add: 'green', remove: 'red', change: 'yellow', trouble: 'magenta' } as const satisfies Record<Style, string>;

export function painter(args: Args, io: Io): Paint {
  // NO_COLOR counts unless it is empty (no-color.org).
  const colored = args.color && io.isTerminal && (io.environment['NO_COLOR'] ?? '') === '';
  return (text, style) => (colored ? styleText(COLORS[style], text, { validateStream: false }) : text);
}
