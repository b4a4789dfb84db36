/** What the tables of effects say a change of a path has to be. */
import { isSince } from '../../../agent/systems/scaleio/profile.ts';
import type { PathEffect } from '../../../agent/systems/scaleio/effects/types.ts';
import { EFFECTS } from './documents.ts';
import type { Kind } from './documents.ts';

export interface Expected {
  /** `update, additive`; one of them; none: nothing is done. */
  readonly calls: readonly string[];
  /** Nothing is done, and a person has to be told why. */
  readonly isToBeSaid: boolean;
}

interface Changed {
  readonly kind: Kind;
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly version: string;
}

/** By the rows of the path, or of all that is below it. */
export function expectedOf(changed: Changed): Expected {
  const { kind, path, version } = changed;
  const rows = rowsAt(EFFECTS[kind], path);
  const done = rows.filter(({ op, since }) => op !== 'fixed' && op !== 'none' && (since === undefined || isSince(version, since)));
  const isToBeSaid = done.length === 0 && rows.some(({ op }) => op !== 'none');
  const exactly = UNLIKE[`${kind} ${path}`]?.(changed);
  if (exactly !== undefined && done.length > 0) return { calls: exactly, isToBeSaid };
  const below = Object.entries(UNLIKE).filter(([key]) => isBelow(key, `${kind} ${path}`));
  return {
    calls: [...done.map(({ op, class: kindOf = 'additive' }) => `${op}, ${kindOf}`), ...below.flatMap(([, calls]) => calls(changed))],
    isToBeSaid,
  };
}

type Calls = (changed: Pick<Changed, 'from' | 'to'>) => readonly string[];

/** What rows say in `why`: it depends on the direction. */
const UNLIKE: { readonly [kindAndPath: string]: Calls } = {
  'StoragePool sparePercent': ({ from, to }) =>
    Number(to) < Number(from ?? 10) ? ['update, destructive', 'update, additive'] : ['update, additive'],
  'StoragePool rebuild.enabled': ({ to }) => [to === false ? 'update, destructive' : 'update, additive'],
  'StorageNode maintenance': ({ to }) => [to === true ? 'update, disruptive' : 'update, additive'],
  'StorageNode devices.*': () => ['create, additive', 'update, additive', 'delete, destructive'],
  'StorageNode devices.*.state': ({ to }) => [to === 'absent' ? 'delete, destructive' : 'create, additive'],
  'Volume mappedTo[]': () => ['unmap, disruptive'],
  'Volume mappedTo': ({ from, to }) => [listed(from).some((host) => !listed(to).includes(host)) ? 'unmap, disruptive' : 'map, additive'],
};

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
}

/** Its own row, or that of what it is a part of, and those of its parts. */
function rowsAt(effects: readonly PathEffect[], path: string): readonly PathEffect[] {
  const below = effects.filter((row) => isBelow(row.path, path));
  const own = rowOf(effects, path);
  return own === null ? below : [own, ...below];
}

/** Its own row, or that of what it is a part of; null: it has none. */
export function rowOf(effects: readonly PathEffect[], path: string): PathEffect | null {
  const around = effects.filter((row) => row.path === path || isBelow(path, row.path));
  return around.toSorted((one, other) => other.path.length - one.path.length)[0] ?? null;
}
