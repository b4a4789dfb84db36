/** Faults between documents, and how they find their place. */
import type { DocError, Origin, Source } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import type { Fault, Path, Place } from '../schema/fault.ts';
import { parseYaml } from '../schema/parse-yaml.ts';
import type { ParseCache } from './parse-cache.ts';

export interface CrossFault extends Fault {
  readonly origin: Origin;
  /** The other document of a pair: named at the end of the message. */
  readonly other?: { readonly origin: Origin; readonly path: Path };
}

/** Gives each fault its line and column: its file is parsed once more, for places are too many to keep. */
export async function locate(faults: readonly CrossFault[], source: Source, cache: ParseCache): Promise<readonly DocError[]> {
  const errors: DocError[] = [];
  for (const fault of faults) {
    const { origin, other } = fault;
    const place = await placeOf(source, cache, origin, fault);
    const otherPlace = other === undefined ? null : await placeOf(source, cache, other.origin, { path: other.path, at: 'value' });
    const end =
      other === undefined || otherPlace === null
        ? ''
        : ` The other one is at ${other.origin.file}:${otherPlace.line}:${otherPlace.column}.`;
    errors.push({ code: fault.code.code, file: origin.file, ...place, message: `${fault.message}${end}` });
  }
  return errors;
}

type Spot = Pick<Fault, 'path' | 'at'>;

async function placeOf(source: Source, cache: ParseCache, origin: Origin, spot: Spot): Promise<Place> {
  const key = JSON.stringify([origin.index, spot.path, spot.at]);
  const places = cache.get(origin.blob)?.places;
  const known = places?.get(key);
  if (known !== undefined) return known;
  const { documents } = parseYaml(new TextDecoder().decode(await source.blob(origin.blob)));
  const place = documents.find(({ index }) => index === origin.index)?.place(spot.path, spot.at) ?? START;
  places?.set(key, place);
  return place;
}
