/** Storage nodes: the SDS is there, in its domain, connected and not in maintenance. */
import { instant } from '../../../clock.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { unwellStates, WELL } from '../node-states.ts';
import { domainOf, liveDomain, liveNode, vendorName } from '../resolve.ts';
import type { NodeStates, ScaleioFacets, StorageNode } from '../types.ts';
import { judge, judgeUnmet, RECHECK_MS } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';

export function judgeNode(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const name = vendorName(doc);
  const domain = domainOf(doc, inputs.desired);
  const target = liveNode(doc, inputs.desired, live);
  if (target.kind !== 'one') {
    return judgeUnmet(doc.ref, target, `SDS ${name}`, {
      code: 'NodeMissing',
      why: `ScaleIO has no SDS named ${name} in protection domain ${domain}`,
      remedy: 'Add the SDS in ScaleIO, or correct spec.name or spec.protectionDomain; Plumbline does not add nodes.',
      causedBy: liveDomain(domain, live).kind === 'none' ? (doc.links[0] ?? null) : null,
    });
  }
  const differing = differingIps(doc, target.value);
  const unwell = unwellStates(target.value.states);
  if (unwell.length === 0) return judge(doc.ref, { kind: 'ready' }, differing);
  const why = `SDS ${name} has ${unwell.join(', ')}`;
  const recheckAt = instant(inputs.now + RECHECK_MS);
  return judge(doc.ref, { kind: 'degraded', why }, [{ ...stateRemark(target.value.states), why, recheckAt }, ...differing]);
}

function stateRemark({ mdmConnectionState }: NodeStates): Pick<Remark, 'code' | 'remedy'> {
  return mdmConnectionState === WELL.mdmConnectionState
    ? { code: 'NodeNotNormal', remedy: 'Wait for it, or end the maintenance or the removal in ScaleIO.' }
    : { code: 'NodeDisconnected', remedy: 'Bring the host and its SDS service back, or repair the network between them and the MDM.' };
}

function differingIps(doc: Doc<'StorageNode'>, node: StorageNode): readonly Remark[] {
  const declared = doc.spec.ips?.toSorted().join(', ');
  const found = node.ips.toSorted().join(', ');
  if (declared === undefined || declared === found) return [];
  return [
    {
      code: 'NodeIpsDiffer',
      why: `SDS ${vendorName(doc)} has the addresses ${found}; declared are ${declared}`,
      remedy: 'Correct spec.ips, or the addresses in ScaleIO; Plumbline does not change them.',
    },
  ];
}
