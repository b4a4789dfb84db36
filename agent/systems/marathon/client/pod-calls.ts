/** Marathon's endpoints of pods and groups that the agent uses. */
import type { HttpResponse } from '../../../http.ts';
import type { Ctx } from '../../../model/system.ts';
import type { JsonObject, LiveGroup, LivePod } from '../types.ts';
import { decodeGroups, decodeOnePod, decodePods, decodeStable } from './decode-pods.ts';
import { pathOf } from './paths.ts';
import { remembering } from './remembering.ts';
import { requireNotFound } from './wire-errors.ts';
import type { MarathonCall } from './transport.ts';

/** Every method throws `marathon/*` or `http/*`. */
export interface PodCalls {
  /** All pods in two calls, with how many of their instances are stable. */
  pods(ctx: Ctx): Promise<ReadonlyMap<string, LivePod>>;
  /** Null when Marathon says that there is no such pod; without its status. */
  pod(id: string, ctx: Ctx): Promise<LivePod | null>;
  /** Replaces the pod; done when the deployment is accepted, not when it ends. */
  putPod(id: string, definition: JsonObject, ctx: Ctx): Promise<void>;
  /** Creates the pod; refused when there is one. */
  postPod(id: string, definition: JsonObject, ctx: Ctx): Promise<void>;
  deletePod(id: string, ctx: Ctx): Promise<'deleted' | 'was-gone'>;
  /** All groups but the root, in one call. */
  groups(ctx: Ctx): Promise<ReadonlyMap<string, LiveGroup>>;
  /** Asks for this one alone: false when Marathon says that there is no such group. */
  hasGroup(id: string, ctx: Ctx): Promise<boolean>;
  /** Creates a group with nothing in it; refused when there is one. */
  postGroup(id: string, enforceRole: boolean, ctx: Ctx): Promise<void>;
  /** Changes nothing but this one field: a PUT of a group stops whatever its body leaves out. */
  patchGroup(id: string, enforceRole: boolean, ctx: Ctx): Promise<void>;
}

type Send = (call: MarathonCall, ctx: Ctx) => Promise<HttpResponse>;

export function podCalls(send: Send): PodCalls {
  const podsOf = remembering(decodePods);
  const stableOf = remembering(decodeStable);
  const groupsOf = remembering(decodeGroups);
  const together = rememberingBoth(withStable);
  const get = async (path: string, ctx: Ctx): Promise<Buffer> => (await send({ method: 'GET', path }, ctx)).body;
  return {
    async pods(ctx) {
      const [pods, stable] = await Promise.all([get('/v2/pods', ctx), get('/v2/pods/::status', ctx)]);
      return together(podsOf(pods), stableOf(stable));
    },
    async pod(id, ctx) {
      const answer = await send({ method: 'GET', path: pathOf('/v2/pods', id), accept: 404 }, ctx);
      return answer.status === 404 ? requireNotFound(answer.body, id) : decodeOnePod(answer.body);
    },
    async putPod(id, definition, ctx) {
      await send({ method: 'PUT', path: `${pathOf('/v2/pods', id)}?force=false`, body: { ...definition, id } }, ctx);
    },
    async postPod(id, definition, ctx) {
      await send({ method: 'POST', path: '/v2/pods?force=false', body: { ...definition, id } }, ctx);
    },
    async deletePod(id, ctx) {
      const answer = await send({ method: 'DELETE', path: `${pathOf('/v2/pods', id)}?force=false`, accept: 404 }, ctx);
      if (answer.status !== 404) return 'deleted';
      requireNotFound(answer.body, id);
      return 'was-gone';
    },
    groups: async (ctx) => groupsOf(await get('/v2/groups?embed=group.groups', ctx)),
    async hasGroup(id, ctx) {
      // The group itself is 404 also when the agent may not see it; its versions are then 403 (GroupsResource.group).
      const answer = await send({ method: 'GET', path: `${pathOf('/v2/groups', id)}/versions`, accept: 404 }, ctx);
      return answer.status !== 404 || requireNotFound(answer.body, id) !== null;
    },
    async postGroup(id, enforceRole, ctx) {
      await send({ method: 'POST', path: '/v2/groups?force=false', body: { id, enforceRole } }, ctx);
    },
    async patchGroup(id, enforceRole, ctx) {
      await send({ method: 'PATCH', path: pathOf('/v2/groups', id), body: { enforceRole } }, ctx);
    },
  };
}

type Pods = ReadonlyMap<string, LivePod>;
type Stable = ReadonlyMap<string, number>;

function withStable(pods: Pods, stable: Stable): Pods {
  return new Map([...pods].map(([id, pod]) => [id, { ...pod, stable: stable.get(id) ?? null }]));
}

function rememberingBoth(make: (pods: Pods, stable: Stable) => Pods): (pods: Pods, stable: Stable) => Pods {
  let last: { readonly pods: Pods; readonly stable: Stable; readonly made: Pods } | null = null;
  return (pods, stable) => {
    if (last?.pods !== pods || last.stable !== stable) last = { pods, stable, made: make(pods, stable) };
    return last.made;
  };
}
