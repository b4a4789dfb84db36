/** Reads the machines of the account, and every disk that carries the cluster's tag. */
import { asPlumblineError } from '../../errors.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import type { Ctx } from '../../model/system.ts';
import type { DiskProvider } from './provider.ts';
import type { CloudFacets } from './types.ts';

/** Never throws. The machines first: where a disk is to be found on its host depends on what kind of machine that is. */
export async function readCloud(provider: DiskProvider, ctx: Ctx): Promise<Live<CloudFacets>> {
  const fleet = await reading(provider.fleet(ctx), ctx);
  const disks = await reading(provider.disks(ctx), ctx);
  if (fleet.kind === 'unknown') return { account: fleet, hosts: fleet, disks };
  return { account: ok(fleet.value.account, fleet.at), hosts: ok(fleet.value.hosts, fleet.at), disks };
}

async function reading<T>(value: Promise<T>, ctx: Ctx): Promise<Reading<T>> {
  try {
    return ok(await value, ctx.clock.now());
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}
