/**
 * Whether deployments get on. The counts of a rolling restart go up and down, so those of the app as a whole say nothing: a look
 * counts the tasks of the new definition and those of older ones. Whatever beats all earlier looks is progress; tasks that
 * start and fail in turn are none.
 */
import type { Instant } from '../../clock.ts';
import { PlumblineError } from '../../errors.ts';
import type { Json } from '../../model/ref.ts';
import type { Ctx } from '../../model/system.ts';
import { isJsonObject, isList } from './normalise/equal.ts';
import type { Deployment, JsonObject, LiveApp } from './types.ts';

/** Apps in one read: each is a call. Marathon runs 100 deployments at once as it comes. */
const MOST_ASKED = 50;

/** Higher is further. */
interface Look {
  readonly step: number;
  /** Tasks of the new definition. */
  readonly running: number;
  readonly healthy: number;
  /** Negative count of the others, which are to go. */
  readonly outdated: number;
}

interface Seen extends Look {
  readonly movedAt: Instant;
  readonly lookedAt: Instant;
}

/** The same deployments, with when each was last seen to get on. The very same list when there is none. */
export type SeeProgress = (deployments: readonly Deployment[], ctx: Ctx) => Promise<readonly Deployment[]>;

/** Looks at deployments of one app: no other one is ever cancelled. What earlier looks saw is kept by this process alone. */
export function makeSeeProgress(appOf: (id: string, ctx: Ctx) => Promise<LiveApp | null>): SeeProgress {
  let seen: ReadonlyMap<string, Seen> = new Map();
  return async (deployments, ctx) => {
    if (deployments.length === 0) return deployments;
    const now = ctx.clock.now();
    const lookedAt = ({ id }: Deployment): number => seen.get(id)?.lookedAt ?? 0;
    const watched = deployments.filter(({ affectedApps, affectedPods }) => affectedApps.length === 1 && affectedPods.length === 0);
    const asked = watched.toSorted((a, b) => lookedAt(a) - lookedAt(b)).slice(0, MOST_ASKED);
    const looks = await Promise.all(asked.map(async (one) => [one.id, await lookAt(one, appOf, ctx)] as const));
    const fresh = new Map(looks.flatMap(([id, look]) => (look === null ? [] : [[id, seenNow(seen.get(id), look, now)] as const])));
    const running = new Set(deployments.map(({ id }) => id));
    seen = new Map([...[...seen].filter(([id]) => running.has(id)), ...fresh]);
    return deployments.map((one) => ({ ...one, movedAt: fresh.get(one.id)?.movedAt ?? null }));
  };
}

/** Null: nobody can tell. */
async function lookAt(
  { affectedApps: [id = ''], currentStep }: Deployment,
  appOf: (id: string, ctx: Ctx) => Promise<LiveApp | null>,
  ctx: Ctx,
): Promise<Look | null> {
  try {
    const app = await appOf(id, ctx);
    return app === null ? null : lookOf(app, currentStep);
  } catch (thrown) {
    if (!(thrown instanceof PlumblineError)) throw thrown;
    ctx.log.debug({ err: thrown, app: id }, 'nobody can tell whether its deployment gets on');
    return null;
  }
}

function lookOf({ version, definition }: LiveApp, step: number): Look {
  const { versionInfo, tasks } = definition;
  const since = isJsonObject(versionInfo) ? versionInfo['lastConfigChangeAt'] : version;
  const all = isList(tasks) ? tasks.filter(isJsonObject) : [];
  const isNew = (task: JsonObject): boolean => text(task['version']) >= text(since);
  const running = all.filter((task) => isNew(task) && task['state'] === 'TASK_RUNNING');
  return { step, running: running.length, healthy: running.filter(isHealthy).length, outdated: -all.filter((task) => !isNew(task)).length };
}

/** By the checks that have answered. */
function isHealthy({ healthCheckResults: results }: JsonObject): boolean {
  return isList(results) && results.length > 0 && results.every((result) => isJsonObject(result) && result['alive'] === true);
}

/** Marathon's times have one form, so that their order is that of their texts. */
function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

const MEASURES = ['step', 'running', 'healthy', 'outdated'] as const;

function seenNow(before: Seen | undefined, look: Look, now: Instant): Seen {
  if (before === undefined) return { ...look, movedAt: now, lookedAt: now };
  const hasMoved = MEASURES.some((measure) => look[measure] > before[measure]);
  const best = (measure: keyof Look): number => Math.max(look[measure], before[measure]);
  return {
    step: best('step'),
    running: best('running'),
    healthy: best('healthy'),
    outdated: best('outdated'),
    movedAt: hasMoved ? now : before.movedAt,
    lookedAt: now,
  };
}
