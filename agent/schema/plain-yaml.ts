/** YAML that reads differently from how it looks: refused, because a cluster hangs on it. */
import { isAlias, isMap, isScalar, visit } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';
import type { ErrorCode } from '../errors.ts';
import { schemaErrors } from './errors.ts';
import type { Mistake, Place } from './fault.ts';

interface Wrong {
  readonly node: Node;
  readonly code: ErrorCode;
  readonly message: string;
}

/** Keys given twice, tags, merge keys, numbers that lose digits. */
export function plainnessMistakes(document: Document.Parsed, placeOf: (offset: number) => Place): readonly Mistake[] {
  const wrong: Wrong[] = [];
  visit(document, {
    Node(_key, node) {
      if (isMap(node)) wrong.push(...wrongKeys(node, placeOf));
      wrong.push(...wrongNode(node));
    },
  });
  return wrong.map(({ node, code, message }) => ({ code: code.code, ...placeOf(startOf(node)), message }));
}

/** Not left to the parser, which compares every key with every other one. */
function wrongKeys(map: YAMLMap, placeOf: (offset: number) => Place): readonly Wrong[] {
  const wrong: Wrong[] = [];
  const firsts = new Map<unknown, Node>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const first = firsts.get(key.value);
    if (first === undefined) firsts.set(key.value, key);
    else wrong.push(duplicate(key, placeOf(startOf(first)).line, String(key.value)));
    if (key.value === '<<')
      wrong.push({ node: key, code: schemaErrors.notPlain, message: 'Merge keys (`<<`) are not read; write the fields out.' });
  }
  return wrong;
}

function duplicate(node: Node, firstLine: number, name: string): Wrong {
  return { node, code: schemaErrors.duplicateKey, message: `${name} is already given in line ${firstLine}; keep one of them.` };
}

function wrongNode(node: Node): readonly Wrong[] {
  if (isAlias(node)) return [];
  if (node.tag !== undefined) return [{ node, code: schemaErrors.notPlain, message: 'Tags (`!...`) are not read; write the plain value.' }];
  if (!isScalar(node) || typeof node.value !== 'number' || isExact(node.value)) return [];
  return [
    { node, code: schemaErrors.unsafeNumber, message: `${node.source ?? node.value} is no number that can be kept exactly; quote it.` },
  ];
}

/** Infinity is no integer and left to the schema, where no field takes it. */
function isExact(number: number): boolean {
  return !Number.isInteger(number) || Number.isSafeInteger(number);
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
