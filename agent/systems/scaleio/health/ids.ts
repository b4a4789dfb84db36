/** The vendor's ids of what is declared and there. */
import type { AnyDoc, Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import type { ScaleioFacets } from '../types.ts';
import { devicesOf, sdsOf, whichDevice } from '../which-device.ts';
import type { DeviceTarget } from '../which-device.ts';
import { doomed, doomedNode, whichDomain, whichFaultSet, whichNode, whichPool } from '../which-object.ts';
import type { NodeTarget, ObjectTarget } from '../which-object.ts';
import { doomedVolume, volumeOf } from '../which-volume.ts';
import type { VolumeTarget } from '../which-volume.ts';

const OWN_KINDS = ['ProtectionDomain', 'FaultSet', 'StoragePool', 'StorageNode', 'Volume'] as const;
type OwnDoc = Extract<AnyDoc, { readonly kind: (typeof OWN_KINDS)[number] }>;

/** Also of the disks that nodes declare. */
export function idsOf(inputs: Inputs, live: Live<ScaleioFacets>): ReadonlyMap<Ref, string> {
  const docs = OWN_KINDS.flatMap((kind): readonly OwnDoc[] => [...inputs.desired.docs[kind].values()]);
  const found = [
    ...docs.map((doc) => [doc.ref, idOf(targetOf(doc, inputs, live))] as const),
    ...[...inputs.desired.docs.StorageNode.values()].flatMap((doc) => deviceIds(doc, inputs, live)),
  ];
  return new Map(found.filter((entry): entry is readonly [Ref, string] => entry[1] !== null));
}

interface Named {
  readonly id: string;
  readonly name: string | null;
}

function targetOf(doc: OwnDoc, inputs: Inputs, live: Live<ScaleioFacets>): ObjectTarget<Named> | NodeTarget | VolumeTarget {
  const isGoing = doc.state === 'absent';
  switch (doc.kind) {
    case 'ProtectionDomain':
      return isGoing ? doomed<Named>(whichDomain(doc, inputs, live)) : whichDomain(doc, inputs, live);
    case 'FaultSet':
      return isGoing ? doomed<Named>(whichFaultSet(doc, inputs, live)) : whichFaultSet(doc, inputs, live);
    case 'StoragePool':
      return isGoing ? doomed<Named>(whichPool(doc, inputs, live)) : whichPool(doc, inputs, live);
    case 'StorageNode':
      return isGoing ? doomedNode(doc, inputs, live) : whichNode(doc, inputs, live);
    case 'Volume':
      return isGoing ? doomedVolume(doc, inputs, live) : volumeOf(doc, inputs, live);
  }
}

function deviceIds(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): readonly (readonly [Ref, string | null])[] {
  const devices = devicesOf(doc);
  const sds = devices.length === 0 ? null : sdsOf(doc, inputs, live);
  if (sds === null) return [];
  return devices.map((declared) => [declared.ref, idOf(whichDevice(declared, sds, inputs, live))] as const);
}

/** In the place of a lost object, that of another one: whether it may count as it is for a person to say. */
function idOf(target: ObjectTarget<Named> | NodeTarget | VolumeTarget | DeviceTarget): string | null {
  if (target.kind === 'lost') return target.instead?.id ?? null;
  return target.kind === 'one' || target.kind === 'old-name' || target.kind === 'renamed' ? target.value.id : null;
}
