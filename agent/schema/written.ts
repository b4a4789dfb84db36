/** How a value that is only written the wrong way is to be written: said where its text is at hand. */
import type { Fault, Place } from './fault.ts';

export interface Written extends Place {
  /** The number, or true or false, that is written there as such; else empty. */
  readonly word: string;
}

const WORD = /(?:true|false|[-+]?\.?\d[\w.+-]{0,60})(?![\w.+-])/iy;

export function wordAt(text: string, offset: number): string {
  WORD.lastIndex = offset;
  return WORD.exec(text)?.[0] ?? '';
}

/** The message, and what to do. `word` is how the value is written, or comes from these variables, of which only a whole value is no text. */
export function withRemedy({ message, remedy }: Fault, word: string, [variable]: readonly string[]): string {
  const sentence = message.replace(/\.$/, '');
  if (remedy === 'quote') return `${sentence}; quote ${variable === undefined ? quoted(word) : `the value of vars.${variable}`}.`;
  return remedy === 'unquote' && variable === undefined ? `${sentence}; write it without quotes.` : message;
}

/** As it is written: `0755` is the number 755, and `1.10` is 1.1. */
function quoted(word: string): string {
  return word === '' ? 'it' : `it: "${word}"`;
}
