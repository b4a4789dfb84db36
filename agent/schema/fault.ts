/** A mistake as the rooms that find it see it, and as a person is told. */
import type { ErrorCode } from '../errors.ts';

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

/** `spec.container.volumes[0].mode`, with quotes where a key needs them. */
export function formatPath(path: Path): string {
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : /^[\w-]+$/.test(part) ? `.${part}` : `["${part}"]`)).join('');
  return text.replace(/^\./, '');
}

export function compareMistakes(a: Mistake, b: Mistake): number {
  return a.line - b.line || a.column - b.column || compareText(a.code, b.code) || compareText(a.message, b.message);
}

/** By code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
