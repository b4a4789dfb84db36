/** `renamedFrom` of volumes: it must name a volume that nobody else declares or takes. */
import { firstsBy } from './declared.ts';
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { hasVendorName, vendorKeyOfVolume, vendorPath } from './names.ts';
import { told } from './sound.ts';
import type { CrossFault, Entry } from './types.ts';

export function renameFaults(named: ByName): readonly CrossFault[] {
  const volumes = [...named.Volume.values()].filter(hasVendorName);
  const renamed = volumes.filter((volume) => fromOf(volume) !== null);
  if (renamed.length === 0) return [];
  const owners = firstsBy(volumes, vendorKeyOfVolume);
  const takers = firstsBy(renamed, fromOf);
  return renamed.flatMap((volume) => {
    const from = told(volume, ({ spec }) => spec.renamedFrom) ?? '';
    if (from === volume.vendorName) return [fault(volume, `${volume.ref} is called ${from} already.`)];
    const owner = owners.get(from.toLowerCase());
    if (owner !== undefined && owner !== volume) {
      return [fault(volume, `${owner.ref} is the volume called ${from}.`, owner, vendorPath(owner))];
    }
    const first = takers.get(from.toLowerCase());
    return first === undefined || first === volume ? [] : [fault(volume, `${first.ref} is renamed from ${from} too.`, first, PATH)];
  });
}

const PATH = ['spec', 'renamedFrom'] as const;

/** REX-Ray makes no difference between capitals and small letters. */
function fromOf(volume: Entry<'Volume'>): string | null {
  return told(volume, ({ spec }) => spec.renamedFrom)?.toLowerCase() ?? null;
}

function fault(volume: Entry, message: string, other?: Entry, path: readonly string[] = PATH): CrossFault {
  const found = { code: desiredErrors.badRename, origin: volume.origin, path: PATH, at: 'value', message } as const;
  return other === undefined ? found : { ...found, other: { origin: other.origin, path } };
}
