/** Changes of pods: the shared header and the one call. */
import type { Draft, FieldDiff } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import { onOf, systemNamed } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { markOf, withoutMark } from '../mark.ts';
import type { Effect } from '../effects/types.ts';
import type { JsonObject, LivePod, MarathonAction } from '../types.ts';
import { differingFields } from './fields.ts';
import { instancesIn, newPod, podSpecOf } from './pod-forms.ts';
import { podChanged, podCreated, podRemoved } from './pod-impact.ts';
import { shownPodFields } from './pod-shown.ts';

/** Starts a pod once everything it waits for is ready. */
export function createPodDraft(doc: Doc<'Pod'>, declared: JsonObject): Draft<MarathonAction> {
  const definition = newPod(doc, declared);
  const { labels } = doc.spec;
  // What git says, without the defaults: the plan's digest is over what would be sent.
  const said = { ...podSpecOf(doc), ...(labels === undefined ? {} : { labels: withoutMark(labels) }) };
  return {
    ...header(doc.ref, null),
    ...podCreated(instancesIn(definition) ?? 1),
    id: `keep ${doc.ref}`,
    action: { system: systemOfPod(doc.ref), do: 'put-pod', args: { id: doc.name, liveVersion: null, definition, mark: 'set' } },
    needs: doc.links,
    reason: 'declared and not there',
    fields: shownPodFields(differingFields({}, said)),
  };
}

export interface PodUpdate {
  readonly doc: Doc<'Pod'>;
  readonly live: LivePod;
  /** What is to be sent. */
  readonly wanted: JsonObject;
  readonly fields: readonly FieldDiff[];
  /** Of each of the fields. */
  readonly effects: readonly Effect[];
}

/** Replaces a live pod's definition; it runs already, so it waits for nothing. */
export function updatePodDraft({ doc, live, wanted, fields, effects }: PodUpdate): Draft<MarathonAction> {
  const mark = effects.includes('restart') ? 'set' : 'keep';
  return {
    ...header(doc.ref, live),
    ...podChanged(effects, live.instances, instancesIn(wanted) ?? live.instances),
    id: `keep ${doc.ref}`,
    action: {
      system: systemOfPod(doc.ref),
      do: 'put-pod',
      args: { id: doc.name, liveVersion: live.version, definition: wanted, mark },
    },
    needs: [],
    reason: `differs in ${fields.map(({ path }) => path).join(', ')}`,
    fields: shownPodFields(fields),
  };
}

/** Removes a live pod that is declared absent, or not declared any more. */
export function deletePodDraft(ref: Ref, live: LivePod, isResident: boolean, reason: string): Draft<MarathonAction> {
  const system = systemOfPod(ref);
  return {
    ...header(ref, live),
    ...podRemoved(live.instances, isResident),
    // Known before its intent is written down; for any other change the look in write-pod.ts is early enough.
    requires: isResident ? [{ system, check: 'app-unlocked', backendId: live.id, args: { kind: 'Pod' } }] : [],
    id: `remove ${ref}`,
    action: { system, do: 'delete-pod', args: { id: live.id, liveVersion: live.version } },
    needs: [],
    reason,
    fields: [],
  };
}

function systemOfPod(ref: Ref): MarathonAction['system'] {
  return systemNamed('marathon', onOf(ref));
}

type Header = Pick<Draft, 'ref' | 'backendId' | 'then' | 'reads' | 'requires' | 'markedBy' | 'spend'>;

function header(ref: Ref, live: LivePod | null): Header {
  const system = systemOfPod(ref);
  const mark = live === null ? null : markOf(live);
  return {
    ref,
    backendId: live?.id ?? null,
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: [],
    reads: [
      { system, facet: 'pods' },
      { system, facet: 'info' },
    ],
    requires: [],
    markedBy: mark?.cluster ?? null,
    spend: null,
  };
}
