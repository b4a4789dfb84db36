/** The vendor's ids of what is declared and there. */
import type { AnyDoc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import { liveDomain, liveNode, livePool, placeOfPool, vendorName } from '../resolve.ts';
import type { Target } from '../resolve.ts';
import type { ScaleioFacets } from '../types.ts';
import { doomedVolume, volumeOf } from '../which-volume.ts';
import type { VolumeTarget } from '../which-volume.ts';

const OWN_KINDS = ['ProtectionDomain', 'StoragePool', 'StorageNode', 'Volume'] as const;
type OwnDoc = Extract<AnyDoc, { readonly kind: (typeof OWN_KINDS)[number] }>;

export function idsOf(inputs: Inputs, live: Live<ScaleioFacets>): ReadonlyMap<Ref, string> {
  const docs = OWN_KINDS.flatMap((kind): readonly OwnDoc[] => [...inputs.desired.docs[kind].values()]);
  const found = docs.map((doc) => [doc.ref, idOf(doc, inputs, live)] as const);
  return new Map(found.filter((entry): entry is readonly [Ref, string] => entry[1] !== null));
}

function idOf(doc: OwnDoc, inputs: Inputs, live: Live<ScaleioFacets>): string | null {
  switch (doc.kind) {
    case 'ProtectionDomain':
      return onlyId(liveDomain(vendorName(doc), live));
    case 'StoragePool':
      return onlyId(livePool(placeOfPool(doc, inputs.desired), live));
    case 'StorageNode':
      return onlyId(liveNode(doc, inputs.desired, live));
    case 'Volume':
      return doc.state === 'absent' ? onlyId(doomedVolume(doc, inputs, live)) : volumeId(volumeOf(doc, inputs, live));
  }
}

function onlyId(target: Target<{ readonly id: string }>): string | null {
  return target.kind === 'one' ? target.value.id : null;
}

/** Of a lost volume that of the one in its place: whether that may count as it is for a person to say. */
function volumeId(target: VolumeTarget): string | null {
  switch (target.kind) {
    case 'one':
    case 'old-name':
    case 'renamed':
      return target.value.id;
    case 'lost':
      return target.instead?.id ?? null;
    case 'none':
    case 'many':
    case 'contested':
    case 'unknown':
      return null;
  }
}
