/** A configuration of REX-Ray as somebody wrote it, with the line of everything in it. */
import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, Node, YAMLMap } from 'yaml';

export interface Remark {
  readonly line: number;
  /** `invalid`: REX-Ray may not read it as it was meant. */
  readonly kind: 'dangerous' | 'differs' | 'invalid';
  readonly text: string;
}

/** Keys count whatever their case, as in REX-Ray. */
export interface Given {
  /** Null: there is none, or it is no single value. */
  text(path: readonly string[]): string | null;
  /** Null: it is not set. */
  flag(path: readonly string[]): boolean | null;
  keys(path: readonly string[]): readonly string[];
  /** Of the value, or of the nearest thing around it that is there. */
  line(path: readonly string[]): number;
}

export interface Parsed {
  /** Null: it could not be read, as the remarks say; then nothing else can be said of it. */
  readonly given: Given | null;
  readonly remarks: readonly Remark[];
}

/** What is no YAML is one remark for each fault. */
export function parseGiven(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { uniqueKeys: false, lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  const faults = document.errors.map(({ pos }): Remark => ({ line: lineAt(pos[0]), kind: 'invalid', text: 'this is no valid YAML' }));
  if (faults.length > 0) return { given: null, remarks: faults };
  if (!isMap(document.contents)) return { given: null, remarks: [{ line: 1, kind: 'invalid', text: NO_MAPPING }] };
  return { given: readerOf(document, lineAt), remarks: repeatedKeys(document, lineAt) };
}

const NO_MAPPING = 'this is no configuration of REX-Ray: it is empty, or no mapping of keys to values';

function readerOf(document: Document, lineAt: (offset: number) => number): Given {
  const find = (path: readonly string[]): Node | null => path.reduce(inMap(document), document.contents);
  const text = (path: readonly string[]): string | null => {
    const node = find(path);
    return isScalar<unknown>(node) && ['string', 'number', 'boolean'].includes(typeof node.value) ? `${node.value as string}` : null;
  };
  return {
    text,
    flag(path) {
      const value = text(path);
      return value === null ? null : value.toLowerCase() === 'true';
    },
    keys(path) {
      const node = find(path);
      return isMap(node) ? node.items.map(({ key }) => keyText(key)) : [];
    },
    line(path) {
      const nearest = path.map((_, index) => find(path.slice(0, path.length - index))).find((node) => node !== null);
      return lineAt(nearest?.range?.[0] ?? 0);
    },
  };
}

/** One step down; of a key that stands twice the last. */
function inMap(document: Document): (node: Node | null, key: string) => Node | null {
  return (node, key) => {
    const map = isAlias(node) ? node.resolve(document) : node;
    if (!isMap(map)) return null;
    const found = map.items.findLast((pair) => keyText(pair.key).toLowerCase() === key.toLowerCase())?.value;
    return isNode(found) ? found : null;
  };
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

/** What scaleio-framework wrote had `libstorage` twice in a module. */
function repeatedKeys(document: Document, lineAt: (offset: number) => number): readonly Remark[] {
  const remarks: Remark[] = [];
  visit(document, { Map: (_key, map) => void remarks.push(...repeatedIn(map, lineAt)) });
  return remarks;
}

function repeatedIn(map: YAMLMap, lineAt: (offset: number) => number): readonly Remark[] {
  const firstLines = new Map<string, number>();
  return map.items.flatMap(({ key }): readonly Remark[] => {
    const name = keyText(key);
    const line = lineAt(isNode(key) ? (key.range?.[0] ?? 0) : 0);
    const first = firstLines.get(name.toLowerCase());
    if (first === undefined) {
      firstLines.set(name.toLowerCase(), line);
      return [];
    }
    const text = `the key ${name} stands here and in line ${first}; only one of them counts: make them one`;
    return [{ line, kind: 'invalid', text }];
  });
}
