/** Marathon's endpoints that the agent uses; the only place with its paths. */
import { PlumblineError } from '../../../errors.ts';
import type { MarathonConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import { marathonErrors } from '../errors.ts';
import type { Deployment, JsonObject, LiveApp, MarathonInfo, Queued } from '../types.ts';
import { decodeApps, decodeDeployments, decodeInfo, decodeOneApp, isMarathonNotFound } from './decode.ts';
import { decodeQueue } from './decode-queue.ts';
import { senderTo } from './transport.ts';

/** Every method throws `marathon/*` or `http/*`. */
export interface MarathonClient {
  info(ctx: Ctx): Promise<MarathonInfo>;
  /** All apps in one call, with task counts and deployments. */
  apps(ctx: Ctx): Promise<ReadonlyMap<string, LiveApp>>;
  deployments(ctx: Ctx): Promise<readonly Deployment[]>;
  queue(ctx: Ctx): Promise<ReadonlyMap<string, Queued>>;
  /** Null when Marathon says that there is no such app. */
  app(id: string, ctx: Ctx): Promise<LiveApp | null>;
  /** Creates or replaces the app; done when the deployment is accepted, not when it ends. */
  putApp(id: string, definition: JsonObject, ctx: Ctx): Promise<void>;
  /** Creates the app; refused when there is one. */
  postApp(id: string, definition: JsonObject, ctx: Ctx): Promise<void>;
  /** Local persistent volumes go with it, external ones stay. */
  deleteApp(id: string, ctx: Ctx): Promise<'deleted' | 'was-gone'>;
}

/** A client that gives the very same value again when an answer has the same bytes as the one before. */
export function marathonClient(config: MarathonConfig): MarathonClient {
  const send = senderTo(config);
  const infoOf = remembering(decodeInfo);
  const appsOf = remembering(decodeApps);
  const deploymentsOf = remembering(decodeDeployments);
  const queueOf = remembering(decodeQueue);
  const get = async (path: string, ctx: Ctx): Promise<Buffer> => (await send({ method: 'GET', path }, ctx)).body;
  return {
    info: async (ctx) => infoOf(await get('/v2/info', ctx)),
    apps: async (ctx) => appsOf(await get('/v2/apps?embed=apps.counts&embed=apps.deployments', ctx)),
    deployments: async (ctx) => deploymentsOf(await get('/v2/deployments', ctx)),
    queue: async (ctx) => queueOf(await get('/v2/queue', ctx)),
    async app(id, ctx) {
      const answer = await send({ method: 'GET', path: appPath(id), accept: 404 }, ctx);
      if (answer.status !== 404) return decodeOneApp(answer.body);
      return requireNotFound(answer.body, id);
    },
    async putApp(id, definition, ctx) {
      // The defaults are wrong for us: partialUpdate=true keeps whatever the body leaves out.
      await send({ method: 'PUT', path: `${appPath(id)}?partialUpdate=false&force=false`, body: definition }, ctx);
    },
    async postApp(id, definition, ctx) {
      await send({ method: 'POST', path: '/v2/apps?force=false', body: { ...definition, id } }, ctx);
    },
    async deleteApp(id, ctx) {
      // Of this call alone the default is force=true.
      const answer = await send({ method: 'DELETE', path: `${appPath(id)}?force=false`, accept: 404 }, ctx);
      if (answer.status !== 404) return 'deleted';
      requireNotFound(answer.body, id);
      return 'was-gone';
    },
  };
}

function remembering<T>(decode: (body: Buffer) => T): (body: Buffer) => T {
  let last: { readonly body: Buffer; readonly value: T } | null = null;
  return (body) => {
    if (last === null || !last.body.equals(body)) last = { body, value: decode(body) };
    return last.value;
  };
}

function requireNotFound(body: Buffer, id: string): null {
  if (isMarathonNotFound(body)) return null;
  throw new PlumblineError(marathonErrors.unexpectedAnswer, `Something in front of Marathon, not Marathon, answered 404 for app ${id}.`, {
    id,
  });
}

/** `/v2/apps/shop/web`. An id whose segments could climb out of /v2/apps is never sent. */
function appPath(id: string): string {
  const segments = id.split('/').slice(1);
  const isSafe = id.startsWith('/') && segments.every((segment) => !['', '.', '..'].includes(segment));
  if (!isSafe) throw new PlumblineError(marathonErrors.badAppId, `${id} is no absolute app id.`, { id });
  return `/v2/apps/${segments.map(encodeURIComponent).join('/')}`;
}
