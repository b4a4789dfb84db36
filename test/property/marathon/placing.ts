/** What apps and pods say alike of where they run, and of what is reserved there for them. */
import { isSince } from '../../../agent/systems/marathon/profile.ts';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import { distinctBy, oneOf, without } from './repair.ts';

/** What is generated is in this group, whose name it may have as its role. */
export const GROUP = 'shop';

/** Each operator has the value that it takes. */
export function valueFor(operator: string, value: string | undefined): string | undefined {
  const isOptional = operator === 'GROUP_BY' || operator === 'CLUSTER';
  if (operator === 'UNIQUE' || (isOptional && value === undefined)) return undefined;
  const text = value ?? '';
  if (operator === 'GROUP_BY' || operator === 'MAX_PER') return /^[1-9][0-9]{0,3}$/.test(text) ? text : `${1 + text.length}`;
  return /^[a-z0-9.-]+$/.test(text) ? text : `rack-${text.length}`;
}

/** `@` in front of a name means something to Mesos. */
export function fieldFor(name: string): string {
  return name === '' || name.includes('@') ? 'rack' : name;
}

/** The role of the group, or any; local volumes are reserved for one. Undefined: none is asked for. */
export function roleFor(role: string | undefined, isResident: boolean, profile: Profile): string | undefined {
  if (isResident && (role !== undefined || isSince(profile, '1.9'))) return GROUP;
  return role === undefined || role === '*' || role === GROUP ? role : oneOf(['*', GROUP], role);
}

/** Offers to any role, or to its own; with local volumes only to any. */
export function rolesFor(accepted: readonly string[], own: string | undefined, isResident: boolean): string[] {
  const other = isResident ? '*' : (own ?? '*');
  return [...new Set(accepted.map((role) => (role === '*' || role === other ? role : oneOf(['*', other], role))))];
}

interface Persistent {
  type?: string;
  size: number;
  maxSize?: number;
  profileName?: string;
  constraints?: string[][];
}

/** Only whole mounts have a profile and a largest size; the root disk has no constraints. Profiles came with 1.6, and with 1.8 they mean mounts. */
export function reserved<T extends Persistent>(asked: T, profile: Profile): T {
  const given = (isSince(profile, '1.6') ? asked : without(asked, 'profileName')) as Persistent;
  const { profileName, type = profileName === undefined || !isSince(profile, '1.8') ? 'root' : 'mount', size, maxSize } = given;
  const isMount = type === 'mount';
  const kept = without(
    given,
    ...(isMount ? [] : (['profileName', 'maxSize'] as const)),
    ...(type === 'root' ? (['constraints'] as const) : []),
  );
  const larger = isMount && maxSize !== undefined && maxSize <= size ? { maxSize: size + 1 } : {};
  const { constraints } = kept as Persistent;
  const byPaths = constraints === undefined ? {} : { constraints: [...distinctBy(constraints.map(byPath), JSON.stringify)] };
  return { ...kept, ...larger, ...byPaths } as unknown as T;
}

function byPath([, operator = '', value = '']: readonly string[]): string[] {
  const isKnown = operator === 'LIKE' || operator === 'UNLIKE';
  return ['path', isKnown ? operator : 'LIKE', /^[a-z0-9/-]+$/.test(value) ? value : `/mnt/${value.length}`];
}
