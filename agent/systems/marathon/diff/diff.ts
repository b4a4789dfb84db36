/** What the declared apps lack in Marathon, and which are there that should not be. Pure. */
import type { Draft } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import type { JsonObject, LiveApp, MarathonAction, MarathonFacets, MarathonInfo } from '../types.ts';
import { createDraft, deleteDraft, updateDraft } from './draft.ts';
import { differingFields, keepLive } from './fields.ts';
import { declaredForm, isAsDeclared, liveForm, wantedForm } from './forms.ts';
import { pruneDrafts } from './prune.ts';

/** One change at most per app; none at all while the apps, or the defaults in info, are unknown. */
export function diffApps(inputs: Inputs, live: Live<MarathonFacets>): readonly Draft<MarathonAction>[] {
  if (live.apps.kind === 'unknown' || live.info.kind === 'unknown') return [];
  const drafts: Draft<MarathonAction>[] = [];
  for (const doc of inputs.desired.docs.App.values()) {
    const draft = diffApp(inputs, doc, live.apps.value.get(doc.name), live.info.value);
    if (draft !== null) drafts.push(draft);
  }
  return [...drafts, ...pruneDrafts(inputs, live.apps.value)];
}

function diffApp(inputs: Inputs, doc: Doc<'App'>, live: LiveApp | undefined, info: MarathonInfo): Draft<MarathonAction> | null {
  if (doc.state === 'absent') return live === undefined ? null : deleteDraft(doc.ref, live, 'declared absent and still there');
  const declared = declaredForm(doc, info);
  if (live === undefined) return createDraft(doc, declared);
  if (isKnownEqual(declared, live, info)) return null;
  if (isAsDeclared(declared, live, info.defaultRole)) {
    equalTo.set(live, { declared, defaultRole: info.defaultRole });
    return null;
  }
  const form = liveForm(live);
  const wanted = keepLive(wantedForm(declared, live, info.defaultRole), form, inputs.ignored(doc.ref));
  const fields = differingFields(form, wanted);
  return fields.length === 0 ? null : updateDraft({ desired: inputs.desired, doc, live, wanted, fields });
}

/** What a live app was last found equal to, nothing ignored: in a quiet pass all are the very same objects again. */
const equalTo = new WeakMap<LiveApp, { readonly declared: JsonObject; readonly defaultRole: string }>();

function isKnownEqual(declared: JsonObject, live: LiveApp, { defaultRole }: MarathonInfo): boolean {
  const known = equalTo.get(live);
  return known?.declared === declared && known.defaultRole === defaultRole;
}
