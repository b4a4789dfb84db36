/** In what a declared and a live app differ, and what of it can be changed. */
import type { FieldDiff } from '../../../model/change.ts';
import { APP_EFFECTS } from '../effects/app.ts';
import { effectOf } from '../effects/types.ts';
import type { Effect } from '../effects/types.ts';
import type { JsonObject } from '../types.ts';
import type { Pair } from './draft.ts';
import { differingFields, keepLive } from './fields.ts';
import { liveForm, wantedForm } from './forms.ts';
import { withReserved } from './reserved.ts';

export interface Differences {
  readonly fields: readonly FieldDiff[];
  /** Of each of the fields. */
  readonly effects: readonly Effect[];
  /** Differences that Marathon refuses to take away: the live value is kept, so that the others can be. */
  readonly fixed: readonly FieldDiff[];
  /** What this declared form becomes beside the live app. */
  readonly wanted: (declared: JsonObject) => JsonObject;
}

/** `filled`: the declared form with the texts of its secrets. `ignored`: paths whose live value is kept. */
export function differences({ doc, live, info }: Pair, filled: JsonObject, ignored: readonly string[]): Differences {
  const form = liveForm(live, info);
  const completed = (declared: JsonObject): JsonObject => keepLive(wantedForm(doc.name, declared, form, info), form, ignored);
  const complete = completed(filled);
  const possible = withReserved(complete, form);
  const fields = differingFields(form, possible);
  return {
    fields,
    effects: fields.map(({ path }) => effectOf(APP_EFFECTS, path, info.profile)),
    fixed: possible === complete ? NONE : differingFields(possible, complete),
    wanted: (declared) => withReserved(completed(declared), form),
  };
}

const NONE: readonly FieldDiff[] = [];
