/** What the declared apps lack in Marathon. Pure. */
import type { Change } from '../../../model/change.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import type { JsonObject, LiveApp, MarathonAction, MarathonFacets, MarathonInfo } from '../types.ts';
import { createChange, deleteChange, updateChange } from './change.ts';
import { declaredForm, isAsDeclared, liveForm, wantedForm } from './forms.ts';
import { differingFields } from './fields.ts';

/** One change per declared app that differs; none at all while the apps, or the defaults in info, are unknown. */
export function diffApps(inputs: Inputs, live: Live<MarathonFacets>): readonly Change<MarathonAction>[] {
  if (live.apps.kind === 'unknown' || live.info.kind === 'unknown') return [];
  const changes: Change<MarathonAction>[] = [];
  for (const doc of inputs.desired.docs.App.values()) {
    const change = diffApp(inputs, doc, live.apps.value.get(doc.name), live.info.value);
    if (change !== null) changes.push(change);
  }
  return changes;
}

function diffApp(inputs: Inputs, doc: Doc<'App'>, live: LiveApp | undefined, info: MarathonInfo): Change<MarathonAction> | null {
  if (doc.state === 'absent') return live === undefined ? null : deleteChange(inputs, doc, live);
  const declared = declaredForm(doc, info);
  if (live === undefined) return createChange(inputs, doc, declared);
  if (isKnownEqual(declared, live, info)) return null;
  if (isAsDeclared(declared, live, info.defaultRole)) {
    equalTo.set(live, { declared, defaultRole: info.defaultRole });
    return null;
  }
  const wanted = wantedForm(declared, live, info.defaultRole);
  const fields = differingFields(liveForm(live), wanted);
  return fields.length === 0 ? null : updateChange({ inputs, doc, live, wanted, fields });
}

/** What a live app was last found equal to: in a quiet pass all are the very same objects again. */
const equalTo = new WeakMap<LiveApp, { readonly declared: JsonObject; readonly defaultRole: string }>();

function isKnownEqual(declared: JsonObject, live: LiveApp, { defaultRole }: MarathonInfo): boolean {
  const known = equalTo.get(live);
  return known?.declared === declared && known.defaultRole === defaultRole;
}
