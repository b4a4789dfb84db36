/** What Marathon makes of a changed field: the words of the tables of this folder, and how a difference is found in them. */
import { isSince } from '../profile.ts';
import type { Profile } from '../profile.ts';

/**
 * `restart`: every task is replaced. `scale`: tasks are added or stopped. `update`: it is kept, and nothing restarts. `none`: it is
 * forgotten or ignored, so never a difference. `fixed`: refused of an object that exists.
 */
export type Effect = 'restart' | 'scale' | 'update' | 'none' | 'fixed';

export interface PathEffect {
  /** `container.volumes[].external.size`; `*` is any name: `env.*`. */
  readonly path: string;
  readonly effect: Effect;
  /** Where the app or pod has local persistent volumes, if that is another. */
  readonly resident?: Effect;
  readonly since: Profile;
  /** The last profile that has it. */
  readonly until?: Profile;
  /** The vendor's quirk, for people. */
  readonly why?: string;
}

/** From the one that outweighs all others on. */
const BY_WEIGHT: readonly Effect[] = ['fixed', 'restart', 'scale', 'update', 'none'];

/**
 * The effect of a difference at `path`, such as `container.volumes[0].mode`: of its row; or of the row that it is part of; or, of an object that is
 * there as a whole or not at all, the weightiest of the rows below. Marathon restarts for whatever is not in a table.
 */
export function effectOf(effects: readonly PathEffect[], path: string, profile: Profile, isResident = false): Effect {
  const rows = effects.filter((row) => isInForce(row, profile));
  const own = rows.filter((row) => patternOf(row).test(path)).toSorted((a, b) => b.path.length - a.path.length)[0];
  if (own !== undefined) return weigh(own, isResident);
  const place = path.replaceAll(/\[\d+\]/g, '[]');
  const below = rows.filter((row) => row.path.startsWith(`${place}.`) || row.path.startsWith(`${place}[`));
  return BY_WEIGHT.find((effect) => below.some((row) => weigh(row, isResident) === effect)) ?? 'restart';
}

/** Whether this profile has the field. */
export function isInForce({ since, until }: PathEffect, profile: Profile): boolean {
  return isSince(profile, since) && (until === undefined || isSince(until, profile));
}

function weigh(row: PathEffect, isResident: boolean): Effect {
  return (isResident ? row.resident : undefined) ?? row.effect;
}

const patterns = new WeakMap<PathEffect, RegExp>();

/** Of the row's own path and of everything below it; a name for `*` may have dots and brackets. */
function patternOf(row: PathEffect): RegExp {
  const known = patterns.get(row);
  if (known !== undefined) return known;
  const source = row.path.replaceAll('.', '\\.').replaceAll('[]', '\\[\\d+\\]').replaceAll('*', '.+');
  const pattern = new RegExp(`^${source}(?:$|[.[])`);
  patterns.set(row, pattern);
  return pattern;
}
