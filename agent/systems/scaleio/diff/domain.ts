/** A declared protection domain: made when there is none, removed when it is empty and declared absent. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { vendorName } from '../resolve.ts';
import type { ProtectionDomain, ScaleioAction, ScaleioFacets } from '../types.ts';
import { doomed, whichDomain } from '../which-object.ts';
import { keepDraft, removeDraft } from './draft.ts';

/** Null: nothing to do, nothing known, or something only a person can decide (health says what). */
export function domainDraft(doc: Doc<'ProtectionDomain'>, inputs: Inputs, live: Live<ScaleioFacets>): Draft<ScaleioAction> | null {
  const target = whichDomain(doc, inputs, live);
  if (doc.state === 'absent') {
    const going = doomed(target);
    return going.kind === 'one' ? removal(doc, going.value) : null;
  }
  if (target.kind === 'lost') return creation(doc, `ScaleIO has no protection domain with the id ${target.id} any more`);
  return target.kind === 'none' ? creation(doc, `ScaleIO has no protection domain named ${vendorName(doc)}`) : null;
}

function creation(doc: Doc<'ProtectionDomain'>, reason: string): Draft<ScaleioAction> {
  const name = vendorName(doc);
  return keepDraft({
    doc,
    op: 'create',
    backendId: null,
    action: { system: 'scaleio', do: 'createDomain', args: { name } },
    facets: ['domains'],
    reason,
    fields: [{ path: 'name', from: null, to: name }],
    effects: ['creates an empty protection domain'],
  });
}

function removal({ ref }: Doc<'ProtectionDomain'>, { id, name }: ProtectionDomain): Draft<ScaleioAction> {
  return removeDraft({
    ref,
    backendId: id,
    action: { system: 'scaleio', do: 'removeDomain', args: { protectionDomainId: id } },
    facets: ['domains'],
    requires: [{ system: 'scaleio', check: 'domain-empty', backendId: id }],
    effects: [`removes protection domain ${name ?? 'without a name'} (id ${id}), in which nothing is left`],
  });
}
