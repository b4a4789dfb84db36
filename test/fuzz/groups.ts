/** What the document of a group comes to: itself, and one more for each app and pod in it. */

interface Group {
  readonly apps?: readonly unknown[];
  readonly pods?: readonly unknown[];
  readonly groups?: readonly Group[];
}

interface GroupDocument {
  readonly metadata: { readonly name: string };
  readonly spec: Group;
}

export function membersIn(document: unknown): number {
  return isGroup(document) ? appsAndPodsIn(document.spec) : 0;
}

/** The document itself, as it is read. */
export function withoutMembers(document: unknown): unknown {
  if (!isGroup(document)) return document;
  const { apps: _apps, pods: _pods, groups: _groups, ...spec } = document.spec;
  return { ...document, spec };
}

/** Of anything else it is only said that it is wrong. */
function isGroup(document: unknown): document is GroupDocument {
  const { kind, metadata, spec } = (document ?? {}) as { readonly [field: string]: unknown };
  const { name } = (metadata ?? {}) as { readonly name?: unknown };
  return kind === 'Group' && typeof name === 'string' && name.startsWith('/') && isMapping(spec);
}

function isMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function appsAndPodsIn({ apps = [], pods = [], groups = [] }: Group): number {
  return groups.reduce((sum, group) => sum + appsAndPodsIn(group), apps.length + pods.length);
}
