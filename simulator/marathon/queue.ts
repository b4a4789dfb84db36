/** GET /v2/queue: what waits to be launched, and why no host takes it. */
import type { World } from '../world.ts';
import type { App } from './app.ts';
import { declined } from './placement.ts';
import type { JsonObject } from './shape.ts';
import { time } from './show.ts';

export function queueInfo(apps: readonly App[], info: (app: App) => JsonObject, world: World, nowMs: number): JsonObject {
  const waiting = apps.flatMap((app) => (app.waiting === null ? [] : [{ app, waiting: app.waiting }]));
  return {
    queue: waiting.map(({ app, waiting: { count, sinceMs } }) => ({
      app: info(app),
      count,
      role: app.stored.definition.role,
      delay: { timeLeftSeconds: Math.max(0, Math.ceil((app.backoff.untilMs - nowMs) / 1000)), overdue: app.backoff.untilMs <= nowMs },
      since: time(sinceMs),
      processedOffersSummary: offersInfo(app, world),
    })),
  };
}

/** The last offers: one of each living host. */
function offersInfo(app: App, world: World): JsonObject {
  const offered = world.hosts.filter((host) => host.alive);
  const reasons = offered.flatMap((host) => declined(app, host, world) ?? []);
  const summary = [...new Set(reasons)].map((reason) => ({
    reason,
    declined: reasons.filter((one) => one === reason).length,
    processed: offered.length,
  }));
  return {
    processedOffersCount: offered.length,
    unusedOffersCount: reasons.length,
    rejectSummaryLastOffers: summary,
    rejectSummaryLaunchAttempt: summary,
  };
}
