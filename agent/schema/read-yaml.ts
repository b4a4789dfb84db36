/** One YAML document that follows a schema, or everything wrong with it: how plumbline.yaml is read. */
import { DEFAULT_LIMITS } from '../model/desired.ts';
import type { DocError } from '../model/desired.ts';
import { compareMistakes } from './fault.ts';
import type { Fault, Mistake } from './fault.ts';
import { told } from './mistakes.ts';
import { parseYaml, placeIn } from './parse-yaml.ts';
import type { YamlDocument } from './parse-yaml.ts';
import { schemaErrors } from './errors.ts';
import { faultsOf } from './validate.ts';
import { withRemedy } from './written.ts';

export type ReadYaml<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'errors'; readonly errors: readonly DocError[] };

/** `file` is how the text is called in the errors. `T` must be the type that the schema describes. Never throws. */
export async function readYaml<T>(file: string, text: string, schema: object): Promise<ReadYaml<T>> {
  const parsed = parseYaml(text, DEFAULT_LIMITS);
  const [document, second] = parsed.documents;
  const mistakes = [...parsed.mistakes];
  if (second !== undefined) mistakes.push(mistakeAt(second, SECOND));
  if (document === undefined && parsed.complete)
    mistakes.push({ code: schemaErrors.wrongType.code, line: 1, column: 1, message: 'The file is empty.' });
  if (document !== undefined) mistakes.push(...faultsOf(schema, document.value).map((fault) => mistakeAt(document, fault)));
  if (mistakes.length > 0) return { kind: 'errors', errors: mistakes.toSorted(compareMistakes).map((mistake) => ({ ...mistake, file })) };
  return { kind: 'ok', value: document?.value as T };
}

const SECOND: Fault = {
  code: schemaErrors.wrongValue,
  path: [],
  at: 'value',
  message: 'There is a second document; this file has one.',
};

/** The fault at its line and column in the document it was found in. */
function mistakeAt(document: YamlDocument, fault: Fault): Mistake {
  const { word, ...place } = placeIn(document, fault.path, fault.at);
  return { code: fault.code.code, ...place, message: told(withRemedy(fault, word, [])) };
}
