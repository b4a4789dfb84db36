/** Line and column of a value in a file. The file is parsed once more for it: places are too many to keep for every value. */
import type { Origin, Source } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { parseYaml, placeIn } from '../schema/parse-yaml.ts';
import type { Written } from '../schema/written.ts';
import { barePlaces } from './bare-apps.ts';
import type { LoadCache } from './load-cache.ts';
import { readText } from './text.ts';
import type { LoadOptions } from './types.ts';

export interface PlacesFrom extends Pick<LoadOptions, 'limits'> {
  readonly source: Source;
  readonly cache: LoadCache;
}

export type FindPlace = (origin: Origin, path: Path, at: Fault['at']) => Promise<Written>;

type PlacesInFile = (origin: Origin, path: Path, at: Fault['at']) => Written;

/** Parsed files take much memory: a few are enough when faults come in order of file. */
const KEPT_FILES = 8;

/** Parses a file once while it is asked about, and not at all for a place that an earlier load has found. */
export function placeFinder({ source, cache, limits }: PlacesFrom): FindPlace {
  const parsed = new Map<string, PlacesInFile>();
  const placesIn = async (content: string, { blob, bare }: Origin): Promise<PlacesInFile> => {
    const places = parsed.get(content) ?? readPlaces(await source.blob(blob), bare !== undefined, limits);
    parsed.delete(content);
    parsed.set(content, places);
    const [oldest] = parsed.keys();
    if (parsed.size > KEPT_FILES && oldest !== undefined) parsed.delete(oldest);
    return places;
  };
  return async (origin, path, at) => {
    const content = `${origin.bare === undefined ? 'yaml' : 'json'}:${origin.blob}`;
    const found = cache.files.get(content)?.parsed.places;
    const key = JSON.stringify([origin.index, origin.bare, path, at]);
    const place = found?.get(key) ?? (await placesIn(content, origin))(origin, path, at);
    found?.set(key, place);
    return place;
  };
}

const AT_START: Written = { ...START, word: '' };

function readPlaces(bytes: Uint8Array, isBare: boolean, limits: LoadOptions['limits']): PlacesInFile {
  const read = readText(bytes);
  // Documents were read from it before.
  if (read.kind === 'mistake') return () => AT_START;
  if (isBare) {
    const find = barePlaces(read.text, limits);
    return ({ bare = [] }, path, at) => find(bare, path, at);
  }
  const documents = new Map(parseYaml(read.text, limits).documents.map((document) => [document.index, document]));
  return ({ index }, path, at) => {
    const document = documents.get(index);
    return document === undefined ? AT_START : placeIn(document, path, at);
  };
}
