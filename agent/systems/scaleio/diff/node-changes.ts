/** What an SDS that is there lacks, one call each, in the order in which they are made. */
import type { ChangeClass, FieldDiff, Op, Precondition } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import { addressesOf, addressSteps, declaredAddresses, takesService, textOfAddresses } from '../addresses.ts';
import type { AddressStep } from '../addresses.ts';
import { vendorName } from '../resolve.ts';
import type { NodeCall, SetNode } from '../actions.ts';
import type { StorageNode } from '../types.ts';

export interface NodeChange {
  readonly call: NodeCall;
  readonly body: SetNode['args']['body'];
  readonly op?: Op;
  readonly class?: ChangeClass;
  readonly requires?: readonly Precondition[];
  readonly reason: string;
  readonly fields: readonly FieldDiff[];
  readonly effect: string;
}

/** A removal that is taken back comes first: while it drains, ScaleIO changes nothing else of the SDS. */
export function nodeChanges(doc: Doc<'StorageNode'>, node: StorageNode, ignored: readonly string[]): readonly NodeChange[] {
  if (node.states.sdsState === 'RemovePending') return [STAY];
  return [
    ...(ignored.includes('ips') ? [] : addressChanges(doc, node)),
    ...(ignored.includes('maintenance') ? [] : maintenance(doc, node)),
  ];
}

export function renaming(doc: Doc<'StorageNode'>, { name }: StorageNode): NodeChange {
  const to = vendorName(doc);
  return {
    call: 'setSdsName',
    body: { name: to },
    op: 'rename',
    reason: 'the SDS has the name it had before',
    fields: [{ path: 'name', from: name, to }],
    effect: `renames ${name} -> ${to}; its data stay`,
  };
}

const STAY: NodeChange = {
  call: 'abortRemoveSds',
  body: {},
  reason: 'it is being removed, and declared present',
  fields: [{ path: 'state', from: 'RemovePending', to: 'present' }],
  effect: 'stops the removal of the SDS; what was moved off is moved back',
};

function addressChanges(doc: Doc<'StorageNode'>, node: StorageNode): readonly NodeChange[] {
  const wanted = declaredAddresses(doc.spec);
  if (wanted === null) return [];
  const live = addressesOf(node);
  const fields = [{ path: 'ips', from: textOfAddresses(live), to: textOfAddresses(wanted) }];
  return addressSteps(live, wanted).map((step) => ({
    ...callOf(step),
    class: 'disruptive',
    requires: takesService(step) ? [{ system: 'scaleio', check: 'address-safe', backendId: node.id }] : [],
    reason: 'the addresses differ',
    fields,
    effect: effectOf(step),
  }));
}

function callOf({ call, ip, role }: AddressStep): Pick<NodeChange, 'call' | 'body'> {
  switch (call) {
    case 'addSdsIp':
      return { call, body: { ip, role } };
    case 'setSdsIpRole':
      return { call, body: { sdsIpToSet: ip, newRole: role } };
    case 'removeSdsIp':
      return { call, body: { ip } };
  }
}

function effectOf({ call, ip, role }: AddressStep): string {
  switch (call) {
    case 'addSdsIp':
      return `adds the address ${ip} with the role ${role}`;
    case 'setSdsIpRole':
      return `gives the address ${ip} the role ${role}`;
    case 'removeSdsIp':
      return `removes the address ${ip}; connections to it end`;
  }
}

/** On the way in or out of maintenance it is left alone. */
function maintenance({ spec }: Doc<'StorageNode'>, { id, states }: StorageNode): readonly NodeChange[] {
  const { maintenanceState: from } = states;
  if (spec.maintenance === true && from === 'NoMaintenance') {
    return [
      {
        call: 'enterMaintenanceMode',
        body: {},
        class: 'disruptive',
        requires: [{ system: 'scaleio', check: 'maintenance-safe', backendId: id }],
        reason: 'it is declared to be in maintenance',
        fields: [{ path: 'maintenance', from: false, to: true }],
        effect: 'brings the SDS into maintenance mode: its data have one copy in use meanwhile',
      },
    ];
  }
  if (spec.maintenance !== false || from !== 'InMaintenance') return [];
  return [
    {
      call: 'exitMaintenanceMode',
      body: {},
      reason: 'it is declared to be in use',
      fields: [{ path: 'maintenance', from: true, to: false }],
      effect: 'ends its maintenance mode: what was written meanwhile is copied back to it',
    },
  ];
}
