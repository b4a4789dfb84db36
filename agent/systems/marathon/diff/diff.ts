/** What the declared apps lack in Marathon, and which are there that should not be. Pure. */
import type { Draft } from '../../../model/change.ts';
import type { Desired, Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { markOf } from '../mark.ts';
import { isAsKept, keepApp } from '../normalise/app.ts';
import { withTexts } from '../secrets.ts';
import type { JsonObject, LiveApp, MarathonAction, MarathonFacets, MarathonInfo } from '../types.ts';
import { differences } from './differences.ts';
import { createDraft, deleteDraft, updateDraft } from './draft.ts';
import type { Pair } from './draft.ts';
import { declaredForm } from './forms.ts';
import { pruneDrafts } from './prune.ts';
import { forScheduler } from './scheduler.ts';
import { shownFields } from './shown.ts';

/** `on`: the name of this Marathon. One change at most per app; none of an app with a secret that is unknown, and none at all while the apps, or the defaults in info, are. */
export function diffApps(inputs: Inputs, live: Live<MarathonFacets>, on: string | null = null): readonly Draft<MarathonAction>[] {
  if (live.apps.kind === 'unknown' || live.info.kind === 'unknown') return [];
  return [...appDrafts(inputs, live, { apps: live.apps.value, info: live.info.value, on }), ...pruneDrafts(inputs, live.apps.value, on)];
}

interface Known {
  readonly apps: ReadonlyMap<string, LiveApp>;
  readonly info: MarathonInfo;
  readonly on: string | null;
}

function appDrafts(inputs: Inputs, live: Live<MarathonFacets>, { apps, info, on }: Known): readonly Draft<MarathonAction>[] {
  const { desired } = inputs;
  const before = quiet.get(apps);
  if (before?.desired === desired && before.info === info) return [];
  const drafts: Draft<MarathonAction>[] = [];
  let isQuiet = true;
  for (const doc of desired.docs.App.values()) {
    if (doc.on !== on) continue;
    const isSeen = !isHidden(doc, live);
    const draft = isSeen ? diffApp(inputs, doc, apps.get(doc.name), info) : null;
    if (draft !== null) drafts.push(forScheduler(draft, desired));
    // What depends on more than the documents and the answer may be otherwise next time.
    if (draft !== null || doc.secrets.length > 0 || !isSeen) isQuiet = false;
  }
  if (isQuiet) quiet.set(apps, { desired, info });
  return drafts;
}

/** Answers in which every app was found as declared: in a quiet pass they are the very same objects again. */
const quiet = new WeakMap<ReadonlyMap<string, LiveApp>, { readonly desired: Desired; readonly info: MarathonInfo }>();

/** What one may not see may be there: it is neither made nor changed. */
function isHidden({ name }: Doc<'App'>, { hidden }: Live<MarathonFacets>): boolean {
  return hidden.kind === 'unknown' || hidden.value.has(name);
}

function diffApp(inputs: Inputs, doc: Doc<'App'>, live: LiveApp | undefined, info: MarathonInfo): Draft<MarathonAction> | null {
  if (doc.state === 'absent') return live === undefined ? null : deleteDraft(doc.ref, live, 'declared absent and still there');
  const declared = declaredForm(doc, info);
  const form = withTexts(declared.form, declared.variables, inputs.secretTexts);
  if (form === null) return null;
  if (live === undefined) return createDraft(doc, declared.form, info);
  // Nearly all of thousands of apps are as declared.
  if (isAsKept(form === declared.form ? declared : keepApp(doc.name, form, info), live.definition)) return null;
  return changeOf(inputs, { doc, live, declared: declared.form, info }, form);
}

/** `filled`: the declared form with the texts of its secrets. */
function changeOf(inputs: Inputs, pair: Pair, filled: JsonObject): Draft<MarathonAction> | null {
  const { doc, live, declared } = pair;
  const { fields, effects, wanted } = differences(pair, filled, inputs.ignored(doc.ref));
  if (fields.length === 0) return null;
  const applied = inputs.memory.inventory.get(doc.ref)?.applied ?? null;
  const shown = shownFields(fields, { declared, applied, isMarked: markOf(live) !== null, texts: inputs.secretTexts });
  return updateDraft(inputs.desired, pair, { wanted: wanted(declared), fields: shown, effects });
}
