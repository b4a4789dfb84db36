/** What the declared groups lack in Marathon: nothing but whether their members take the group's role. Pure. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { systemNamed } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import { isSince } from '../profile.ts';
import type { LiveGroup, MarathonAction, MarathonFacets } from '../types.ts';

/** `on`: the name of this Marathon. None while the groups are unknown, and none below 1.9, which has no such thing. */
export function diffGroups(
  { desired }: Inputs,
  { groups, info, hidden }: Live<MarathonFacets>,
  on: string | null,
): readonly Draft<MarathonAction>[] {
  if (groups.kind === 'unknown' || info.kind === 'unknown' || !isSince(info.value.profile, '1.9')) return [];
  return [...desired.docs.Group.values()].flatMap((doc) => {
    const { enforceRole } = doc.spec;
    const live = groups.value.get(doc.name);
    // What one may not see may be there.
    if (hidden.kind === 'unknown' || hidden.value.has(doc.name)) return [];
    if (doc.on !== on || doc.state === 'absent' || enforceRole === undefined || live?.enforceRole === enforceRole) return [];
    return [groupDraft(doc, live, enforceRole)];
  });
}

function groupDraft({ ref, name, on }: Doc<'Group'>, live: LiveGroup | undefined, enforceRole: boolean): Draft<MarathonAction> {
  const system = systemNamed('marathon', on);
  const isThere = live !== undefined;
  return {
    id: `keep ${ref}`,
    ref,
    backendId: live?.id ?? null,
    op: isThere ? 'update' : 'create',
    class: 'additive',
    action: { system, do: 'put-group', args: { id: name, isThere, enforceRole } },
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: [],
    needs: [],
    reads: [
      { system, facet: 'groups' },
      { system, facet: 'info' },
    ],
    requires: [],
    markedBy: null,
    spend: null,
    reason: isThere ? 'differs in enforceRole' : 'declared and not there',
    fields: [{ path: 'enforceRole', from: live?.enforceRole ?? null, to: enforceRole }],
    effects: ['restarts nothing'],
  };
}
