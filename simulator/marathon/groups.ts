/** GET /v2/groups: the apps as a tree. Groups exist by the apps in them. */
import type { JsonObject } from './shape.ts';

/** The group `id` with everything below it; null when no app is in it. The root always exists. */
export function groupInfo(
  id: string,
  apps: readonly { readonly id: string; readonly info: JsonObject }[],
  version: string,
): JsonObject | null {
  const prefix = id === '/' ? '/' : `${id}/`;
  const inside = apps.filter((app) => app.id.startsWith(prefix));
  if (inside.length === 0 && id !== '/') return null;
  const own = inside.filter((app) => !app.id.slice(prefix.length).includes('/'));
  const names = new Set(inside.filter((app) => !own.includes(app)).map((app) => app.id.slice(prefix.length).split('/')[0] ?? ''));
  return {
    id,
    apps: own.map(({ info }) => info),
    pods: [],
    groups: [...names].map((name) => groupInfo(`${prefix}${name}`, inside, version)),
    dependencies: [],
    version,
    enforceRole: false,
  };
}
