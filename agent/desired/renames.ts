/** `renamedFrom` of volumes: it must name a volume that nobody else declares or takes. */
import type { CrossFault } from './cross-fault.ts';
import type { Declared, Entry } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { vendorPath } from './names.ts';

export function renameFaults(declared: Declared): readonly CrossFault[] {
  const volumes = declared.entries.Volume;
  return volumes.flatMap((volume, index) => {
    const from = volume.content?.spec.renamedFrom;
    if (from === undefined) return [];
    if (from === volume.vendorName) return [fault(volume, `${volume.ref} is called ${from} already.`)];
    const owner = volumes.find((other) => other !== volume && isSame(other.vendorName, from));
    if (owner !== undefined) return [fault(volume, `${owner.ref} is the volume called ${from}.`, owner, vendorPath(owner))];
    const first = volumes.slice(0, index).find((other) => isSame(other.content?.spec.renamedFrom, from));
    return first === undefined ? [] : [fault(volume, `${first.ref} is renamed from ${from} too.`, first, PATH)];
  });
}

const PATH = ['spec', 'renamedFrom'] as const;

/** REX-Ray makes no difference between capitals and small letters. */
function isSame(name: string | undefined, from: string): boolean {
  return name?.toLowerCase() === from.toLowerCase();
}

function fault(volume: Entry, message: string, other?: Entry, path: readonly string[] = PATH): CrossFault {
  const found = { code: desiredErrors.badRename, origin: volume.origin, path: PATH, at: 'value', message } as const;
  return other === undefined ? found : { ...found, other: { origin: other.origin, path } };
}
