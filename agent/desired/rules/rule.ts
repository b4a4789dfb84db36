/** A rule of Marathon's about one app definition that its schema cannot say. */
import type { ErrorCode } from '../../errors.ts';
import type { AppSpec } from '../../model/kinds.gen.ts';
import type { Fault, Path } from '../../schema/fault.ts';

/** Paths start at the document: `['spec', 'cmd']`. */
export type Rule = (spec: AppSpec) => readonly Fault[];

/** A fault at a field of the spec; `path` starts there. */
export function at(code: ErrorCode, path: Path, message: string): Fault {
  return { code, path: ['spec', ...path], at: 'value', message };
}

/** The same at the field's key. */
export function atKey(code: ErrorCode, path: Path, message: string): Fault {
  return { ...at(code, path, message), at: 'key' };
}

const NONE: readonly number[] = [];

/** The place of every value that came before in the list. */
export function repeated<T>(values: readonly T[]): readonly number[] {
  if (values.length < 2) return NONE;
  const before = new Set<T>();
  const places: number[] = [];
  for (const [index, value] of values.entries()) {
    if (before.has(value)) places.push(index);
    before.add(value);
  }
  return places;
}
