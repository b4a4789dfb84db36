/** Normal forms: of a document made once, for as long as it stands; of a live app only where it differs. */
import type { Doc } from '../../../model/desired.ts';
import { APP_EFFECTS } from '../effects/app.ts';
import { notKept } from '../effects/not-kept.ts';
import { adoptLive } from '../normalise/adopt.ts';
import { keepApp, normaliseApp } from '../normalise/app.ts';
import type { KeptApp } from '../normalise/app.ts';
import type { Defaults } from '../normalise/context.ts';
import { secretVariables } from '../secrets.ts';
import type { JsonObject, LiveApp } from '../types.ts';

/** A declared app in normal form, kept for as long as its document stands. */
export interface DeclaredApp extends KeptApp {
  /** What git leaves open stays open. */
  readonly form: JsonObject;
  /** Variables of its env that take a secret. */
  readonly variables: readonly string[];
  /** Paths of what this version of Marathon does not have. */
  readonly lost: readonly string[];
}

const declaredForms = new WeakMap<Doc<'App'>, DeclaredApp>();

export function declaredForm(doc: Doc<'App'>, defaults: Defaults): DeclaredApp {
  const known = declaredForms.get(doc);
  if (known !== undefined && isSame(known.context.defaults, defaults)) return known;
  const form = normaliseApp(doc.name, specOf(doc), defaults);
  const lost = notKept(APP_EFFECTS, specOf(doc), defaults.profile);
  const made = { form, ...keepApp(doc.name, form, defaults), variables: secretVariables(form), lost };
  declaredForms.set(doc, made);
  return made;
}

function isSame(one: Defaults, other: Defaults): boolean {
  if (one === other) return true;
  const isSameVersion = one.version === other.version && one.profile === other.profile;
  const isSameNetwork = one.defaultNetworkName === other.defaultNetworkName && one.bridgeName === other.bridgeName;
  return isSameVersion && isSameNetwork && one.defaultRole === other.defaultRole;
}

/** A spec is parsed YAML checked against its schema: plain Json, although its generated type has no index signature. */
export function specOf(doc: Doc<'App'>): JsonObject {
  return doc.spec as unknown as JsonObject;
}

/** A live app in normal form. Marathon's answers leave nothing open. */
export function liveForm(live: LiveApp, defaults: Defaults): JsonObject {
  return normaliseApp(live.id, live.definition, defaults);
}

/** The declared app as it should stand in Marathon beside this live form: complete, and equal to it when nothing is to be done. */
export function wantedForm(id: string, declared: JsonObject, live: JsonObject, defaults: Defaults): JsonObject {
  return adoptLive(id, declared, live, defaults);
}
