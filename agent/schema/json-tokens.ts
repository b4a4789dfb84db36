/** The tokens of a JSON text, strictly as RFC 8259 has them, with what people write instead in words. */

export interface JsonToken {
  /** Brackets, colons and commas are called as they look. */
  readonly type: '{' | '}' | '[' | ']' | ':' | ',' | 'text' | 'number' | 'word' | 'end';
  readonly start: number;
  readonly end: number;
}

/** Where a text stops being JSON, and why. */
export interface NotJson {
  readonly type: 'wrong';
  readonly start: number;
  readonly message: string;
}

/** The last one is `end` or `wrong`. Linear in the text, whatever is in it. */
export function* jsonTokens(text: string): Generator<JsonToken | NotJson, void> {
  for (let at = afterBlanks(text, 0); at < text.length;) {
    const token = tokenAt(text, at);
    yield token;
    if (token.type === 'wrong') return;
    at = afterBlanks(text, token.end);
  }
  yield { type: 'end', start: text.length, end: text.length };
}

const BLANKS = /[ \t\r\n]*/y;

function afterBlanks(text: string, start: number): number {
  BLANKS.lastIndex = start;
  BLANKS.test(text);
  return BLANKS.lastIndex;
}

function tokenAt(text: string, start: number): JsonToken | NotJson {
  const type = text.charAt(start);
  if (type === '"') return textAt(text, start);
  const isSign = type === '{' || type === '}' || type === '[' || type === ']' || type === ':' || type === ',';
  return isSign ? { type, start, end: start + 1 } : plainAt(text, start);
}

const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const FIRST_PRINTABLE = 0x20;

function textAt(text: string, start: number): JsonToken | NotJson {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"') return { type: 'text', start, end: at + 1 };
    if (character === '\n' || character === '\r') break;
    if (text.charCodeAt(at) < FIRST_PRINTABLE)
      return wrong(at, 'A tab or another control character in a text is written with a backslash, such as \\t.');
    if (character !== '\\') continue;
    ESCAPE.lastIndex = at;
    if (!ESCAPE.test(text)) return wrong(at, 'JSON knows no such escape; a backslash itself is written \\\\.');
    at = ESCAPE.lastIndex - 1;
  }
  return wrong(start, 'This text has no closing quote in its line; a line break in a text is written \\n.');
}

const PLAIN = /[^ \t\r\n{}[\]:,"]+/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

function plainAt(text: string, start: number): JsonToken | NotJson {
  PLAIN.lastIndex = start;
  PLAIN.test(text);
  const end = PLAIN.lastIndex;
  const plain = text.slice(start, end);
  if (WORDS.has(plain)) return { type: 'word', start, end };
  return NUMBER.test(plain) ? { type: 'number', start, end } : wrong(start, whyWrong(plain));
}

function whyWrong(plain: string): string {
  if (/^(\/[/*]|#)/.test(plain)) return 'JSON has no comments; remove it.';
  if (/^[-+.\d]/.test(plain)) return 'JSON writes no number like this: digits without a leading zero or plus, such as -1.5 or 10.';
  return 'In JSON a text stands in double quotes; without any there are only numbers, true, false and null.';
}

function wrong(start: number, message: string): NotJson {
  return { type: 'wrong', start, message };
}
