/** What the declared pods lack in Marathon, and which are there that should not be. Pure. */
import type { Draft, FieldDiff } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import { kindOf, nameOf, onOf, vendorNameOf } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import { POD_EFFECTS } from '../effects/pod.ts';
import { effectOf } from '../effects/types.ts';
import type { Effect } from '../effects/types.ts';
import type { JsonObject, LivePod, MarathonAction, MarathonFacets, MarathonInfo } from '../types.ts';
import { differingFields, keepLive } from './fields.ts';
import { createPodDraft, deletePodDraft, updatePodDraft } from './pod-draft.ts';
import { declaredPodForm, isResidentPod, livePodForm, roleBeside, wantedPod } from './pod-forms.ts';

/** `on`: the name of this Marathon. One change at most per pod, and none at all while the pods, or the defaults in info, are unknown. */
export function diffPods(inputs: Inputs, live: Live<MarathonFacets>, on: string | null): readonly Draft<MarathonAction>[] {
  if (live.pods.kind === 'unknown' || live.info.kind === 'unknown') return [];
  const drafts: Draft<MarathonAction>[] = [];
  for (const doc of inputs.desired.docs.Pod.values()) {
    if (doc.on !== on || isHidden(doc, live)) continue;
    const draft = diffPod(inputs, doc, live.pods.value.get(doc.name), live.info.value);
    if (draft !== null) drafts.push(draft);
  }
  return [...drafts, ...prunedPods(inputs, live.pods.value, on, live.info.value)];
}

/** What one may not see may be there: it is neither made nor changed. */
function isHidden({ name }: Doc<'Pod'>, { hidden }: Live<MarathonFacets>): boolean {
  return hidden.kind === 'unknown' || hidden.value.has(name);
}

function diffPod(inputs: Inputs, doc: Doc<'Pod'>, live: LivePod | undefined, info: MarathonInfo): Draft<MarathonAction> | null {
  if (doc.state === 'absent') {
    return live === undefined ? null : deletePodDraft(doc.ref, live, isResidentPod(live, info), 'declared absent and still there');
  }
  if (live === undefined) return createPodDraft(doc, declaredPodForm(doc, info, info.defaultRole));
  const { wanted, fields } = podDifferences(doc, live, info, inputs.ignored(doc.ref));
  const effects = fields.map(({ path }) => effectIn(path, live, info));
  return fields.length === 0 ? null : updatePodDraft({ doc, live, wanted, fields, effects });
}

export interface PodDifferences {
  /** The whole pod to be sent. */
  readonly wanted: JsonObject;
  readonly fields: readonly FieldDiff[];
  /** Where it differs, and Marathon would refuse the change: these stay as they are. */
  readonly fixed: readonly FieldDiff[];
}

/** `ignored`: paths of fields that stay as they are. */
export function podDifferences(doc: Doc<'Pod'>, live: LivePod, info: MarathonInfo, ignored: readonly string[]): PodDifferences {
  const declared = declaredPodForm(doc, info, roleBeside(live, info));
  const form = livePodForm(live, info);
  const asked = keepLive(wantedPod(declared, live), form, ignored);
  const differing = differingFields(form, asked);
  if (differing.length === 0) return { wanted: asked, fields: [], fixed: [] };
  const fixed = differing.filter(({ path }) => effectIn(path, live, info) === 'fixed');
  const wanted = keepLive(
    asked,
    form,
    fixed.map(({ path }) => path),
  );
  return { wanted, fields: differingFields(form, wanted), fixed };
}

function effectIn(path: string, live: LivePod, info: MarathonInfo): Effect {
  return effectOf(POD_EFFECTS, path, info.profile, isResidentPod(live, info));
}

/** One removal for each pod of the inventory that is live and not declared any more, where the cluster says so. */
function prunedPods(
  { desired, memory }: Inputs,
  pods: ReadonlyMap<string, LivePod>,
  on: string | null,
  info: MarathonInfo,
): readonly Draft<MarathonAction>[] {
  const isAsked = [...desired.docs.Cluster.values()].some(({ spec }) => spec.sync?.prune?.includes('Pod') ?? false);
  if (!isAsked) return [];
  return [...memory.inventory.keys()].flatMap((ref) => {
    if (kindOf(ref) !== 'Pod' || onOf(ref) !== on || desired.docs.Pod.has(nameOf(ref))) return [];
    const live = pods.get(vendorNameOf(ref));
    return live === undefined ? [] : [deletePodDraft(ref, live, isResidentPod(live, info), 'taken out of git and sync.prune names Pod')];
  });
}
