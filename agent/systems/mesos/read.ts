/**
 * Reads of Mesos what the declared Frameworks are judged by, and the agents where declared volumes are mounted; of a cluster
 * without either only which Mesos it is.
 */
import { asPlumblineError } from '../../errors.ts';
import type { Desired } from '../../model/desired.ts';
import type { Doc } from '../../model/desired.ts';
import { ok, unknown } from '../../model/observed.ts';
import type { Live, Reading } from '../../model/observed.ts';
import { kindOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import type { Ctx, Sought } from '../../model/system.ts';
import type { MesosClient } from './client/client.ts';
import { probe } from './probe.ts';
import type { Surroundings } from './probe.ts';
import type { MesosFacets, Probed } from './types.ts';

/** `probeHosts`: ranges of addresses where schedulers may be asked how they are. */
export interface Reader {
  readonly client: MesosClient;
  readonly probeHosts: readonly string[];
}

/** Never throws. */
export async function readMesos({ client, probeHosts }: Reader, ctx: Ctx, { desired, pins = {} }: Sought): Promise<Live<MesosFacets>> {
  const docs = [...(desired?.docs.Framework.values() ?? [])].filter(({ state }) => state === 'present');
  const info = await reading(ctx, () => client.info(ctx));
  if (docs.length === 0) {
    const none = nothing(ctx);
    return mountsVolumes(desired) ? { info, ...none, agents: await reading(ctx, () => client.agents(ctx)) } : { info, ...none };
  }
  const [frameworks, tasks, agents] = await Promise.all([
    reading(ctx, () => client.frameworks(ctx)),
    reading(ctx, () => client.tasks(ctx)),
    reading(ctx, () => client.agents(ctx)),
  ]);
  if (tasks.kind === 'unknown') return { info, frameworks, tasks, agents, probes: tasks };
  if (agents.kind === 'unknown') return { info, frameworks, tasks, agents, probes: agents };
  const around = { tasks: tasks.value, agents: agents.value, hosts: probeHosts, ids: pins };
  return { info, frameworks, tasks, agents, probes: await reading(ctx, () => probeAll(docs, around, ctx)) };
}

/** Whether an app or pod is declared whose host needs ScaleIO's driver. */
function mountsVolumes(desired: Desired | null): boolean {
  const docs = desired === null ? [] : [...desired.docs.App.values(), ...desired.docs.Pod.values()];
  return docs.some(({ state, links }) => state === 'present' && links.some((link) => kindOf(link) === 'Volume'));
}

async function reading<T>(ctx: Ctx, read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return ok(await read(), ctx.clock.now());
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}

function nothing({ clock }: Ctx): Omit<Live<MesosFacets>, 'info'> {
  const at = clock.now();
  return {
    frameworks: ok([], at),
    tasks: ok([], at),
    agents: ok({ registered: new Map(), awaited: 0 }, at),
    probes: ok(new Map(), at),
  };
}

async function probeAll(docs: readonly Doc<'Framework'>[], around: Surroundings, ctx: Ctx): Promise<ReadonlyMap<Ref, Probed>> {
  const all = await Promise.all(docs.map(async (doc) => [doc.ref, await probe(doc, around, ctx)] as const));
  return new Map(all.flatMap(([ref, probed]) => (probed === null ? [] : [[ref, probed]])));
}
