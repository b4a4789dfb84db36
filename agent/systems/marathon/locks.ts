/** What keeps an app from being changed: a deployment that holds it. The agent never forces. */
import type { Precondition } from '../../model/change.ts';
import type { Checked, Ctx } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import type { LiveApp } from './types.ts';

/** A clause for a person; null when nothing holds the app, or it is not there. */
export function lockClause(live: LiveApp | null): string | null {
  const locks = live?.deployments ?? [];
  return locks.length === 0 ? null : `locked by deployment ${locks.join(', ')}`;
}

/** Looks again whether the app is free, or gone. Throws what MarathonClient throws. */
export async function checkApp(client: MarathonClient, { check, backendId }: Precondition, ctx: Ctx): Promise<Checked> {
  const why = await failure(client, check, backendId, ctx);
  return why === null ? { kind: 'holds' } : { kind: 'fails', why };
}

async function failure(client: MarathonClient, check: Precondition['check'], id: string, ctx: Ctx): Promise<string | null> {
  if (check === 'app-unlocked') return lockClause(await client.app(id, ctx));
  if (check !== 'gone') return `Marathon cannot tell whether ${check} holds`;
  return (await client.app(id, ctx)) === null ? null : `app ${id} is there`;
}
