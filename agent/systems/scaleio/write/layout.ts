/** Protection domains and fault sets: made and removed. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import { whyDomainNotEmpty, whyFaultSetNotEmpty } from '../checks/layout.ts';
import type { ScaleioClient } from '../client/client.ts';
import type { CreateDomain, CreateFaultSet, RemoveDomain, RemoveFaultSet } from '../actions.ts';

/** One whose answer was lost is found here by its name. */
export async function createDomain(client: ScaleioClient, args: CreateDomain['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const existing = (await client.domains(ctx)).find(({ name }) => name === args.name);
  if (existing !== undefined) return { kind: 'skipped', why: `protection domain ${args.name} is there already (${existing.id})` };
  ctx.fresh(readAtMs);
  return { kind: 'applied', backendId: await client.change({ system: 'scaleio', do: 'createDomain', args }, ctx) };
}

export async function removeDomain(client: ScaleioClient, args: RemoveDomain['args'], ctx: WriteCtx): Promise<Written> {
  const { protectionDomainId: id } = args;
  const readAtMs = ctx.clock.monotonicMs();
  if ((await client.domain(id, ctx)) === null) return { kind: 'skipped', why: `protection domain ${id} is already gone` };
  const why = await whyDomainNotEmpty(client, id, ctx);
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'removeDomain', args }, ctx);
  return { kind: 'applied', backendId: id };
}

/** One whose answer was lost is found here by its name. */
export async function createFaultSet(client: ScaleioClient, args: CreateFaultSet['args'], ctx: WriteCtx): Promise<Written> {
  const readAtMs = ctx.clock.monotonicMs();
  const own = (await client.faultSets(ctx)).filter(({ protectionDomainId }) => protectionDomainId === args.protectionDomainId);
  const existing = own.find(({ name }) => name === args.name);
  if (existing !== undefined) return { kind: 'skipped', why: `fault set ${args.name} is there already (${existing.id})` };
  ctx.fresh(readAtMs);
  return { kind: 'applied', backendId: await client.change({ system: 'scaleio', do: 'createFaultSet', args }, ctx) };
}

export async function removeFaultSet(client: ScaleioClient, args: RemoveFaultSet['args'], ctx: WriteCtx): Promise<Written> {
  const { faultSetId: id } = args;
  const readAtMs = ctx.clock.monotonicMs();
  if ((await client.faultSet(id, ctx)) === null) return { kind: 'skipped', why: `fault set ${id} is already gone` };
  const why = await whyFaultSetNotEmpty(client, id, ctx);
  if (why !== null) return { kind: 'waiting', why };
  ctx.fresh(readAtMs);
  await client.change({ system: 'scaleio', do: 'removeFaultSet', args }, ctx);
  return { kind: 'applied', backendId: id };
}
