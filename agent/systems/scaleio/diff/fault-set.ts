/** A declared fault set: made when there is none, removed when no node is in it and it is declared absent. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { vendorName } from '../resolve.ts';
import type { FaultSet, ProtectionDomain, ScaleioAction, ScaleioFacets } from '../types.ts';
import { domainAround, doomed, whichFaultSet } from '../which-object.ts';
import { keepDraft, removeDraft } from './draft.ts';

const FACETS = ['domains', 'faultSets'] as const;

/** Null: nothing to do, nothing known, or something only a person can decide (health says what). */
export function faultSetDraft(doc: Doc<'FaultSet'>, inputs: Inputs, live: Live<ScaleioFacets>): Draft<ScaleioAction> | null {
  const target = whichFaultSet(doc, inputs, live);
  if (doc.state === 'absent') {
    const going = doomed(target);
    return going.kind === 'one' ? removal(doc, going.value) : null;
  }
  const domain = domainAround(doc, inputs, live);
  if (domain.kind !== 'one') return null;
  if (target.kind === 'none') return creation(doc, domain.value);
  // Somebody removed it: whether it is wanted back is for a person to say.
  return target.kind === 'lost' ? { ...creation(doc, domain.value), consent: 'approval' } : null;
}

function creation(doc: Doc<'FaultSet'>, domain: ProtectionDomain): Draft<ScaleioAction> {
  const name = vendorName(doc);
  const domainName = domain.name ?? domain.id;
  return keepDraft({
    doc,
    op: 'create',
    backendId: null,
    action: { system: 'scaleio', do: 'createFaultSet', args: { name, protectionDomainId: domain.id } },
    facets: FACETS,
    reason: `protection domain ${domainName} has no fault set named ${name}`,
    fields: [
      { path: 'name', from: null, to: name },
      { path: 'protectionDomain', from: null, to: domainName },
    ],
    effects: [`creates a fault set without nodes in protection domain ${domainName}`],
  });
}

function removal({ ref }: Doc<'FaultSet'>, { id, name }: FaultSet): Draft<ScaleioAction> {
  return removeDraft({
    ref,
    backendId: id,
    action: { system: 'scaleio', do: 'removeFaultSet', args: { faultSetId: id } },
    facets: FACETS,
    requires: [{ system: 'scaleio', check: 'fault-set-empty', backendId: id }],
    effects: [`removes fault set ${name ?? 'without a name'} (id ${id}), in which no node is left`],
  });
}
