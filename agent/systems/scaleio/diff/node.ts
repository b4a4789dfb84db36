/** A declared SDS: added, renamed, given its addresses, brought into maintenance and out of it, removed. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { declaredAddresses, textOfAddresses } from '../addresses.ts';
import { vendorName } from '../resolve.ts';
import type { AddNode } from '../actions.ts';
import type { ProtectionDomain, ScaleioAction, ScaleioFacets, StorageNode } from '../types.ts';
import { domainAround, doomedNode, whichFaultSet, whichNode } from '../which-object.ts';
import { keepDraft } from './draft.ts';
import { nodeChanges, renaming } from './node-changes.ts';
import type { NodeChange } from './node-changes.ts';
import { nodeRemoval } from './node-removal.ts';

type NodeDraft = Draft<ScaleioAction> | null;

const FACETS = ['domains', 'faultSets', 'nodes'] as const;

/** Null: nothing to do, nothing known, or something only a person can decide (health says what). */
export function nodeDraft(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): NodeDraft {
  if (doc.state === 'absent') {
    const going = doomedNode(doc, inputs, live);
    return going.kind === 'one' ? nodeRemoval(doc, going.value, live) : null;
  }
  const target = whichNode(doc, inputs, live);
  const ignored = inputs.ignored(doc.ref);
  switch (target.kind) {
    case 'none':
      return creation(doc, inputs, live);
    case 'lost':
      return recreation(doc, inputs, live);
    case 'old-name':
      return ignored.includes('name') ? null : update(doc, target.value, [renaming(doc, target.value)]);
    case 'one':
      return update(doc, target.value, nodeChanges(doc, target.value, ignored));
    case 'renamed':
    case 'many':
    case 'taken':
    case 'unknown':
      return null;
  }
}

/** The first call; the others stand in `then`. */
function update(doc: Doc<'StorageNode'>, { id }: StorageNode, changes: readonly NodeChange[]): NodeDraft {
  const [first, ...others] = changes;
  if (first === undefined) return null;
  const { call, body, op = 'update', effect, ...rest } = first;
  return keepDraft({
    ...rest,
    doc,
    op,
    backendId: id,
    action: { system: 'scaleio', do: 'setNode', args: { sdsId: id, call, body } },
    facets: FACETS,
    effects: [effect],
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: others.map((change) => change.effect),
  });
}

/** Somebody removed it: whether it is wanted back is for a person to say. */
function recreation(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): NodeDraft {
  const made = creation(doc, inputs, live);
  return made && { ...made, consent: 'approval' };
}

/** Null: its addresses are not declared, or its domain or its fault set is not there yet. */
function creation(doc: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): NodeDraft {
  const addresses = declaredAddresses(doc.spec);
  const domain = domainAround(doc, inputs, live);
  const place = placeIn(doc, inputs, live);
  if (addresses === null || domain.kind !== 'one' || place === null) return null;
  const name = vendorName(doc);
  const args = {
    name,
    protectionDomainId: domain.value.id,
    sdsIpList: addresses.map(({ ip, role }) => ({ SdsIp: { ip, role } })),
    ...(doc.spec.port === undefined ? {} : { sdsPort: String(doc.spec.port) }),
    ...place,
  };
  const where = nameOf(domain.value);
  return keepDraft({
    doc,
    op: 'create',
    backendId: null,
    action: { system: 'scaleio', do: 'addNode', args },
    facets: FACETS,
    reason: `protection domain ${where} has no SDS named ${name}`,
    fields: [
      { path: 'name', from: null, to: name },
      { path: 'protectionDomain', from: null, to: where },
      { path: 'ips', from: null, to: textOfAddresses(addresses) },
      ...(doc.spec.faultSet === undefined ? [] : [{ path: 'faultSet', from: null, to: doc.spec.faultSet }]),
    ],
    effects: [`adds the SDS at ${textOfAddresses(addresses)} to protection domain ${where}; it has no devices yet`],
  });
}

/** Null: its fault set is declared and not there. */
function placeIn({ spec }: Doc<'StorageNode'>, inputs: Inputs, live: Live<ScaleioFacets>): Pick<AddNode['args'], 'faultSetId'> | null {
  if (spec.faultSet === undefined) return {};
  const declared = inputs.desired.docs.FaultSet.get(spec.faultSet);
  const target = declared && whichFaultSet(declared, inputs, live);
  return target?.kind === 'one' ? { faultSetId: target.value.id } : null;
}

function nameOf({ name, id }: ProtectionDomain): string {
  return name ?? id;
}
