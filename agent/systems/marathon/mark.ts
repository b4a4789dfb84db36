/**
 * The ownership mark: a label on the apps this agent writes, `prod/7` for the cluster and the epoch of its writers. It is
 * nobody's to declare and no difference: a changed label replaces every task (AppDefinition.isUpgrade).
 */
import { MARK_FORM, MARK_LABEL } from '../../model/mark.ts';
import type { Json } from '../../model/ref.ts';
import { isJsonObject } from './normalise/equal.ts';
import type { JsonObject, LiveApp } from './types.ts';

/** A live app or pod. */
type Marked = Pick<LiveApp, 'definition'>;

export interface AppMark {
  readonly cluster: string;
  readonly epoch: number;
}

/** The mark on a live app; null when it carries none, or a label of that name that says something else. */
export function markOf(live: Marked): AppMark | null {
  const label = labelOf(live);
  if (label !== latest.label) latest = { label, mark: readMark(label) };
  return latest.mark;
}

/** Thousands of apps in a row carry the same one. */
let latest: { readonly label: Json | undefined; readonly mark: AppMark | null } = { label: undefined, mark: null };

function readMark(label: Json | undefined): AppMark | null {
  const [, cluster, epoch] = (typeof label === 'string' && MARK_FORM.exec(label)) || [];
  return cluster === undefined || epoch === undefined ? null : { cluster, epoch: Number(epoch) };
}

/** The label that holds the mark, whatever it says; undefined: there is none. */
export function labelOf({ definition }: Marked): Json | undefined {
  const labels = definition['labels'];
  return isJsonObject(labels) ? labels[MARK_LABEL] : undefined;
}

/** The definition with this label; undefined: without one. */
export function withLabel(definition: JsonObject, label: Json | undefined): JsonObject {
  const labels = definition['labels'];
  return label === undefined ? definition : { ...definition, labels: { ...(isJsonObject(labels) ? labels : {}), [MARK_LABEL]: label } };
}

/** Labels as they are compared. */
export function withoutMark(labels: Json): Json {
  if (!isJsonObject(labels) || !(MARK_LABEL in labels)) return labels;
  const { [MARK_LABEL]: _, ...others } = labels;
  return others;
}
