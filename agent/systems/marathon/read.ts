/** Reads all of Marathon that the diff and health need: three calls, whatever the number of apps. */
import { asPlumblineError } from '../../errors.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import type { Ctx } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import { marathonErrors } from './errors.ts';
import type { MarathonFacets } from './types.ts';

/** Never throws. The apps of a Marathon whose defaults we do not know are unknown too. */
export async function readMarathon(client: MarathonClient, ctx: Ctx): Promise<Live<MarathonFacets>> {
  const [info, apps, deployments] = await Promise.all([
    reading(ctx, client.info(ctx)),
    reading(ctx, client.apps(ctx)),
    reading(ctx, client.deployments(ctx)),
  ]);
  const isUnsupported = info.kind === 'unknown' && info.error.code === marathonErrors.unsupportedVersion;
  return { info, apps: isUnsupported ? unknown(info.error) : apps, deployments };
}

async function reading<T>(ctx: Ctx, value: Promise<T>): Promise<Reading<T>> {
  try {
    return ok(await value, ctx.clock.now());
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}
