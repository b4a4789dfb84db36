/** What is wrong with how one text is written: a bounded list, however much is wrong. */
import type { ErrorCode } from '../errors.ts';
import { escapeUnprintable } from '../model/printable.ts';
import { compareMistakes } from './fault.ts';
import type { Mistake, Place } from './fault.ts';

/** A text of one mebibyte can have half a million: more than anybody corrects at once, and than memory holds of many texts. */
export const MOST_MISTAKES = 100;

export interface Mistakes {
  add(offset: number, code: ErrorCode, message: string): void;
  /** Only if nothing was added this way in its line: one slip makes the parser complain several times. */
  addOncePerLine(offset: number, code: ErrorCode, message: string): void;
  /** Whether nothing more would be listed. */
  isFull(): boolean;
  sorted(): readonly Mistake[];
}

export function newMistakes(placeOf: (offset: number) => Place): Mistakes {
  const list: Mistake[] = [];
  const lines = new Set<number>();
  const isFull = (): boolean => list.length > MOST_MISTAKES;
  const addAt = (place: Place, code: ErrorCode, message: string): void => {
    if (list.length < MOST_MISTAKES) list.push({ code: code.code, ...place, message: told(message) });
    else if (list.length === MOST_MISTAKES)
      list.push({ code: code.code, ...place, message: `There are more mistakes in this file than the ${MOST_MISTAKES} others listed.` });
  };
  return {
    add: (offset, code, message) => addAt(placeOf(offset), code, message),
    addOncePerLine(offset, code, message) {
      const place = placeOf(offset);
      if (lines.has(place.line) || isFull()) return;
      // In this order: without a stack to add it, the parser complains again.
      addAt(place, code, message);
      lines.add(place.line);
    },
    isFull,
    sorted: () => list.toSorted(compareMistakes),
  };
}

/** Two keys that look the same are not. */
export const HIDDEN_IN_KEY = 'This key has a character that cannot be seen; write it anew.';

const LONGEST_MESSAGE = 1_000;

/** A message as people get it: one line of what can be seen, and no more than they read, whatever names and values are in it. */
export function told(message: string): string {
  return clipped(escapeUnprintable(clipped(message)).replaceAll('\t', '\\t'));
}

function clipped(text: string): string {
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE - 3)}...` : text;
}
