/** Normal forms of pods: of a document made once, for as long as it stands; of a live pod only where it differs. */
import type { Doc } from '../../../model/desired.ts';
import { isJsonObject } from '../normalise/equal.ts';
import { openRole } from '../normalise/fields.ts';
import { hasPersistentVolumes } from '../normalise/pod-context.ts';
import { normalisePod } from '../normalise/pod.ts';
import { isSince } from '../profile.ts';
import type { JsonObject, LivePod, MarathonInfo } from '../types.ts';

const declaredForms = new WeakMap<Doc<'Pod'>, { readonly made: string; readonly form: JsonObject }>();

/** A declared pod in normal form; `role`: what one without a role has. */
export function declaredPodForm(doc: Doc<'Pod'>, info: MarathonInfo, role: string): JsonObject {
  const made = JSON.stringify([info.profile, info.defaultNetworkName, role]);
  const known = declaredForms.get(doc);
  if (known?.made === made) return known.form;
  const form = normalisePod(podSpecOf(doc), info, role);
  declaredForms.set(doc, { made, form });
  return form;
}

/** A spec is parsed YAML checked against its schema: plain Json, although its generated type has no index signature. */
export function podSpecOf(doc: Doc<'Pod'>): JsonObject {
  return doc.spec as unknown as JsonObject;
}

/** The role of a pod that declares none, beside this live one. */
export function roleBeside({ id, definition }: LivePod, { defaultRole }: MarathonInfo): string {
  return openRole(id, definition['role'], defaultRole);
}

const liveForms = new WeakMap<JsonObject, { readonly made: string; readonly form: JsonObject }>();

/** Made once, until Marathon answers another. */
export function livePodForm({ definition }: LivePod, info: MarathonInfo): JsonObject {
  const made = info.profile;
  const known = liveForms.get(definition);
  if (known?.made === made) return known.form;
  // Answers leave no network unnamed and, since there are roles, no role open.
  const form = normalisePod(definition, info, info.defaultRole);
  liveForms.set(definition, { made, form });
  return form;
}

/** The declared pod as it should stand beside this live one: as many instances as run already, where git leaves that open. */
export function wantedPod(declared: JsonObject, { instances }: LivePod): JsonObject {
  return { ...declared, scaling: { kind: 'fixed', instances: instancesIn(declared) ?? instances } };
}

/** What is sent to make it: Marathon gives a pod without a role that of its group, if that is how the group is. */
export function newPod(doc: Doc<'Pod'>, declared: JsonObject): JsonObject {
  const { role: _given, ...form } = declared;
  const own = doc.spec.role === undefined || declared['role'] === undefined ? {} : { role: doc.spec.role };
  return { ...form, ...own, scaling: { kind: 'fixed', instances: instancesIn(declared) ?? 1 } };
}

export function instancesIn(pod: JsonObject): number | null {
  const { scaling } = pod;
  const instances = isJsonObject(scaling) ? scaling['instances'] : undefined;
  return typeof instances === 'number' ? instances : null;
}

/** Whether it holds data on the agent that it runs on, which a delete destroys, and which Marathon lets nobody change. */
export function isResidentPod({ definition }: LivePod, { profile }: MarathonInfo): boolean {
  return isSince(profile, '1.6') && hasPersistentVolumes(definition);
}
