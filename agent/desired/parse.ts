/** A file's bytes to its documents: plain data, checked only for how it is written. Knows no other file. */
import type { Json } from '../model/ref.ts';
import { compareMistakes } from '../schema/fault.ts';
import type { Fault, Mistake } from '../schema/fault.ts';
import { MOST_MISTAKES, told } from '../schema/mistakes.ts';
import { parseYaml, placeIn } from '../schema/parse-yaml.ts';
import type { YamlDocument, YamlLimits } from '../schema/parse-yaml.ts';
import { expandedGroup } from './group-docs.ts';
import { readText } from './text.ts';
import type { ParsedFile, RawDoc } from './types.ts';

/** Never throws: whatever is wrong is among the mistakes. Empty documents are left out. */
export function parseDocuments(bytes: Uint8Array, limits: YamlLimits): ParsedFile {
  const read = readText(bytes);
  if (read.kind === 'mistake') return { docs: [], mistakes: [read.mistake], added: 0, complete: false, places: new Map() };
  const { documents, mistakes, added, complete } = parseYaml(read.text, limits);
  const docs: RawDoc[] = [];
  const inGroups: Mistake[] = [];
  for (const document of documents) {
    const { index, value } = document;
    const group = expandedGroup(index, value as Json);
    if (group !== null) docs.push(...group.docs);
    else if (value !== null) docs.push({ index, bare: null, value: value as Json });
    for (const fault of group?.faults.slice(0, MOST_MISTAKES) ?? []) inGroups.push(mistakeAt(document, fault));
  }
  const isWhole = complete && inGroups.length === 0;
  return { docs, mistakes: [...mistakes, ...inGroups].toSorted(compareMistakes), added, complete: isWhole, places: new Map() };
}

function mistakeAt(document: YamlDocument, { code, path, at, message }: Fault): Mistake {
  const { line, column } = placeIn(document, path, at);
  return { code: code.code, line, column, message: told(message) };
}
