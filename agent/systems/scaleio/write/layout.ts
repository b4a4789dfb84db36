/** Protection domains and fault sets: made and removed. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import type { CreateDomain, CreateFaultSet, RemoveDomain, RemoveFaultSet } from '../types.ts';

export async function createDomain(_client: ScaleioClient, _args: CreateDomain['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function removeDomain(_client: ScaleioClient, _args: RemoveDomain['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function createFaultSet(_client: ScaleioClient, _args: CreateFaultSet['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function removeFaultSet(_client: ScaleioClient, _args: RemoveFaultSet['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}
