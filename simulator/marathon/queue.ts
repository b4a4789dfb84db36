/** /v2/queue: what waits to be launched, and why no host takes it (api/v2/QueueResource.scala, raml/QueueInfoConversion.scala). */
import type { Answer, Call, Host } from '../service.ts';
import { read } from './app-reads.ts';
import { NO_BACKOFF } from './app.ts';
import type { App } from './app.ts';
import type { Core } from './core.ts';
import { declined, REASONS } from './placement.ts';
import type { Reason } from './placement.ts';
import { podInfo } from './pod-show.ts';
import { isSince } from './profiles/profile.ts';
import { notSimulated, Refusal } from './refusal.ts';
import type { JsonObject } from './shape.ts';
import { agentIdOf, definitionInfo, time } from './show.ts';

export function queueRoute(path: string, call: Call, core: Core): Answer {
  if (call.method === 'GET' && path === '/') return read({ queue: waiting(core).map((app) => itemInfo(app, call, core)) });
  const [, id] = /^(.+)\/delay$/.exec(path) ?? [];
  if (call.method !== 'DELETE' || id === undefined) throw notSimulated(`${call.method} ${call.path}`);
  return resetDelay(id, core);
}

function waiting(core: Core): readonly App[] {
  return core.store.everything().filter((app) => app.waiting !== null && !core.hidden.has(app.id));
}

function resetDelay(id: string, core: Core): Answer {
  const app = waiting(core).find((one) => one.id === id);
  if (app === undefined) throw new Refusal(404, { message: `Application ${id} not found in tasks queue.` });
  app.backoff = NO_BACKOFF;
  core.runner.pursue(app, app.goal);
  return { status: 204, body: '', effect: 'none', id: null };
}

function itemInfo(app: App, call: Call, core: Core): JsonObject {
  const { backoff, waiting: waits, stored } = app;
  const nowMs = core.clock.now();
  const { pod } = stored.definition;
  const timeLeftSeconds = Math.max(0, Math.ceil((backoff.untilMs - nowMs) / 1000));
  return {
    ...(pod === undefined
      ? { app: definitionInfo(stored, core.show) }
      : { pod: podInfo({ pod, version: stored.version }, core.nextTurn(), core.pods) }),
    count: waits?.count ?? 0,
    ...(isSince(core.profile.name, '1.9') ? { role: stored.definition.role } : {}),
    delay: { timeLeftSeconds, overdue: backoff.untilMs <= nowMs },
    since: time(waits?.sinceMs ?? nowMs),
    ...offersInfo(app, call.query['embed'] === 'lastUnusedOffers', core),
  };
}

/** The last offers: one of each living host. */
function offersInfo(app: App, withOffers: boolean, core: Core): JsonObject {
  const offered = core.world.hosts.filter((host) => host.alive);
  const unused = offered.flatMap((host) => {
    const reason = declined(app, host, core.world);
    return reason === null ? [] : [{ host, reason }];
  });
  const at = time(core.clock.now());
  const reasons = unused.map(({ reason }) => reason);
  return {
    processedOffersSummary: {
      processedOffersCount: offered.length,
      unusedOffersCount: unused.length,
      ...(unused.length === 0 ? {} : { lastUnusedOfferAt: at }),
      rejectSummaryLastOffers: funnel(reasons, unused.length, core),
      rejectSummaryLaunchAttempt: funnel(reasons, offered.length, core),
    },
    ...(withOffers
      ? { lastUnusedOffers: unused.map((one) => ({ offer: offerInfo(one.host, core), timestamp: at, reason: [one.reason] })) }
      : {}),
  };
}

/** Each reason stands there, and sees only the offers that those before it have let through. */
function funnel(reasons: readonly Reason[], offers: number, core: Core): readonly JsonObject[] {
  const known = REASONS.filter((reason) => isSince(core.profile.name, '1.6') || !NEW_IN_16.includes(reason));
  let processed = offers;
  return known.map((reason) => {
    const count = reasons.filter((one) => one === reason).length;
    const step = { reason, declined: count, processed };
    processed -= count;
    return step;
  });
}

const NEW_IN_16: readonly Reason[] = ['AgentMaintenance', 'DeclinedScarceResources'];

function offerInfo(host: Host, core: Core): JsonObject {
  const { cpus, memMiB, diskMiB } = core.world.free(host);
  const scalar = (name: string, value: number): JsonObject => ({ name, scalar: value, role: '*' });
  return {
    id: `${core.frameworkId}-O0`,
    hostname: host.name,
    agentId: agentIdOf(host, core.show),
    resources: [scalar('cpus', cpus), scalar('mem', memMiB), scalar('disk', diskMiB)],
    attributes: [{ name: 'zone', text: host.zone }],
  };
}
