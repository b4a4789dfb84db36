/** Fields that a version of Marathon does not have: neither compared nor sent. */
import type { Json } from '../../../model/ref.ts';
import { isJsonObject, isList } from '../normalise/equal.ts';
import { isSince } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { JsonObject } from '../types.ts';
import { isInForce } from './types.ts';
import type { PathEffect } from './types.ts';

/** Paths of the rows of the table that the spec says something of, although the profile does not have them. */
export function notKept(effects: readonly PathEffect[], spec: JsonObject, profile: Profile): readonly string[] {
  return effects.filter((row) => !isInForce(row, profile) && says(spec, stepsOf(row.path))).map(({ path }) => path);
}

/** What a person does about such paths: an upgrade brings what is newer, and nothing that Marathon has given up. */
export function remedyOf(effects: readonly PathEffect[], paths: readonly string[], profile: Profile): string {
  const rows = effects.filter(({ path }) => paths.includes(path));
  const gone = rows.filter(({ until }) => until !== undefined && !isSince(until, profile)).map(({ path }) => path);
  if (gone.length === 0) return 'Upgrade Marathon, or take it out of the file.';
  if (gone.length === paths.length) return 'Take it out of the file: Marathon has given it up.';
  return `Take ${gone.join(', ')} out of the file: Marathon has given it up. For the others upgrade Marathon, or take them out, too.`;
}

/** `containers[].env.*` is `containers`, `[]`, `env`, `*`. */
function stepsOf(path: string): readonly string[] {
  return path.replaceAll('[]', '.[]').split('.');
}

function says(value: Json | undefined, [step, ...others]: readonly string[]): boolean {
  if (step === undefined) return value !== undefined && value !== null;
  if (step === '[]') return isList(value) && value.some((entry) => says(entry, others));
  if (!isJsonObject(value)) return false;
  return step === '*' ? Object.values(value).some((entry) => says(entry, others)) : says(value[step], others);
}
