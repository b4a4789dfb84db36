/** Reads all of ScaleIO that diff, health and the rules about growth need: six lists, and the statistics of each pool. */
import { asPlumblineError } from '../../errors.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import type { Ctx } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import type { PoolStatistics, ScaleioFacets, StoragePool } from './types.ts';

/** Never throws. Without a session everything is unknown, for one and the same reason. */
export async function readScaleio(client: ScaleioClient, ctx: Ctx): Promise<Live<ScaleioFacets>> {
  const opened = await reading(ctx, client.open(ctx));
  if (opened.kind === 'unknown') return allUnknown(opened);
  const pools = reading(ctx, client.pools(ctx));
  const [system, domains, faultSets, volumes, nodes, devices, sdcs, statistics] = await Promise.all([
    reading(ctx, client.system(ctx)),
    reading(ctx, client.domains(ctx)),
    reading(ctx, client.faultSets(ctx)),
    reading(ctx, client.volumes(ctx)),
    reading(ctx, client.nodes(ctx)),
    reading(ctx, client.devices(ctx)),
    reading(ctx, client.sdcs(ctx)),
    pools.then((listed) => readStatistics(client, listed, ctx)),
  ]);
  const none = { migrations: ok(new Map(), ctx.clock.now()), alerts: ok([], ctx.clock.now()) };
  return { system, domains, faultSets, pools: await pools, statistics, volumes, nodes, devices, sdcs, ...none };
}

/** All pools or nothing: a missing figure must not look like an empty pool. */
async function readStatistics(
  client: ScaleioClient,
  pools: Reading<readonly StoragePool[]>,
  ctx: Ctx,
): Promise<Reading<ReadonlyMap<string, PoolStatistics>>> {
  if (pools.kind === 'unknown') return pools;
  const entries = pools.value.map(async ({ id }) => [id, await client.statistics(id, ctx)] as const);
  return reading(
    ctx,
    Promise.all(entries).then((read) => new Map(read)),
  );
}

async function reading<T>(ctx: Ctx, value: Promise<T>): Promise<Reading<T>> {
  try {
    return ok(await value, ctx.clock.now());
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}

function allUnknown(reason: ReturnType<typeof unknown>): Live<ScaleioFacets> {
  const layout = { system: reason, domains: reason, faultSets: reason, pools: reason, statistics: reason };
  return { ...layout, volumes: reason, nodes: reason, devices: reason, sdcs: reason, migrations: reason, alerts: reason };
}
