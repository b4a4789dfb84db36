/** Whether an object is gone: asked for by its id, since a list may lack it. */
import type { Precondition } from '../../../model/change.ts';
import type { ObjectKind } from '../../../model/ref.ts';
import type { Ctx } from '../../../model/system.ts';
import type { ScaleioClient } from '../client/client.ts';

interface Named {
  readonly id: string;
  readonly name: string | null;
}

type Ask = (client: ScaleioClient, id: string, ctx: Ctx) => Promise<Named | null>;

const ASKS: { readonly [K in ObjectKind]?: Ask } = {
  Device: (client, id, ctx) => client.device(id, ctx),
  FaultSet: (client, id, ctx) => client.faultSet(id, ctx),
  ProtectionDomain: (client, id, ctx) => client.domain(id, ctx),
  Snapshot: (client, id, ctx) => client.volume(id, ctx),
  StorageNode: (client, id, ctx) => client.node(id, ctx),
  StoragePool: (client, id, ctx) => client.pool(id, ctx),
  Volume: (client, id, ctx) => client.volume(id, ctx),
};

/** A clause for a person; null: ScaleIO has nothing of this id. Throws what ScaleioClient throws. */
export async function whyNotGone(client: ScaleioClient, { backendId, args }: Precondition, ctx: Ctx): Promise<string | null> {
  const kind = args?.['kind'] as ObjectKind | undefined;
  const ask = kind && ASKS[kind];
  if (ask === undefined) return `it is not said what has the id ${backendId}`;
  const found = await ask(client, backendId, ctx);
  return found === null ? null : `${kind} ${found.name ?? backendId} is there`;
}
