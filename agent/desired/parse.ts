/** A file's bytes to its documents: plain data, checked only for how it is written. Knows no other file. */
import type { Json } from '../model/ref.ts';
import { parseYaml } from '../schema/parse-yaml.ts';
import type { YamlLimits } from '../schema/parse-yaml.ts';
import { readText } from './text.ts';
import type { ParsedFile } from './types.ts';

/** Never throws: whatever is wrong is among the mistakes. Empty documents are left out. */
export function parseDocuments(bytes: Uint8Array, limits: YamlLimits): ParsedFile {
  const read = readText(bytes);
  if (read.kind === 'mistake') return { docs: [], mistakes: [read.mistake], added: 0, complete: false, places: new Map() };
  const { documents, mistakes, added, complete } = parseYaml(read.text, limits);
  const docs = documents.filter(({ value }) => value !== null).map(({ index, value }) => ({ index, bare: null, value: value as Json }));
  return { docs, mistakes, added, complete, places: new Map() };
}
