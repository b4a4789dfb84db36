/** SDSs: added, set, removed. */
import { PlumblineError } from '../../../errors.ts';
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import { addressesOf, after, serveAll, takesService } from '../addresses.ts';
import type { AddressStep } from '../addresses.ts';
import { whyAddressNeeded, whyMaintenanceUnsafe, whyPoolsNeedNode } from '../checks/node.ts';
import type { ScaleioClient } from '../client/client.ts';
import { scaleioErrors } from '../errors.ts';
import type { AddNode, RemoveNode, SetNode } from '../actions.ts';
import type { StorageNode } from '../types.ts';
import { gone } from './gone.ts';
import { makeTurns } from './turns.ts';
import type { Turns } from './turns.ts';

/** One whose answer was lost is found here by its name: names of SDSs are unique in the whole system. */
export async function addNode(client: ScaleioClient, args: AddNode['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const existing = (await client.nodes(ctx)).find(({ name }) => name === args.name);
  if (existing !== undefined) return { kind: 'skipped', why: `SDS ${args.name} is there already (${existing.id})` };
  ctx.fresh(readAtMs);
  try {
    return { kind: 'applied', backendId: await client.change({ system: 'scaleio', do: 'addNode', args }, ctx) };
  } catch (thrown) {
    throw isUnreached(thrown) ? notReached(args, thrown) : thrown;
  }
}

/** rc 69 COMMUNICATION_ERROR: of an SDS that is to be added, it is that one which does not answer. */
function isUnreached(thrown: unknown): boolean {
  return thrown instanceof PlumblineError && thrown.details['rc'] === 69;
}

function notReached({ name, sdsIpList }: AddNode['args'], cause: unknown): PlumblineError {
  const addresses = sdsIpList.map(({ SdsIp }) => SdsIp.ip).join(', ');
  return new PlumblineError(scaleioErrors.nodeNotReached, `No SDS answers at ${addresses}, so ${name} is not added.`, {}, { cause });
}

export type NodeSetter = (args: SetNode['args'], ctx: WriteCtx) => Promise<Written>;

/** Takes addresses away from one SDS after the other. */
export function nodeSetter(client: ScaleioClient): NodeSetter {
  const turns = makeTurns();
  return async (args, ctx) => {
    const readAtMs = ctx.clock.monotonicMs();
    const node = await client.node(args.sdsId, ctx);
    if (node === null) throw gone(`SDS ${args.sdsId}`);
    const isTakingService = isOfAddress(args) && takesService(stepOf(args));
    const verdict =
      (await verdictOn(client, node, args, ctx)) ?? (isTakingService ? await verdictOnService(client, node, turns, ctx) : null);
    if (verdict !== null) return verdict;
    ctx.fresh(readAtMs);
    if (isTakingService) turns.take(node, ctx);
    return callSetNode(client, node, args, ctx);
  };
}

async function callSetNode(client: ScaleioClient, node: StorageNode, args: SetNode['args'], ctx: WriteCtx): Promise<Written> {
  try {
    await client.change({ system: 'scaleio', do: 'setNode', args }, ctx);
  } catch (thrown) {
    throw isMaintenance(args) && isUnknownCall(thrown) ? byHand(node, args, thrown) : thrown;
  }
  return { kind: 'applied', backendId: args.sdsId };
}

/** Null: the call is to be made. */
async function verdictOn(client: ScaleioClient, node: StorageNode, args: SetNode['args'], ctx: WriteCtx): Promise<Written | null> {
  switch (args.call) {
    case 'setSdsName':
      return node.name === args.body['name'] ? skipped(`the SDS is called ${node.name} already`) : null;
    case 'addSdsIp':
    case 'setSdsIpRole':
    case 'removeSdsIp':
      return verdictOnAddress(node, stepOf(args));
    case 'enterMaintenanceMode':
    case 'exitMaintenanceMode':
      return verdictOnMaintenance(client, node, args.call, ctx);
    case 'abortRemoveSds':
      return node.states.sdsState === 'RemovePending' ? null : skipped(`its sdsState is ${node.states.sdsState}`);
  }
}

type MaintenanceCall = 'enterMaintenanceMode' | 'exitMaintenanceMode';

/** Asked again what maintenance requires: ScaleIO itself asks for less. */
async function verdictOnMaintenance(
  client: ScaleioClient,
  { id, states }: StorageNode,
  call: MaintenanceCall,
  ctx: WriteCtx,
): Promise<Written | null> {
  const isEntering = call === 'enterMaintenanceMode';
  if (states.maintenanceState !== (isEntering ? 'NoMaintenance' : 'InMaintenance')) {
    return skipped(`its maintenanceState is ${states.maintenanceState}`);
  }
  const why = isEntering ? await whyMaintenanceUnsafe(client, id, ctx) : null;
  return why === null ? null : { kind: 'waiting', why };
}

function verdictOnAddress(node: StorageNode, step: AddressStep): Written | null {
  const now = addressesOf(node);
  const there = now.find(({ ip }) => ip === step.ip);
  if (step.call === 'removeSdsIp') {
    if (there === undefined) return skipped(`the SDS does not have the address ${step.ip} any more`);
    const isLast = !serveAll(after(now, step));
    return isLast ? { kind: 'waiting', why: `without ${step.ip} no address of the SDS would serve its SDCs, or the other SDSs` } : null;
  }
  if (there === undefined && step.call === 'setSdsIpRole') throw gone(`address ${step.ip} of SDS ${node.name ?? node.id}`);
  return there?.role === step.role ? skipped(`its address ${step.ip} has the role ${step.role} already`) : null;
}

/** Asked again what it requires: ScaleIO does not look whether others can do without the address. */
async function verdictOnService(client: ScaleioClient, node: StorageNode, turns: Turns, ctx: WriteCtx): Promise<Written | null> {
  const why = turns.whyNot(node, ctx) ?? (await whyAddressNeeded(client, node.id, ctx));
  return why === null ? null : { kind: 'waiting', why };
}

function isOfAddress({ call }: SetNode['args']): boolean {
  return call === 'addSdsIp' || call === 'setSdsIpRole' || call === 'removeSdsIp';
}

function stepOf({ call, body }: SetNode['args']): AddressStep {
  if (call === 'setSdsIpRole') return { call, ip: body['sdsIpToSet'] ?? '', role: body['newRole'] ?? '' };
  return { call: call === 'addSdsIp' ? call : 'removeSdsIp', ip: body['ip'] ?? '', role: body['role'] ?? '' };
}

function skipped(why: string): Written {
  return { kind: 'skipped', why };
}

function isMaintenance({ call }: SetNode['args']): boolean {
  return call === 'enterMaintenanceMode' || call === 'exitMaintenanceMode';
}

/** No client of the vendor's makes this call of an SDS: a gateway may know it by the command line of the MDM only. */
function isUnknownCall(thrown: unknown): boolean {
  if (!(thrown instanceof PlumblineError)) return false;
  const { rc = null, status } = thrown.details;
  return (rc === null || rc === 0) && (status === 400 || status === 404 || status === 405 || status === 501);
}

function byHand({ id, name }: StorageNode, { call }: SetNode['args'], cause: unknown): PlumblineError {
  const command = call === 'enterMaintenanceMode' ? 'enter_maintenance_mode' : 'exit_maintenance_mode';
  const message = `The gateway cannot make this call for SDS ${name ?? id}; on the MDM it is scli --${command} --sds_id ${id}.`;
  return new PlumblineError(scaleioErrors.maintenanceByHand, message, {}, { cause });
}

/** Asked again what a removal requires: ScaleIO itself asks for less. */
export async function removeNode(client: ScaleioClient, { sdsId }: RemoveNode['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const node = await client.node(sdsId, ctx);
  if (node === null) return skipped(`SDS ${sdsId} is already gone`);
  if (node.states.sdsState === 'RemovePending') return skipped(`SDS ${node.name ?? sdsId} is being removed already`);
  const why = await whyPoolsNeedNode(client, sdsId, ctx);
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'removeNode', args: { sdsId } }, ctx);
  return { kind: 'applied', backendId: sdsId };
}
