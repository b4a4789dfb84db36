/** What ScaleIO lacks of what is declared. Pure; an unknown facet gives no change. */
import type { Draft } from '../../../model/change.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import type { ScaleioAction, ScaleioFacets } from '../types.ts';
import { deviceDrafts } from './device.ts';
import { domainDraft } from './domain.ts';
import { faultSetDraft } from './fault-set.ts';
import { nodeDraft } from './node.ts';
import { poolDraft } from './pool.ts';
import { snapshotDrafts } from './snapshot.ts';
import { volumeDraft } from './volume.ts';

export function diffScaleio(inputs: Inputs, live: Live<ScaleioFacets>): readonly Draft<ScaleioAction>[] {
  const { FaultSet, ProtectionDomain, StorageNode, StoragePool, Volume } = inputs.desired.docs;
  const drafts = [
    ...[...ProtectionDomain.values()].map((doc) => domainDraft(doc, inputs, live)),
    ...[...FaultSet.values()].map((doc) => faultSetDraft(doc, inputs, live)),
    ...[...StorageNode.values()].map((doc) => nodeDraft(doc, inputs, live)),
    ...[...StorageNode.values()].flatMap((doc) => deviceDrafts(doc, inputs, live)),
    ...[...StoragePool.values()].map((doc) => poolDraft(doc, inputs, live)),
    ...[...Volume.values()].map((doc) => volumeDraft(doc, inputs, live)),
    ...[...Volume.values()].flatMap((doc) => snapshotDrafts(doc, inputs, live)),
  ];
  return drafts.filter((draft) => draft !== null);
}
