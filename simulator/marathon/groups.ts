/** What GET /v2/groups shows of a group: the apps, pods and groups in it (core/appinfo/impl/DefaultInfoService.scala). */
import type { Core } from './core.ts';
import { podStatus } from './pod-status.ts';
import { isSince } from './profiles/profile.ts';
import type { JsonObject } from './shape.ts';
import { appInfo, taskInfo } from './show.ts';

export interface GroupView {
  readonly core: Core;
  readonly turn: number;
  /** `group.apps`, `group.groups`, `group.pods`, `group.apps.tasks`, ...; with none of them the first three. */
  readonly embeds: readonly string[];
}

const USUAL = ['group.apps', 'group.groups', 'group.pods'];

export function viewOfGroups(core: Core, asked: readonly string[]): GroupView {
  return { core, turn: core.nextTurn(), embeds: asked.length === 0 ? USUAL : asked };
}

/** The group with what is in it; null when it is not there, or when the caller may see nothing of it. */
export function groupInfo(id: string, view: GroupView): JsonObject | null {
  const { core, embeds } = view;
  const group = core.store.groups.get(id);
  if (group === undefined || !isVisible(id, core)) return null;
  const has = (embed: string): boolean => embeds.includes(embed);
  // 1.4 leaves out what is not asked for; later ones show it empty.
  const part = (embed: string, infos: () => readonly JsonObject[]): readonly JsonObject[] | null => {
    if (has(embed)) return infos();
    return core.profile.name === '1.4' ? null : [];
  };
  const parts = {
    apps: part('group.apps', () => appInfos(id, view)),
    pods: part('group.pods', () => podInfos(id, view)),
    groups: part('group.groups', () => childrenOf(id, core).flatMap((child): readonly JsonObject[] => seen(groupInfo(child, view)))),
  };
  return {
    id,
    ...Object.fromEntries(Object.entries(parts).filter(([, list]) => list !== null)),
    dependencies: group.dependencies,
    version: core.store.version,
    ...(isSince(core.profile.name, '1.9') ? { enforceRole: group.enforceRole } : {}),
  };
}

function seen(info: JsonObject | null): readonly JsonObject[] {
  return info === null ? [] : [info];
}

/** Groups right in this one. */
export function childrenOf(id: string, { store }: Core): readonly string[] {
  return store.groups.ids().filter((other) => parentOf(other) === id);
}

/** `/` of `/a`. */
export function parentOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/')) || '/';
}

/** Also a group that is hidden is seen by whoever sees something in it. */
function isVisible(id: string, core: Core): boolean {
  if (!core.hidden.has(id)) return true;
  return core.store.everything().some((app) => app.id.startsWith(`${id}/`) && !core.hidden.has(app.id));
}

function appInfos(id: string, { core, turn, embeds }: GroupView): readonly JsonObject[] {
  const own = core.store.all().filter((app) => parentOf(app.id) === id && !core.hidden.has(app.id));
  const has = (name: string): boolean => embeds.includes(`group.apps.${name}`);
  return own.map((app) => {
    const { tasksStaged, tasksRunning, tasksHealthy, tasksUnhealthy, deployments, ...definition } = appInfo(app, turn, core.show);
    return {
      ...definition,
      ...(has('counts') ? { tasksStaged, tasksRunning, tasksHealthy, tasksUnhealthy } : {}),
      ...(has('deployments') || has('tasks') ? { deployments } : {}),
      ...(has('tasks') ? { tasks: app.tasks.map((task) => taskInfo(app, task, core.show)) } : {}),
    };
  });
}

function podInfos(id: string, { core, turn }: GroupView): readonly JsonObject[] {
  const own = core.store.pods().filter((app) => parentOf(app.id) === id && !core.hidden.has(app.id));
  return own.flatMap((app) => {
    const { pod } = app.stored.definition;
    return pod === undefined ? [] : [podStatus(app, pod, { show: core.show, pods: core.pods, turn, nowMs: core.clock.now() })];
  });
}
