/** Normal forms, each made once: of a document for as long as it stands, of a live app until Marathon answers another. */
import type { Doc } from '../../../model/desired.ts';
import { adopted, adoptLive, openRole } from '../normalise/adopt.ts';
import { normaliseApp } from '../normalise/app.ts';
import type { JsonObject, LiveApp, MarathonInfo } from '../types.ts';
import { isEqualBut } from './fields.ts';

const declaredForms = new WeakMap<Doc<'App'>, { readonly defaultNetworkName: string | null; readonly form: JsonObject }>();
const liveForms = new WeakMap<LiveApp, JsonObject>();

/** A declared app in normal form; what git leaves open stays open. */
export function declaredForm(doc: Doc<'App'>, info: Pick<MarathonInfo, 'defaultNetworkName'>): JsonObject {
  const { defaultNetworkName } = info;
  const known = declaredForms.get(doc);
  if (known?.defaultNetworkName === defaultNetworkName) return known.form;
  const form = normaliseApp(doc.name, specOf(doc), defaultNetworkName);
  declaredForms.set(doc, { defaultNetworkName, form });
  return form;
}

/** A spec is parsed YAML checked against its schema: plain Json, although its generated type has no index signature. */
export function specOf(doc: Doc<'App'>): JsonObject {
  return doc.spec as unknown as JsonObject;
}

/** A live app in normal form. Marathon's answers leave nothing open. */
export function liveForm(live: LiveApp): JsonObject {
  const known = liveForms.get(live);
  if (known !== undefined) return known;
  const form = normaliseApp(live.id, live.definition, null);
  liveForms.set(live, form);
  return form;
}

/** Whether nothing is to be done, without building what would be sent: of a thousand apps nearly all are as declared. */
export function isAsDeclared(declared: JsonObject, live: LiveApp, defaultRole: string): boolean {
  const form = liveForm(live);
  return isEqualBut(declared, adopted(declared, form, openRole(live.id, form, defaultRole)), form);
}

/** The declared app as it should stand in Marathon beside this live one: complete, and equal to it when nothing is to be done. */
export function wantedForm(declared: JsonObject, live: LiveApp, defaultRole: string): JsonObject {
  const form = liveForm(live);
  return adoptLive(declared, form, openRole(live.id, form, defaultRole));
}
