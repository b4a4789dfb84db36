/** Reads all of Marathon that the diff and health need: seven calls, whatever the number of apps and pods, and some for what is in no list or being deployed. */
import { asPlumblineError } from '../../errors.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import type { ObjectKind } from '../../model/ref.ts';
import type { Ctx, Sought } from '../../model/system.ts';
import type { MarathonClient } from './client/client.ts';
import { marathonErrors } from './errors.ts';
import { makeFindHidden, unlistedOf } from './hidden.ts';
import type { FindHidden } from './hidden.ts';
import { makeSeeProgress } from './progress.ts';
import type { MarathonFacets } from './types.ts';

export type ReadMarathon = (ctx: Ctx, sought: Sought) => Promise<Live<MarathonFacets>>;

/** Never throws. The apps and pods of a Marathon whose defaults we do not know are unknown too. */
export function makeReadMarathon(client: MarathonClient, on: string | null): ReadMarathon {
  const findHidden = makeFindHidden(async ({ kind, id }, ctx) =>
    kind === 'Group' ? client.hasGroup(id, ctx) : (await (kind === 'Pod' ? client.pod(id, ctx) : client.app(id, ctx))) !== null,
  );
  const seeProgress = makeSeeProgress((id, ctx) => client.app(id, ctx));
  return async (ctx, sought) => {
    const [info, listedApps, listedPods, groups, deployments, queue] = await Promise.all([
      reading(ctx, client.info(ctx)),
      reading(ctx, client.apps(ctx)),
      reading(ctx, client.pods(ctx)),
      reading(ctx, client.groups(ctx)),
      reading(
        ctx,
        client.deployments(ctx).then((deployments) => seeProgress(deployments, ctx)),
      ),
      reading(ctx, client.queue(ctx)),
    ]);
    const isUnsupported = info.kind === 'unknown' && info.error.code === marathonErrors.unsupportedVersion;
    const apps = isUnsupported ? unknown(info.error) : listedApps;
    const pods = isUnsupported ? unknown(info.error) : listedPods;
    const lists = { App: apps, Pod: pods, Group: groups };
    return {
      info,
      apps,
      pods,
      groups,
      deployments,
      queue,
      hidden: await hiddenIn(lists, (ids) => findHidden(unlistedOf(sought, on, ids), ctx), ctx),
    };
  };
}

type Lists = Readonly<Record<'App' | 'Pod' | 'Group', Reading<ReadonlyMap<string, unknown>>>>;

/** Of what is in a list that was not read nobody asks: all of that is unknown. */
async function hiddenIn(
  lists: Lists,
  find: (listed: Parameters<typeof unlistedOf>[2]) => ReturnType<FindHidden>,
  ctx: Ctx,
): Promise<Live<MarathonFacets>['hidden']> {
  const read = new Map<ObjectKind, ReadonlyMap<string, unknown>>();
  for (const kind of ['App', 'Pod', 'Group'] as const) {
    const list = lists[kind];
    if (list.kind === 'ok') read.set(kind, list.value);
  }
  return read.size === 0 && lists.App.kind === 'unknown' ? lists.App : ok(await find(read), ctx.clock.now());
}

async function reading<T>(ctx: Ctx, value: Promise<T>): Promise<Reading<T>> {
  try {
    return ok(await value, ctx.clock.now());
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}
