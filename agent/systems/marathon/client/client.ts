/** Marathon's endpoints that the agent uses; the only place with its paths. */
import type { HttpResponse, HttpStream } from '../../../http.ts';
import type { MarathonConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import type { Deployment, JsonObject, LiveApp, MarathonInfo, Queued } from '../types.ts';
import { decodeApps, decodeDeployments, decodeInfo, decodeOneApp } from './decode.ts';
import { decodeQueue } from './decode-queue.ts';
import { pathOf } from './paths.ts';
import { podCalls } from './pod-calls.ts';
import type { PodCalls } from './pod-calls.ts';
import { remembering } from './remembering.ts';
import { transportTo } from './transport.ts';
import { requireNotFound } from './wire-errors.ts';

/** What Marathon says of a change that it took; its deployment goes on after that. */
export interface Accepted {
  /** Null: it was not told. Marathon tells it in a header (RestResource.deploymentResult), whatever the body is. */
  readonly deployment: string | null;
  /** Whether there was no such app before. */
  readonly isNew: boolean;
}

/** Every method throws `marathon/*` or `http/*`. */
export interface MarathonClient extends PodCalls {
  info(ctx: Ctx): Promise<MarathonInfo>;
  /** All apps in one call, with task counts and deployments. */
  apps(ctx: Ctx): Promise<ReadonlyMap<string, LiveApp>>;
  deployments(ctx: Ctx): Promise<readonly Deployment[]>;
  queue(ctx: Ctx): Promise<ReadonlyMap<string, Queued>>;
  /** Null when Marathon says that there is no such app. */
  app(id: string, ctx: Ctx): Promise<LiveApp | null>;
  /** Creates or replaces the app; done when the deployment is accepted, not when it ends. */
  putApp(id: string, definition: JsonObject, ctx: Ctx): Promise<Accepted>;
  /** Creates the app; refused when there is one. */
  postApp(id: string, definition: JsonObject, ctx: Ctx): Promise<Accepted>;
  /** Local persistent volumes go with it, external ones stay. */
  deleteApp(id: string, ctx: Ctx): Promise<'deleted' | 'was-gone'>;
  /** Without force: Marathon begins another deployment, the one answered, that takes back what this one changed. Null: it was over. */
  cancelDeployment(id: string, ctx: Ctx): Promise<Accepted | null>;
  /** Server-sent events of these types, until the context's signal aborts. */
  events(types: readonly string[], ctx: Ctx): Promise<HttpStream>;
}

/** A client that gives the very same value again when an answer has the same bytes as the one before. */
export function marathonClient(config: MarathonConfig): MarathonClient {
  const { send, events } = transportTo(config);
  const infoOf = remembering(decodeInfo);
  const appsOf = remembering(decodeApps);
  const deploymentsOf = remembering(decodeDeployments);
  const queueOf = remembering(decodeQueue);
  const get = async (path: string, ctx: Ctx): Promise<Buffer> => (await send({ method: 'GET', path }, ctx)).body;
  return {
    ...podCalls(send),
    info: async (ctx) => infoOf(await get('/v2/info', ctx)),
    apps: async (ctx) => appsOf(await get('/v2/apps?embed=apps.counts&embed=apps.deployments', ctx)),
    deployments: async (ctx) => deploymentsOf(await get('/v2/deployments', ctx)),
    queue: async (ctx) => queueOf(await get('/v2/queue', ctx)),
    async app(id, ctx) {
      const answer = await send({ method: 'GET', path: pathOf('/v2/apps', id), accept: 404 }, ctx);
      if (answer.status !== 404) return decodeOneApp(answer.body);
      return requireNotFound(answer.body, id);
    },
    async putApp(id, definition, ctx) {
      // The defaults are wrong for us: partialUpdate=true keeps whatever the body leaves out.
      const path = `${pathOf('/v2/apps', id)}?partialUpdate=false&force=false`;
      return accepted(await send({ method: 'PUT', path, body: definition }, ctx));
    },
    async postApp(id, definition, ctx) {
      return accepted(await send({ method: 'POST', path: '/v2/apps?force=false', body: { ...definition, id } }, ctx));
    },
    async deleteApp(id, ctx) {
      // Of this call alone the default is force=true.
      const answer = await send({ method: 'DELETE', path: `${pathOf('/v2/apps', id)}?force=false`, accept: 404 }, ctx);
      if (answer.status !== 404) return 'deleted';
      requireNotFound(answer.body, id);
      return 'was-gone';
    },
    async cancelDeployment(id, ctx) {
      const path = `/v2/deployments/${encodeURIComponent(id)}?force=false`;
      const answer = await send({ method: 'DELETE', path, accept: 404 }, ctx);
      return answer.status === 404 ? requireNotFound(answer.body, id) : accepted(answer);
    },
    // Without plan-format, 1.6 and 1.7 tell every app of a deployment, before and after.
    events: (types, ctx) => events(`/v2/events?plan-format=light${types.map((type) => `&event_type=${type}`).join('')}`, ctx),
  };
}

function accepted({ status, headers }: HttpResponse): Accepted {
  return { deployment: headers['marathon-deployment-id'] ?? null, isNew: status === 201 };
}
