/** Normal forms: of a document made once, for as long as it stands; of a live app only where it differs. */
import type { Doc } from '../../../model/desired.ts';
import { adoptLive } from '../normalise/adopt.ts';
import { isInForm, normaliseApp } from '../normalise/app.ts';
import type { Defaults } from '../normalise/context.ts';
import type { JsonObject, LiveApp } from '../types.ts';

const declaredForms = new WeakMap<Doc<'App'>, { readonly defaults: Defaults; readonly form: JsonObject }>();

/** A declared app in normal form; what git leaves open stays open. */
export function declaredForm(doc: Doc<'App'>, defaults: Defaults): JsonObject {
  const known = declaredForms.get(doc);
  if (known !== undefined && isSame(known.defaults, defaults)) return known.form;
  const form = normaliseApp(doc.name, specOf(doc), defaults);
  declaredForms.set(doc, { defaults, form });
  return form;
}

function isSame(one: Defaults, other: Defaults): boolean {
  if (one === other) return true;
  // The default role fills in nothing: see `openRole`.
  return one.version === other.version && one.defaultNetworkName === other.defaultNetworkName && one.bridgeName === other.bridgeName;
}

/** A spec is parsed YAML checked against its schema: plain Json, although its generated type has no index signature. */
export function specOf(doc: Doc<'App'>): JsonObject {
  return doc.spec as unknown as JsonObject;
}

/** A live app in normal form. Marathon's answers leave nothing open. */
export function liveForm(live: LiveApp, defaults: Defaults): JsonObject {
  return normaliseApp(live.id, live.definition, defaults);
}

/** Whether nothing is to be done, without building anything: of thousands of apps nearly all are as declared. */
export function isAsDeclared(declared: JsonObject, live: LiveApp, defaults: Defaults): boolean {
  return isInForm(declared, live.id, live.definition, defaults);
}

/** The declared app as it should stand in Marathon beside this live form: complete, and equal to it when nothing is to be done. */
export function wantedForm(id: string, declared: JsonObject, live: JsonObject, defaults: Defaults): JsonObject {
  return adoptLive(id, declared, live, defaults);
}
