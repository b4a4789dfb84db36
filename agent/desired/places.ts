/** Line and column of a value in a file. The file is parsed once more for it: places are too many to keep for every value. */
import type { Origin, Source } from '../model/desired.ts';
import type { Json } from '../model/ref.ts';
import { START } from '../schema/fault.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { parseYaml, placeIn } from '../schema/parse-yaml.ts';
import type { Written } from '../schema/written.ts';
import { barePlaces } from './bare-apps.ts';
import { isInGroup, placeInGroup } from './group-docs.ts';
import type { LoadCache } from './load-cache.ts';
import { readText } from './text.ts';
import type { LoadOptions } from './types.ts';
import type { Watch } from './watch.ts';

export interface PlacesFrom extends Pick<LoadOptions, 'limits'> {
  readonly source: Source;
  readonly cache: LoadCache;
  readonly watch: Watch;
}

export interface Wanted {
  readonly origin: Origin;
  readonly path: Path;
  readonly at: Fault['at'];
}

export type FindPlace = (wanted: Wanted) => Written;

/** Of all that are wanted: then each file is parsed once, and not at all for places that an earlier load has found. */
export async function findPlaces(wanted: readonly Wanted[], from: PlacesFrom): Promise<FindPlace> {
  const byFile = new Map<string, Map<string, Wanted>>();
  for (const one of wanted) {
    const file = fileOf(one);
    const inFile = byFile.get(file) ?? new Map<string, Wanted>();
    byFile.set(file, inFile.set(keyOf(one), one));
  }
  const found = new Map<string, ReadonlyMap<string, Written>>();
  for (const [file, inFile] of byFile) {
    from.watch();
    found.set(file, await placesIn(file, inFile, from));
  }
  return (one) => found.get(fileOf(one))?.get(keyOf(one)) ?? AT_START;
}

/** Of `LoadCache.files`. */
function fileOf({ origin }: Wanted): string {
  return `${isJson(origin) ? 'json' : 'yaml'}:${origin.blob}`;
}

function isJson(origin: Origin): boolean {
  return origin.bare !== undefined && !isInGroup(origin);
}

function keyOf({ origin: { index, bare }, path, at }: Wanted): string {
  return JSON.stringify([index, bare, path, at]);
}

async function placesIn(file: string, wanted: ReadonlyMap<string, Wanted>, from: PlacesFrom): Promise<ReadonlyMap<string, Written>> {
  const found = from.cache.files.get(file)?.parsed.places ?? new Map<string, Written>();
  const unknown = [...wanted].filter(([key]) => !found.has(key));
  const [first] = unknown;
  if (first === undefined) return found;
  const { origin } = first[1];
  const placeOf = readPlaces(await from.source.blob(origin.blob), isJson(origin), from.limits);
  for (const [key, { origin, path, at }] of unknown) found.set(key, placeOf(origin, path, at));
  return found;
}

type PlacesInFile = (origin: Origin, path: Path, at: Fault['at']) => Written;

/** Also of what is not there. */
export const AT_START: Written = { ...START, word: '' };

function readPlaces(bytes: Uint8Array, isBare: boolean, limits: LoadOptions['limits']): PlacesInFile {
  const read = readText(bytes);
  // Documents were read from it before.
  if (read.kind === 'mistake') return () => AT_START;
  if (isBare) {
    const find = barePlaces(read.text, limits);
    return ({ bare = [] }, path, at) => find(bare, path, at);
  }
  const documents = new Map(parseYaml(read.text, limits).documents.map((document) => [document.index, document]));
  return ({ index, bare }, path, at) => {
    const document = documents.get(index);
    if (document === undefined) return AT_START;
    return placeIn(document, bare === undefined ? path : placeInGroup(document.value as Json, bare, path), at);
  };
}
