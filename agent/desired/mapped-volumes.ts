/** Volumes with `mappedTo`, which REX-Ray must not be asked for: it maps one to where the task runs, and the agent would take it away from there. */
import { firstsBy } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { usesOf } from './job-uses.ts';
import { addFault } from './most-faults.ts';
import { told } from './sound.ts';
import type { CrossFault, Declared, Entry } from './types.ts';
import { namesIn } from './volume-patterns.ts';

export function mappedVolumeFaults({ entries }: Declared): readonly CrossFault[] {
  const mapped = firstsBy(entries.Volume.filter(isMapped), ({ vendorName }) => vendorName);
  const faults: CrossFault[] = [];
  if (mapped.size === 0) return faults;
  for (const { name, user } of usersIn(entries)) {
    const volume = mapped.get(name);
    if (volume !== undefined) addFault(faults, fault(volume, user));
  }
  return faults;
}

function isMapped(volume: Entry<'Volume'>): boolean {
  return told(volume, ({ state, spec }) => state === 'present' && spec.mappedTo !== undefined) === true;
}

/** What asks REX-Ray for which volume. */
function* usersIn({ App, Framework, Job }: Declared['entries']): Generator<{ readonly name: string; readonly user: Entry }> {
  for (const user of App) for (const { volume } of user.asks.mounts) yield { name: volume, user };
  for (const user of Framework) {
    const patterns = told(user, ({ state, spec }) => (state === 'present' ? [...(spec.volumes ?? [])] : [])) ?? [];
    for (const pattern of patterns) for (const name of namesIn(pattern)) yield { name, user };
  }
  for (const user of Job) {
    const uses = told(user, ({ state, spec }) => (state === 'present' ? [...usesOf(spec, user.on)] : [])) ?? [];
    for (const use of uses) if (use.kind === 'volume') yield { name: use.text, user };
  }
}

function fault({ ref, origin }: Entry, user: Entry): CrossFault {
  const message = `${user.ref} mounts ${ref}, which REX-Ray would map to where the task runs; take mappedTo away, or the mount.`;
  const other = { origin: user.origin, path: ['metadata', 'name'] };
  return { code: desiredErrors.mappedVolume, origin, path: ['spec', 'mappedTo'], at: 'key', message, other };
}
