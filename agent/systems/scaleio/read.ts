/** Reads all of ScaleIO that diff, health and the rules need: lists of everything, and the statistics of each pool. */
import { asPlumblineError } from '../../errors.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import type { Ctx, Sought } from '../../model/system.ts';
import type { ScaleioClient } from './client/client.ts';
import { scaleioErrors } from './errors.ts';
import { vtreesAstray } from './migrations.ts';
import type { Migration, PoolStatistics, ScaleioFacets, StoragePool } from './types.ts';

/** Never throws. Without a session everything is unknown, for one and the same reason. */
export async function readScaleio(client: ScaleioClient, ctx: Ctx, { desired }: Sought): Promise<Live<ScaleioFacets>> {
  const opened = await reading(ctx, client.open(ctx));
  if (opened.kind === 'unknown') return allUnknown(opened);
  const lists = await readLists(client, ctx);
  if (isRefused(lists.domains)) return allUnknown(lists.domains);
  if (desired === null) return lists;
  const astray = vtreesAstray(desired, lists);
  return { ...lists, migrations: await reading(ctx, readMigrations(client, astray, ctx)) };
}

async function readLists(client: ScaleioClient, ctx: Ctx): Promise<Live<ScaleioFacets>> {
  const pools = reading(ctx, client.pools(ctx));
  const [system, domains, faultSets, volumes, nodes, devices, sdcs, alerts, statistics] = await Promise.all([
    reading(ctx, client.system(ctx)),
    reading(ctx, client.domains(ctx)),
    reading(ctx, client.faultSets(ctx)),
    reading(ctx, client.volumes(ctx)),
    reading(ctx, client.nodes(ctx)),
    reading(ctx, client.devices(ctx)),
    reading(ctx, client.sdcs(ctx)),
    reading(ctx, client.alerts(ctx)),
    pools.then((listed) => readStatistics(client, listed, ctx)),
  ]);
  const migrations = ok(new Map<string, Migration>(), ctx.clock.now());
  return { system, domains, faultSets, pools: await pools, statistics, volumes, nodes, devices, sdcs, migrations, alerts };
}

/** Of a system that is partly of a kind we do not know nothing is to be believed. */
function isRefused(domains: Live<ScaleioFacets>['domains']): domains is ReturnType<typeof unknown> {
  return domains.kind === 'unknown' && domains.error.code === scaleioErrors.unsupportedVersion;
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

async function readMigrations(client: ScaleioClient, vtreeIds: readonly string[], ctx: Ctx): Promise<ReadonlyMap<string, Migration>> {
  const entries = await Promise.all(vtreeIds.map(async (id) => [id, await client.migration(id, ctx)] as const));
  return new Map(entries);
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
