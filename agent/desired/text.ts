/** A file's bytes as text, or what they are instead. */
import { isUtf8 } from 'node:buffer';
import type { ErrorCode } from '../errors.ts';
import { START } from '../schema/fault.ts';
import type { Mistake, Place } from '../schema/fault.ts';
import { placesIn } from '../schema/lines.ts';
import { desiredErrors } from './errors.ts';

export type ReadText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'mistake'; readonly mistake: Mistake };

/** A byte order mark at the start is left out; places count from the character after it, as an editor does. */
export function readText(bytes: Uint8Array): ReadText {
  if (isUtf16(bytes)) return mistake(desiredErrors.notText, START, 'The file is UTF-16; save it as UTF-8.');
  if (!isUtf8(bytes)) return mistake(desiredErrors.notText, firstBadByte(bytes), 'The file is not UTF-8 text from here on.');
  const text = new TextDecoder().decode(bytes);
  if (text.startsWith(LFS_POINTER)) return mistake(desiredErrors.notAFile, START, 'This is a pointer of Git LFS, not the file itself.');
  const misleading = text.search(MISLEADING);
  // In ASCII, as nearly every file is, nothing looks like another blank.
  const at = misleading === -1 && text.length < bytes.length ? text.search(NO_COMMENT) : misleading;
  return at === -1 ? { kind: 'text', text } : mistake(desiredErrors.notText, placesIn(text)(at), whatMisleads(text.codePointAt(at) ?? 0));
}

function mistake(code: ErrorCode, place: Place, message: string): ReadText {
  return { kind: 'mistake', mistake: { code: code.code, ...place, message } };
}

/** With a byte order mark, or, as its first character is never beyond ASCII in what we read, with one byte of two zero. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || (first === 0) !== (second === 0);
}

/** A line feed is never part of another character. */
function firstBadByte(bytes: Uint8Array): Place {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const feed = bytes.indexOf(LINE_FEED, start);
    const end = feed === -1 ? bytes.length : feed;
    const text = bytes.subarray(start, end);
    if (feed === -1 || !isUtf8(text)) return { line, column: new TextDecoder().decode(text).indexOf(REPLACEMENT) + 1 };
    start = end + 1;
  }
}

const LINE_FEED = 0x0a;

/** What stands for bytes that are no character. */
const REPLACEMENT = '\ufffd';

/** https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md: the first line of a pointer. */
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

/**
 * What makes a text read differently from how it looks: control characters, which YAML forbids and its parser lets through;
 * what ends a line for an editor but not for the parser, or the other way round; what turns the direction of writing
 * (https://trojansource.codes); what hides text in text (annotations, tags); a byte order mark anywhere but at the start. What
 * else cannot be seen belongs to scripts and emoji.
 */
const MISLEADING =
  /[^\t\n\r\u0020-\u007e\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u2070-\ufefe\uff00-\ufff8\ufffc\ufffd]|\r(?!\n)|\udb40[\udc00-\udc7f]/;
/** Looks like the blank that makes a comment of what follows, and makes none. */
const NO_COMMENT = /(?! )[\p{Zs}\u2800\u3164]#|[ \t]\p{Default_Ignorable_Code_Point}+#/u;

const CARRIAGE_RETURN = 0x0d;

function whatMisleads(code: number): string {
  if (code === CARRIAGE_RETURN) return 'A line ends in a carriage return alone; save the file with LF or CRLF at the ends of lines.';
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `There is a character here (${name}) that hides or moves what stands around it; remove it, or write it as an escape in double quotes.`;
}
