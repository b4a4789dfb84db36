/** Files of bare Marathon definitions in JSON to the documents that they stand for. */
import type { Limits } from '../model/desired.ts';
import type { Json } from '../model/ref.ts';
import type { Path } from '../schema/fault.ts';
import { parseJson } from '../schema/json-syntax.ts';
import type { Written } from '../schema/written.ts';
import { expand } from './groups.ts';
import type { BareApp } from './groups.ts';
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
    if (found.kind === 'app') docs.push(docOf(found));
    else if (!mistakes.isFull()) mistakes.add(offset(found.fault.path, found.fault.at), found.fault.code, found.fault.message);
    complete &&= found.kind === 'app';
  }
  return { docs, mistakes: mistakes.sorted(), added: 0, complete, places: new Map() };
}

function docOf({ at, id, spec }: BareApp): RawDoc {
  const value = { apiVersion: 'plumbline/v1', kind: 'App', metadata: { name: id }, spec: declaredIn(spec) };
  return { index: 0, bare: at, value };
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
  const inherited = json === null ? new Map<string, readonly Path[]>() : dependencyPlaces(json.value);
  return (bare, path, at) => {
    const [section, field, index] = path;
    const isDependency = section === 'spec' && field === 'dependencies' && typeof index === 'number';
    return place((isDependency ? inherited.get(JSON.stringify(bare))?.[index] : undefined) ?? placeOfBare(bare, path), at);
  };
}

/** Of the apps that have dependencies of a group, where each is written. */
function dependencyPlaces(value: Json): ReadonlyMap<string, readonly Path[]> {
  const places = new Map<string, readonly Path[]>();
  for (const found of expand(value)) {
    if (found.kind === 'app' && found.dependencyPlaces.length > 0) places.set(JSON.stringify(found.at), found.dependencyPlaces);
  }
  return places;
}
