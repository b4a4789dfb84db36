/** A mistake as the rooms that find it see it, and as a person is told. */
import type { ErrorCode } from '../errors.ts';
import { short } from '../model/printable.ts';

/** Where a value stands in a document: `['spec', 'container', 'volumes', 0]`. */
export type Path = readonly (string | number)[];

export interface Fault {
  readonly code: ErrorCode;
  readonly path: Path;
  /** Whether the value at `path` is wrong, or its key. */
  readonly at: 'value' | 'key';
  readonly message: string;
  /** The field that is missing in the mapping at `path`. */
  readonly missing?: string;
  /** Of a value that would be right with quotes around it, or without them: to be told with the text of the value. */
  readonly remedy?: 'quote' | 'unquote';
  /** Of a field that nobody knows: the one that it is taken for. */
  readonly meant?: string;
  /** Of what all nothing was said but this, if that is more than the value at `path`. */
  readonly whole?: Path;
}

export interface Place {
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

/** A mistake at its place, in whichever file the text was read from. */
export interface Mistake extends Place {
  readonly code: string;
  readonly message: string;
}

export const START: Place = { line: 1, column: 1 };

/** `spec.container.volumes[0].mode`, with quotes where a key needs them; long keys are cut. */
export function formatPath(path: Path): string {
  return path.map(formatPart).join('').replace(/^\./, '');
}

function formatPart(part: string | number): string {
  if (typeof part === 'number') return `[${part}]`;
  return /^[\w-]{1,60}$/.test(part) ? `.${part}` : `["${short(part)}"]`;
}

export function compareMistakes(a: Mistake, b: Mistake): number {
  return a.line - b.line || a.column - b.column || compareText(a.code, b.code) || compareText(a.message, b.message);
}

/** By code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
