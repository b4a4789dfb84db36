/** The volumes that a framework's tasks will ask for, by the names in its document: each has to be declared, and its alone. */
import type { Ref } from '../model/ref.ts';
import { firstsBy } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import { hasVendorName } from './names.ts';
import { told } from './sound.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared, Entry } from './types.ts';
import { namesIn } from './volume-patterns.ts';

/** What is wrong with one name, and where the other document is. */
type Wrong = Pick<CrossFault, 'code' | 'message' | 'other' | 'undeclared'>;

/** Gives the declared volumes of a framework up to the first that it cannot have, which is told. */
export type FindVolumes = (framework: Entry<'Framework'>) => readonly Ref[];

export function volumeFinder({ entries }: Declared, faults: CrossFault[]): FindVolumes {
  const volumes = firstsBy(entries.Volume, ({ vendorName }) => vendorName);
  const suggestion = suggester(() => [...volumes.keys()]);
  const users = usersIn(entries.App);
  // What is not found may be one of which nobody knows how ScaleIO calls it.
  const areNamed = entries.Volume.every(hasVendorName);
  const wrongOf = (name: string, volume: Entry<'Volume'> | undefined): Wrong | null => {
    return volume === undefined ? undeclared(name, suggestion(name)) : (taken(name, users.get(name)) ?? absent(volume));
  };
  return (framework) => {
    const found: Ref[] = [];
    for (const { name, index } of namesOf(framework)) {
      const volume = volumes.get(name);
      const wrong = wrongOf(name, volume);
      if (wrong !== null && (volume !== undefined || areNamed)) {
        addFault(faults, { origin: framework.origin, path: ['spec', 'volumes', index], at: 'value', ...wrong });
      }
      if (wrong !== null || volume === undefined) return found;
      users.set(name, framework);
      found.push(volume.ref);
    }
    return found;
  };
}

function* namesOf(framework: Entry<'Framework'>): Generator<{ readonly name: string; readonly index: number }> {
  const patterns = told(framework, ({ spec }) => [...(spec.volumes ?? [])]) ?? [];
  for (const [index, pattern] of patterns.entries()) for (const name of namesIn(pattern)) yield { name, index };
}

/** Who mounts each volume. */
function usersIn(apps: readonly Entry<'App'>[]): Map<string, Entry> {
  return new Map(apps.flatMap((app) => app.asks.mounts.map(({ volume }) => [volume, app] as const)));
}

function undeclared(name: string, suggestion: string): Wrong {
  const message = `No Volume ${name} is declared, so REX-Ray would create it or fail${suggestion}`;
  return { code: desiredErrors.missingReference, message, undeclared: name };
}

function taken(name: string, user: Entry | undefined): Wrong | null {
  if (user === undefined) return null;
  const message = `${user.ref} asks for ${name} too; a volume serves one task.`;
  return { code: desiredErrors.volumeMountedTwice, message, other: { origin: user.origin, path: ['metadata', 'name'] } };
}

function absent(volume: Entry<'Volume'>): Wrong | null {
  if (told(volume, ({ state }) => state) !== 'absent') return null;
  const message = `${volume.ref} is to be destroyed (state: absent).`;
  return { code: desiredErrors.absentVolume, message, other: { origin: volume.origin, path: ['state'] } };
}
