/** What a table of effects says of one path. */
import type { ChangeClass, Op } from '../../../model/change.ts';
import { isSince } from '../profile.ts';
import type { PathEffect } from './types.ts';

export interface Effect {
  readonly op: Op;
  readonly class: ChangeClass;
}

/** The row of a path: `devices.sdb.path` is that of `devices.*.path`, `ips[0]` that of `ips[]`. */
export function rowOf(table: readonly PathEffect[], path: string): PathEffect {
  const row = table.find((candidate) => patternOf(candidate.path).test(path));
  if (row === undefined) throw new Error(`no row of the table of effects is for ${path}`);
  return row;
}

/** What a change of a field is. The field is one that ScaleIO can change. */
export function effectOf(table: readonly PathEffect[], path: string): Effect {
  const { op, class: changeClass } = rowOf(table, path);
  if (op === 'fixed' || op === 'none' || changeClass === undefined) throw new Error(`ScaleIO changes nothing for ${path}`);
  return { op, class: changeClass };
}

/** Whether a gateway of this version has the field. */
export function hasField(table: readonly PathEffect[], path: string, version: string): boolean {
  const { since } = rowOf(table, path);
  return since === undefined || isSince(version, since);
}

function patternOf(path: string): RegExp {
  const source = path
    .replaceAll('.', String.raw`\.`)
    .replaceAll('[]', String.raw`\[\d*\]`)
    .replaceAll('*', '[^.]+');
  return new RegExp(`^${source}$`);
}
