/** How the declared groups are: themselves, and all that is declared in them. Pure. */
import type { Doc } from '../../../model/desired.ts';
import type { Finding, Live, Readiness, SystemHealth } from '../../../model/observed.ts';
import { nameOn } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import { isSince } from '../profile.ts';
import type { MarathonFacets } from '../types.ts';

type Ready = ReadonlyMap<Ref, Readiness>;

/** `members`: readiness of the apps and pods of this Marathon. */
export function groupHealth(
  inputs: Inputs,
  live: Live<MarathonFacets>,
  on: string | null,
  members: Ready,
): Pick<SystemHealth, 'ready' | 'findings' | 'ids'> {
  const docs = [...inputs.desired.docs.Group.values()].filter((doc) => doc.on === on);
  if (docs.length === 0) return { ready: new Map(), findings: [], ids: new Map() };
  const inside = membersByGroup(inputs, docs);
  const groups = live.groups.kind === 'ok' ? live.groups.value : null;
  return {
    ready: new Map(docs.map((doc) => [doc.ref, ownReadiness(doc, live) ?? together(inside.get(doc.name) ?? [], members)])),
    findings: docs.flatMap((doc) => findingsOf(doc, live)),
    ids: new Map(docs.filter(({ name }) => groups?.has(name) ?? false).map(({ ref, name }) => [ref, name])),
  };
}

/** Each app and pod in all groups that its path leads through. */
function membersByGroup({ desired: { docs } }: Inputs, groups: readonly Doc<'Group'>[]): ReadonlyMap<string, readonly Ref[]> {
  const byGroup = new Map<string, Ref[]>(groups.map(({ name }) => [name, []]));
  for (const { ref, name, on } of [...docs.App.values(), ...docs.Pod.values()]) {
    if (on !== groups[0]?.on) continue;
    for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) byGroup.get(name.slice(0, end))?.push(ref);
  }
  return byGroup;
}

/** Null: there is nothing wrong with the group itself. */
function ownReadiness({ name, on, state, spec: { enforceRole } }: Doc<'Group'>, live: Live<MarathonFacets>): Readiness | null {
  const { groups, info, hidden } = live;
  if (state === 'absent' || enforceRole === undefined) return null;
  if (info.kind === 'unknown') return info;
  if (!isSince(info.value.profile, '1.9')) return null;
  if (groups.kind === 'unknown') return groups;
  if (hidden.kind === 'unknown') return hidden;
  const error = hidden.value.get(name);
  if (error !== undefined) return { kind: 'unknown', error };
  const group = groups.value.get(name);
  if (group === undefined) return { kind: 'absent' };
  return group.enforceRole === enforceRole
    ? null
    : { kind: 'progressing', why: `enforceRole of ${nameOn(on, name)} is still to be ${enforceRole}` };
}

/** How many of those that are not ready are named. */
const MOST_NAMED = 3;

function together(members: readonly Ref[], ready: Ready): Readiness {
  const others = members.filter((ref) => ready.get(ref)?.kind !== 'ready');
  const [first] = others;
  if (first === undefined) return { kind: 'ready' };
  const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : '';
  const why = `${others.length} of ${members.length} in it ${others.length === 1 ? 'is' : 'are'} not ready: ${others.slice(0, MOST_NAMED).join(', ')}${more}`;
  const isDegraded = others.some((ref) => ready.get(ref)?.kind === 'degraded');
  return isDegraded ? { kind: 'degraded', why } : { kind: 'progressing', why, behind: first };
}

function findingsOf({ ref, state, spec }: Doc<'Group'>, { info }: Live<MarathonFacets>): readonly Finding[] {
  if (state === 'absent' || spec.enforceRole === undefined || info.kind === 'unknown' || isSince(info.value.profile, '1.9')) return [];
  const why = `Marathon ${info.value.version} does not have enforceRole: neither sent nor compared`;
  return [{ ref, code: 'FieldNotKept', why, remedy: 'Upgrade Marathon, or take it out of the file.', causedBy: null, recheckAt: null }];
}
