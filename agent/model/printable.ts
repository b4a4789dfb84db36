/**
 * Text that somebody else wrote - names of files, values, messages with either - made fit for a terminal or a log: it can
 * neither move the cursor nor begin a line of its own nor speak to the machine that keeps the log.
 */

/** Control characters but the tab, those that turn the direction of writing or cannot be seen, halves of characters, ends of lines. */
const UNPRINTABLE = /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** What leaves no mark where it stands: format characters, what fonts have nothing for, and the empty cell of Braille. */
export const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;
const ALL_INVISIBLE = new RegExp(INVISIBLE, 'gu');

/** What GitHub's runner, Azure's agent and TeamCity take for a command anywhere in a line. */
const COMMAND = /##(?=(?:vso|teamcity)?\[)/g;

/** What GitHub's and Gitea's runners take for a command at the start of a line. */
const COMMAND_AT_START = /^([ \t]*):(?=:)/;

/** One line, with `\u001b` for what cannot be printed. */
export function printable(text: string): string {
  return escapeUnprintable(text).replace(COMMAND_AT_START, '$1\\u003a');
}

/** The same for a text of several lines, each by itself. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** JSON that reads back as the very same value. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(escapeUnprintable).join('\n');
}

/** Whether a text would be changed by `printable` if it began a line. */
export function isPrintable(text: string): boolean {
  return text.split('\n').every((line) => printable(line) === line);
}

/** `\u001b` is what JSON and YAML's double quotes write too. */
export function escapeUnprintable(text: string): string {
  return text.replaceAll(UNPRINTABLE, (character) => character.split('').map(escapeUnit).join('')).replaceAll(COMMAND, '#\\u0023');
}

/** What people and other systems wrote gets no line of its own: a run of blanks, line ends and control characters is one blank. */
export function oneLine(text: string): string {
  return escapeUnprintable(text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim());
}

/** For names, in which nothing invisible belongs: in other texts it is part of an emoji or of a script. */
export function escapeName(name: string): string {
  return escapeUnprintable(name).replaceAll(ALL_INVISIBLE, (character) => character.split('').map(escapeUnit).join(''));
}

/** What people see of a name. */
export function seenOf(name: string): string {
  return name.replaceAll(ALL_INVISIBLE, '');
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A name or word as a message shows it. */
export function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
