/** Faults between documents, and how they find their place. */
import { DEFAULT_LIMITS } from '../model/desired.ts';
import type { DocError, Origin, Source } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import type { Fault, Path, Place } from '../schema/fault.ts';
import { parseYaml } from '../schema/parse-yaml.ts';
import type { YamlDocument } from '../schema/parse-yaml.ts';
import type { ParseCache } from './parse-cache.ts';

export interface CrossFault extends Fault {
  readonly origin: Origin;
  /** The other document of a pair: named at the end of the message. */
  readonly other?: { readonly origin: Origin; readonly path: Path };
}

/** Gives each fault its line and column. For that its file is parsed once more: places are too many to keep for every value. */
export async function locate(faults: readonly CrossFault[], source: Source, cache: ParseCache): Promise<readonly DocError[]> {
  const placeOf = placeFinder(source, cache);
  const errors: DocError[] = [];
  for (const fault of faults) {
    const { origin, other } = fault;
    const place = await placeOf(origin, fault);
    const message =
      other === undefined
        ? fault.message
        : `${fault.message} ${theOther(other.origin, await placeOf(other.origin, { path: other.path, at: 'value' }))}`;
    errors.push({ code: fault.code.code, file: origin.file, ...place, message });
  }
  return errors;
}

function theOther({ file }: Origin, { line, column }: Place): string {
  return `The other one is at ${file}:${line}:${column}.`;
}

type Spot = Pick<Fault, 'path' | 'at'>;

/** Parses a file at most once, and not at all for a place that an earlier load has found. */
function placeFinder(source: Source, cache: ParseCache): (origin: Origin, spot: Spot) => Promise<Place> {
  const parsed = new Map<string, readonly YamlDocument[]>();
  const documentsOf = async (blob: string): Promise<readonly YamlDocument[]> => {
    const documents = parsed.get(blob) ?? parseYaml(new TextDecoder().decode(await source.blob(blob)), DEFAULT_LIMITS).documents;
    parsed.set(blob, documents);
    return documents;
  };
  return async ({ blob, index }, { path, at }) => {
    const places = cache.get(blob)?.places;
    const key = JSON.stringify([index, path, at]);
    const place = places?.get(key) ?? (await documentsOf(blob)).find((document) => document.index === index)?.place(path, at) ?? START;
    places?.set(key, place);
    return place;
  };
}
