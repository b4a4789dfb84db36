/** Fields of an SDS that differ from its document and stay so. */
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { addressesOf, addressSteps, declaredAddresses, textOfAddresses } from '../addresses.ts';
import { vendorName } from '../resolve.ts';
import type { ScaleioFacets, StorageNode } from '../types.ts';
import { domainAround, whichFaultSet } from '../which-object.ts';
import type { Remark } from './judge.ts';

/** Where it is: an SDS can be moved neither to another domain nor to another fault set. */
export function placeRemarks(doc: Doc<'StorageNode'>, node: StorageNode, inputs: Inputs, live: Live<ScaleioFacets>): readonly Remark[] {
  const { spec } = doc;
  const remedy = 'Declare where it is, or remove it first and have it added again.';
  const domain = domainAround(doc, inputs, live);
  const remarks: Remark[] = [];
  if (domain.kind === 'one' && domain.value.id !== node.protectionDomainId) {
    const why = `SDS ${vendorName(doc)} is not in protection domain ${spec.protectionDomain}, but in the one with id ${node.protectionDomainId}`;
    remarks.push({ code: 'NodeInOtherDomain', why, remedy });
  }
  const wanted = spec.faultSet === undefined ? undefined : inputs.desired.docs.FaultSet.get(spec.faultSet);
  const target = wanted && whichFaultSet(wanted, inputs, live);
  if (target?.kind === 'one' && target.value.id !== node.faultSetId) {
    const found = node.faultSetId === null ? 'in none' : `in the one with id ${node.faultSetId}`;
    remarks.push({ code: 'NodeInOtherFaultSet', why: `SDS ${vendorName(doc)} is not in fault set ${spec.faultSet}, but ${found}`, remedy });
  }
  return remarks;
}

export function standingRemarks(doc: Doc<'StorageNode'>, node: StorageNode, ignored: readonly string[]): readonly Remark[] {
  return [...portRemark(doc, node, ignored), ...addressRemark(doc, node, ignored)];
}

function portRemark(doc: Doc<'StorageNode'>, { port: found }: StorageNode, ignored: readonly string[]): readonly Remark[] {
  const { port } = doc.spec;
  if (port === undefined || port === found || ignored.includes('port')) return [];
  const why = `SDS ${vendorName(doc)} has the port ${found}; declared is ${port}, which is read only when it is added`;
  return [{ code: 'NodePortDiffers', why, remedy: `Declare port: ${found}, or set it in ScaleIO.` }];
}

/** Only where there is no way that leaves every SDS and SDC an address. */
function addressRemark(doc: Doc<'StorageNode'>, node: StorageNode, ignored: readonly string[]): readonly Remark[] {
  const wanted = declaredAddresses(doc.spec);
  const live = addressesOf(node);
  if (wanted === null || ignored.includes('ips')) return [];
  const [found, declared] = [textOfAddresses(live), textOfAddresses(wanted)];
  if (found === declared || addressSteps(live, wanted).length > 0) return [];
  const why = `SDS ${vendorName(doc)} has the addresses ${found}; declared are ${declared}, and none can go first`;
  return [{ code: 'NodeIpsDiffer', why, remedy: 'Remove one of them in ScaleIO.' }];
}
