/** Line and column of an offset in a text. */
import { LineCounter } from 'yaml';
import type { Place } from './fault.ts';

/** Lines are counted when the first place is asked for: nearly every file has nothing wrong. */
export function placesIn(text: string): (offset: number) => Place {
  let lines: LineCounter | null = null;
  return (offset) => {
    lines ??= linesOf(text);
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}
