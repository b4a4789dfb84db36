/** Where documents begin, for whoever shows them: places are too many to keep, so that each file is parsed once more. */
import type { Limits, Origin, Source } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import type { Place } from '../schema/fault.ts';
import { parseYaml } from '../schema/parse-yaml.ts';
import { barePlaces } from './bare-apps.ts';
import { readText } from './text.ts';

/** Of documents that a load with these limits has accepted. */
export async function documentPlaces(origins: readonly Origin[], source: Source, limits: Limits): Promise<ReadonlyMap<Origin, Place>> {
  const finders = new Map<string, (origin: Origin) => Place>();
  const places = new Map<Origin, Place>();
  for (const origin of origins) {
    const key = `${origin.bare === undefined ? 'yaml' : 'json'}:${origin.blob}`;
    const find = finders.get(key) ?? finderIn(origin, await source.blob(origin.blob), limits);
    finders.set(key, find);
    places.set(origin, find(origin));
  }
  return places;
}

function finderIn(first: Origin, bytes: Uint8Array, limits: Limits): (origin: Origin) => Place {
  const read = readText(bytes);
  if (read.kind === 'mistake') return () => START;
  if (first.bare !== undefined) {
    const place = barePlaces(read.text, limits);
    return ({ bare = [] }) => place(bare, [], 'value');
  }
  const { documents } = parseYaml(read.text, limits);
  return ({ index }) => documents.find((document) => document.index === index)?.place([], 'value') ?? START;
}
