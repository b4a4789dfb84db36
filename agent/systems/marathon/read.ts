/** Reads all of Marathon that the diff and health need: four calls, whatever the number of apps, and some for what is in no list. */
import { asPlumblineError } from '../../errors.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import type { Ctx, Sought } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import { marathonErrors } from './errors.ts';
import { makeFindHidden, unlistedOf } from './hidden.ts';
import type { FindHidden } from './hidden.ts';
import type { MarathonFacets } from './types.ts';

export type ReadMarathon = (ctx: Ctx, sought: Sought) => Promise<Live<MarathonFacets>>;

/** Never throws. The apps of a Marathon whose defaults we do not know are unknown too. */
export function makeReadMarathon(client: MarathonClient, on: string | null): ReadMarathon {
  const findHidden = makeFindHidden(async ({ id }, ctx) => (await client.app(id, ctx)) !== null);
  return async (ctx, sought) => {
    const [info, listed, deployments, queue] = await Promise.all([
      reading(ctx, client.info(ctx)),
      reading(ctx, client.apps(ctx)),
      reading(ctx, client.deployments(ctx)),
      reading(ctx, client.queue(ctx)),
    ]);
    const isUnsupported = info.kind === 'unknown' && info.error.code === marathonErrors.unsupportedVersion;
    const apps = isUnsupported ? unknown(info.error) : listed;
    return { info, apps, deployments, queue, hidden: await hiddenIn(apps, (ids) => findHidden(unlistedOf(sought, on, ids), ctx), ctx) };
  };
}

async function hiddenIn(
  apps: Live<MarathonFacets>['apps'],
  find: (listed: Parameters<typeof unlistedOf>[2]) => ReturnType<FindHidden>,
  ctx: Ctx,
): Promise<Live<MarathonFacets>['hidden']> {
  return apps.kind === 'unknown' ? apps : ok(await find(new Map([['App', apps.value]])), ctx.clock.now());
}

async function reading<T>(ctx: Ctx, value: Promise<T>): Promise<Reading<T>> {
  try {
    return ok(await value, ctx.clock.now());
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}
