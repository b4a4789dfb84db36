/** In what a declared and a live app differ, and what of it can be changed. */
import type { FieldDiff } from '../../../model/change.ts';
import type { Json } from '../../../model/ref.ts';
import { APP_EFFECTS } from '../effects/app.ts';
import { effectOf } from '../effects/types.ts';
import type { Effect } from '../effects/types.ts';
import { hasVolume, volumesOf } from '../normalise/context.ts';
import { isEqual, isJsonObject, isList } from '../normalise/equal.ts';
import type { JsonObject } from '../types.ts';
import type { Pair } from './draft.ts';
import { differingFields, keepLive } from './fields.ts';
import { liveForm, wantedForm } from './forms.ts';

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
  const wantedOf = (declared: JsonObject): JsonObject => wantedForm(doc.name, declared, form, info);
  const complete = keepLive(wantedOf(filled), form, ignored);
  const isResident = hasVolume(form, 'persistent') || hasVolume(complete, 'persistent');
  const all = differingFields(form, complete).map((field) => {
    const effect = effectOf(APP_EFFECTS, field.path, info.profile, isResident);
    return { field, effect: effect === 'fixed' && !isRefused(field.path, form, complete) ? 'restart' : effect };
  });
  const [fixed, changed] = [all.filter(({ effect }) => effect === 'fixed'), all.filter(({ effect }) => effect !== 'fixed')];
  const kept = [...ignored, ...fixed.map(({ field }) => field.path)];
  return {
    fields: changed.map(({ field }) => field),
    effects: changed.map(({ effect }) => effect),
    fixed: fixed.map(({ field }) => field),
    wanted: (declared) => keepLive(wantedOf(declared), form, kept),
  };
}

/** Of a whole list Marathon compares a part only (AppDefinition.residentUpdateIsValid). */
function isRefused(path: string, form: JsonObject, complete: JsonObject): boolean {
  if (path === 'container.volumes') return !isEqual(localVolumes(form), localVolumes(complete));
  if (path === 'container.portMappings') return !isEqual(hostPorts(form), hostPorts(complete));
  return true;
}

function localVolumes(app: JsonObject): Json {
  return volumesOf(app)
    .filter((volume) => isJsonObject(volume) && isJsonObject(volume['persistent']))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function hostPorts({ container }: JsonObject): Json {
  const mappings = isJsonObject(container) ? container['portMappings'] : null;
  const ports = isList(mappings) ? mappings.map((mapping) => (isJsonObject(mapping) ? (mapping['hostPort'] ?? null) : null)) : [];
  return [...new Set(ports.filter((port) => typeof port === 'number'))].toSorted((a, b) => a - b);
}
