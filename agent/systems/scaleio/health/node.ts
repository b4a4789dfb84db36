/** Storage nodes: the SDS is there, where it is declared, connected, and in maintenance only if it is to be. */
import { instant } from '../../../clock.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { unwellStates, WELL } from '../node-states.ts';
import { domainOf, liveDomain, vendorName } from '../resolve.ts';
import type { NodeStates, ScaleioFacets, StorageNode } from '../types.ts';
import { doomedNode, whichNode } from '../which-object.ts';
import { judgeAstray, judgeGoing } from './astray.ts';
import { drainClause } from './drain.ts';
import { judge, judgeUnmet, RECHECK_MS } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';
import { placeRemarks, standingRemarks } from './node-fields.ts';
import { restClause } from './rest.ts';

export function judgeNode(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const what = `SDS ${vendorName(doc)}`;
  if (doc.state === 'absent') return judgeGoing(doc.ref, doomedNode(doc, inputs, live), what, (node) => goingClause(node, live));
  const target = whichNode(doc, inputs, live);
  switch (target.kind) {
    case 'one':
      return judgeFound(doc, target.value, inputs, live);
    case 'old-name':
      return judge(doc.ref, { kind: 'progressing', why: `it is still called ${target.value.name}` }, []);
    case 'lost':
    case 'renamed':
      return judgeAstray(doc.ref, target, { what, code: 'Node' });
    case 'none':
    case 'many':
    case 'taken':
    case 'unknown':
      return judgeUnmet(doc.ref, target, what, missing(doc, inputs, live));
  }
}

/** Null: it is going to be added. */
function missing(doc: Doc<'StorageNode'>, { desired }: Inputs, live: Live<ScaleioFacets>): Remark | null {
  if (doc.spec.ips !== undefined) return null;
  const domain = domainOf(doc, desired);
  return {
    code: 'NodeMissing',
    why: `ScaleIO has no SDS named ${vendorName(doc)} in protection domain ${domain}`,
    remedy: 'Declare spec.ips to have it added, or correct spec.name or spec.protectionDomain.',
    causedBy: liveDomain(domain, live).kind === 'none' ? (doc.links[0] ?? null) : null,
  };
}

function goingClause({ id, states }: StorageNode, live: Live<ScaleioFacets>): string {
  if (states.sdsState !== 'RemovePending') return 'it is still to be removed';
  const devices = live.devices.kind === 'ok' ? live.devices.value : [];
  return drainClause(
    devices.filter(({ sdsId }) => sdsId === id),
    live,
  );
}

function judgeFound(doc: Doc<'StorageNode'>, node: StorageNode, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const [place] = placeRemarks(doc, node, inputs, live);
  const standing = standingRemarks(doc, node, inputs.ignored(doc.ref));
  if (place !== undefined) return judge(doc.ref, { kind: 'degraded', why: place.why }, [place, ...standing]);
  const states = asDeclared(doc, node.states);
  const unwell = unwellStates(states);
  if (unwell.length === 0) return judge(doc.ref, { kind: 'ready' }, standing);
  const resting = restClause(doc, node);
  if (resting !== null && unwell.length === 1) return judge(doc.ref, { kind: 'progressing', why: resting }, standing);
  const why = `SDS ${vendorName(doc)} has ${unwell.join(', ')}`;
  const recheckAt = instant(inputs.now + RECHECK_MS);
  return judge(doc.ref, { kind: 'degraded', why }, [{ ...stateRemark(states), why, recheckAt }, ...standing]);
}

/** Maintenance that is declared is as it should be. */
function asDeclared({ spec }: Doc<'StorageNode'>, states: NodeStates): NodeStates {
  const isMeant = spec.maintenance === true && states.maintenanceState === 'InMaintenance';
  return isMeant ? { ...states, maintenanceState: WELL.maintenanceState } : states;
}

function stateRemark({ mdmConnectionState }: NodeStates): Pick<Remark, 'code' | 'remedy'> {
  return mdmConnectionState === WELL.mdmConnectionState
    ? { code: 'NodeNotNormal', remedy: 'Wait for it, or end the maintenance or the removal.' }
    : { code: 'NodeDisconnected', remedy: 'Bring the host and its SDS service back, or repair the network between them and the MDM.' };
}
