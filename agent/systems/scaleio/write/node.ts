/** SDSs: added, set, removed. */
import type { Written } from '../../../model/change.ts';
import type { WriteCtx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';
import type { AddNode, RemoveNode, SetNode } from '../types.ts';

export async function addNode(_client: ScaleioClient, _args: AddNode['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function setNode(_client: ScaleioClient, _args: SetNode['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}

export async function removeNode(_client: ScaleioClient, _args: RemoveNode['args'], _ctx: WriteCtx): Promise<Written> {
  throw new Error('not yet');
}
