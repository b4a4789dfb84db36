/**
 * What a group's body changes (raml/GroupConversion.scala): `apps` and `groups`, where they are given, stand for all there
 * shall be, so that what they leave out goes; pods stay, except those of groups that go.
 */
import type { Core } from './core.ts';
import type { AppDefinition } from './definition.ts';
import { isIn } from './group-tree.ts';
import type { Groups } from './group-tree.ts';
import { childrenOf, parentOf } from './groups.ts';
import { invalid, wrongTypes } from './refusal.ts';
import { absoluteId, complete, readApp } from './request.ts';
import { isObject, readShape } from './shape.ts';
import type { Detail, Shape } from './shape.ts';
import type { Update } from './updates.ts';

export interface GroupInput {
  readonly id?: string;
  readonly apps?: readonly unknown[];
  readonly groups?: readonly GroupInput[];
  readonly dependencies?: readonly string[];
  readonly scaleBy?: number;
  readonly version?: string;
  readonly enforceRole?: boolean;
}

export interface GroupChange {
  readonly updates: readonly Update[];
  readonly groups: Groups;
  /** Ids of the apps that the body names. */
  readonly named: ReadonlySet<string>;
}

const groupShape: Shape = {
  fields: {
    id: 'string',
    apps: { list: 'any' },
    groups: { list: { choose: () => groupShape } },
    dependencies: { list: 'string' },
    scaleBy: { is: 'number', min: 0 },
    version: 'string',
    enforceRole: 'boolean',
  },
};

/** The body as a group; throws the answer to one that is none. */
export function readGroup(body: unknown, core: Core): GroupInput {
  const mistakes: Detail[] = [];
  const input = readShape(groupShape, body, '', mistakes) as GroupInput;
  if (mistakes.length > 0 || !isObject(body)) throw wrongTypes(mistakes, core.profile.name);
  const others = Object.keys(input).filter((name) => name !== 'id');
  const alone = (['version', 'scaleBy'] as const).find((name) => input[name] !== undefined && others.length > 1);
  if (alone !== undefined) throw invalid([{ path: `/${alone}`, errors: ['may only be set in isolation.'] }]);
  return input;
}

/** Everything that changes when the group of this id becomes what the input says. */
export function changeOf(id: string, input: GroupInput, core: Core, isForced: boolean): GroupChange {
  const planned: Planned = { core, isForced, groups: core.store.groups.copy(), definitions: new Map(), named: new Set() };
  plan(id, input, planned);
  const updates = [...planned.definitions].map(([app, definition]) => ({ id: app, definition }));
  return { updates, groups: planned.groups, named: planned.named };
}

interface Planned {
  readonly core: Core;
  readonly isForced: boolean;
  readonly groups: Groups;
  readonly definitions: Map<string, AppDefinition | null>;
  readonly named: Set<string>;
}

function plan(id: string, input: GroupInput, planned: Planned): void {
  const { groups } = planned;
  refuseEnforceRole(id, input);
  groups.set(id, {
    ...(input.dependencies === undefined ? {} : { dependencies: input.dependencies.map((one) => absoluteId(one, id)) }),
    ...(input.enforceRole === undefined ? {} : { enforceRole: input.enforceRole }),
  });
  if (input.apps !== undefined) planApps(id, input.apps, planned);
  if (input.groups === undefined) return;
  const given = input.groups.map((child) => ({ id: absoluteId(child.id ?? '', id), child }));
  for (const child of childrenOf(id, planned.core)) {
    if (!given.some((one) => one.id === child)) removeGroup(child, planned);
  }
  for (const one of given) plan(one.id, one.child, planned);
}

function planApps(group: string, apps: readonly unknown[], { core, isForced, groups, definitions, named }: Planned): void {
  for (const app of core.store.all()) if (parentOf(app.id) === group) definitions.set(app.id, null);
  for (const body of apps) {
    const input = readApp(body, core.profile);
    const id = absoluteId(input.id ?? '', group);
    core.hidden.refuse(id);
    definitions.set(id, complete(input, id, core, { by: 'create', isForced, groups, base: group }));
    named.add(id);
  }
}

function removeGroup(group: string, { core, groups, definitions }: Planned): void {
  groups.remove(group);
  for (const app of core.store.everything()) if (isIn(app.id, group)) definitions.set(app.id, null);
}

/** Only groups right below the root may have it. */
function refuseEnforceRole(id: string, { enforceRole }: GroupInput): void {
  if (enforceRole !== true || (id !== '/' && parentOf(id) === '/')) return;
  throw invalid([{ path: '/', errors: ['enforceRole can only be set for top-level groups'] }]);
}
