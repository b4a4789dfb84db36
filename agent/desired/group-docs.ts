/** Documents of groups to the documents that they stand for: one for the group itself, one for each app and pod in it. */
import type { Origin } from '../model/desired.ts';
import type { Json } from '../model/ref.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { dependencyPlaces, docOf, placeIn } from './bare-apps.ts';
import { isFields } from './bare-ids.ts';
import type { Fields } from './bare-ids.ts';
import { LISTS, membersOf } from './groups.ts';
import type { RawDoc } from './types.ts';

export interface Expanded {
  readonly docs: readonly RawDoc[];
  readonly faults: readonly Fault[];
}

/** Null: the document is no group, or has no name that anything could be called after. */
export function expandedGroup(index: number, value: Json): Expanded | null {
  const group = groupIn(value);
  if (group === null) return null;
  const { name, on, spec, document } = group;
  const { state } = document;
  const around = { ...(on === undefined ? {} : { on }), ...(state === undefined ? {} : { state }) };
  const own = Object.fromEntries(Object.entries(spec).filter(([field]) => !LISTS.some((list) => list === field)));
  const docs: RawDoc[] = [{ index, bare: null, value: { ...document, spec: own } }];
  const faults: Fault[] = [];
  for (const found of membersOf(spec, ['spec'], name)) {
    if (found.kind === 'fault') faults.push(found.fault);
    else docs.push(docOf(found, index, around));
  }
  return { docs, faults };
}

interface GroupDoc {
  readonly name: string;
  readonly on: Json | undefined;
  readonly spec: Fields;
  readonly document: Fields;
}

function groupIn(document: Json): GroupDoc | null {
  if (!isFields(document) || document['kind'] !== 'Group' || !isFields(document['metadata']) || !isFields(document['spec'])) return null;
  const { name, on } = document['metadata'];
  return typeof name === 'string' && name.startsWith('/') ? { name, on, spec: document['spec'], document } : null;
}

/** Whether it stands in the document of a group; what stands in bare JSON is below no `spec`. */
export function isInGroup({ bare }: Pick<Origin, 'bare'>): boolean {
  return bare?.[0] === 'spec';
}

/** Where in the document of a group stands what `path` is in the document of the member at `bare`. */
export function placeInGroup(document: Json, bare: Path, path: Path): Path {
  const group = groupIn(document);
  return placeIn(bare, path, dependencyPlaces(group === null ? [] : membersOf(group.spec, ['spec'], group.name)));
}
