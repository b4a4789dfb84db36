/** Files of bare Marathon definitions in JSON to the documents that they stand for. */
import type { Limits } from '../model/desired.ts';
import type { Json } from '../model/ref.ts';
import type { Path } from '../schema/fault.ts';
import { parseJson } from '../schema/json-syntax.ts';
import type { Written } from '../schema/written.ts';
import { expand } from './groups.ts';
import type { Member, NoApp } from './groups.ts';
import { declaredPod } from './pod-shown-only.ts';
import { declaredIn } from './shown-only.ts';
import { readText } from './text.ts';
import type { ParsedFile, RawDoc } from './types.ts';

/** Never throws: whatever is wrong is among the mistakes. */
export function parseBare(bytes: Uint8Array, limits: Pick<Limits, 'depth'>): ParsedFile {
  const read = readText(bytes);
  if (read.kind === 'mistake') return { docs: [], mistakes: [read.mistake], added: 0, complete: false, places: new Map() };
  const { json, mistakes, offset } = parseJson(read.text, limits);
  const docs: RawDoc[] = [];
  let complete = json !== null;
  for (const found of json === null ? [] : expand(json.value)) {
    if (found.kind !== 'fault') docs.push(docOf(found, 0, {}));
    else if (!mistakes.isFull()) mistakes.add(offset(found.fault.path, found.fault.at), found.fault.code, found.fault.message);
    complete &&= found.kind !== 'fault';
  }
  return { docs, mistakes: mistakes.sorted(), added: 0, complete, places: new Map() };
}

/** `around`: what else the document of a group says of all that is in it. */
export function docOf({ kind, at, id, spec }: Member, index: number, around: { readonly on?: Json; readonly state?: Json }): RawDoc {
  const { on, state } = around;
  const metadata = { name: id, ...(on === undefined ? {} : { on }) };
  const said = kind === 'App' ? declaredIn(spec) : kind === 'Pod' ? declaredPod(spec) : spec;
  const value = { apiVersion: 'plumbline/v1', kind, metadata, ...(state === undefined ? {} : { state }), spec: said };
  return { index, bare: at, value };
}

/** Where in the file's JSON stands what `path` is in the document made from the definition at `bare`. */
export function placeOfBare(bare: Path, path: Path): Path {
  const [section, field, ...rest] = path;
  if (section === 'spec') return field === undefined ? bare : [...bare, field, ...rest];
  return section === 'metadata' && field === 'name' ? [...bare, 'id'] : bare;
}

/** Finds what `path` is, in the document made from the definition at `bare`, in the text of its file as `readText` gives it. */
export function barePlaces(text: string, limits: Pick<Limits, 'depth'>): (bare: Path, path: Path, at: 'value' | 'key') => Written {
  const { json, place } = parseJson(text, limits);
  const inherited = dependencyPlaces(json === null ? [] : expand(json.value));
  return (bare, path, at) => place(placeIn(bare, path, inherited), at);
}

export function placeIn(bare: Path, path: Path, inherited: ReadonlyMap<string, readonly Path[]>): Path {
  const [section, field, index] = path;
  const isDependency = section === 'spec' && field === 'dependencies' && typeof index === 'number';
  return (isDependency ? inherited.get(JSON.stringify(bare))?.[index] : undefined) ?? placeOfBare(bare, path);
}

/** Of what has dependencies of a group, by where it stands: where each is written. */
export function dependencyPlaces(members: Iterable<Member | NoApp>): ReadonlyMap<string, readonly Path[]> {
  const places = new Map<string, readonly Path[]>();
  for (const found of members) {
    if (found.kind !== 'fault' && found.dependencyPlaces.length > 0) places.set(JSON.stringify(found.at), found.dependencyPlaces);
  }
  return places;
}
