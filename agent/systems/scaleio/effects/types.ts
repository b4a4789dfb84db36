/** What a change of a declared field does: one row for each path of the schemas, which the diff goes by and docs/kinds prints. */
import type { ChangeClass, Op } from '../../../model/change.ts';
import type { Since } from '../profile.ts';

export interface PathEffect {
  /** `thresholds.high`, `devices.*.path`, `ips[]`. */
  readonly path: string;
  /** `fixed`: ScaleIO cannot change it, so a change of it is a finding; `none`: nothing in ScaleIO depends on it. */
  readonly op: Op | 'fixed' | 'none';
  /** Left out for `fixed` and `none`. */
  readonly class?: ChangeClass;
  /** The first version whose gateway has the field; left out: all. An older one is told so by a finding, and neither asked nor told. */
  readonly since?: Since;
  /** For people: what it depends on. */
  readonly why?: string;
}

/**
 * The row of a difference at `path`, such as `devices.sdb.path` or `ips[2]`, or of the field that it is part of. The most telling one: of `devices.*` and
 * `devices.*.path` the second. A path that has none is a mistake in the table.
 */
export function effectOf(table: readonly PathEffect[], path: string): PathEffect {
  const rows = table.filter((row) => patternOf(row).test(path));
  const [row] = rows.toSorted((a, b) => b.path.length - a.path.length);
  if (row === undefined) throw new TypeError(`no row for ${path}`);
  return row;
}

const patterns = new WeakMap<PathEffect, RegExp>();

/** Of the row's own path and of everything below it; a name for `*` may have dots. */
function patternOf(row: PathEffect): RegExp {
  const known = patterns.get(row);
  if (known !== undefined) return known;
  const source = row.path.replaceAll('.', '\\.').replaceAll('[]', '(?:\\[\\d*\\])?').replaceAll('*', '.+');
  const pattern = new RegExp(`^${source}(?:$|[.[])`);
  patterns.set(row, pattern);
  return pattern;
}
