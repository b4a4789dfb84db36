/** Texts in every shape that YAML has, right and wrong, as the one odd file of a cluster that is right without it. */
import fc from 'fast-check';
import { VALID } from '../desired/cluster-files.ts';
import { oddText } from './any-text.ts';
import { bareCases } from './bare.ts';
import { fileOf, PROD_OPTIONS, WHOLE_FILE } from './case.ts';
import type { Expected, FuzzCase, KnownText } from './case.ts';
import { meaningOf } from './meaning.ts';
import { oddKeys } from './odd-keys.ts';
import { repeatedTexts } from './repeated.ts';
import { mapping } from './tree.ts';
import type { Tree } from './tree.ts';
import { bombs, trees } from './trees.ts';
import { styleOf, writeYaml } from './write-yaml.ts';

const FILE = 'prod/x.yaml';

/** `size`: how large texts may get; 1 in the tests. */
export function shapes(size: number): fc.Arbitrary<FuzzCase> {
  return fc.oneof(
    { weight: 4, arbitrary: written(fc.array(trees(), { minLength: 1, maxLength: 3 })) },
    { weight: 5, arbitrary: labels() },
    { weight: 1, arbitrary: written(bombs().map((tree) => [tree])) },
    { weight: 1, arbitrary: bareCases(size) },
    { weight: 1, arbitrary: repeatedTexts(size).map(({ text, is }) => caseOf(text, is, anything(is))) },
  );
}

function anything(is: KnownText['is'] | null): Expected {
  return is?.kind === 'wrong' ? { kind: 'refused', spots: [{ file: FILE, ...WHOLE_FILE, codes: [] }] } : { kind: 'anything' };
}

function caseOf(text: string, is: KnownText['is'] | null, expected: Expected): FuzzCase {
  const files = Object.fromEntries(Object.entries({ ...VALID, [FILE]: text }).map(([path, content]) => [path, fileOf(content)]));
  return { files, options: PROD_OPTIONS, expected, texts: is === null ? [] : [{ file: FILE, is }] };
}

const choices = (): fc.Arbitrary<readonly number[]> => fc.array(fc.nat(4), { maxLength: 12 });

/** Documents one after the other; no line break is part of a value, so any of them will do. */
function written(documents: fc.Arbitrary<readonly Tree[]>): fc.Arbitrary<FuzzCase> {
  return fc
    .tuple(documents, choices(), fc.constantFrom('\n', '\n', '\r\n'), fc.constantFrom('---\n', '--- # next\n', '...\n---\n'))
    .map(([all, chosen, lineEnd, between]) => {
      const style = styleOf(chosen);
      const text = all.map((tree) => writeYaml(tree, style)).join(between);
      const is = known(all);
      return caseOf(text.replaceAll('\n', lineEnd), is, anything(is));
    });
}

/** Null: nobody is sure. */
function known(documents: readonly Tree[]): KnownText['is'] | null {
  const meanings = documents.map(meaningOf);
  if (meanings.some(({ kind }) => kind === 'wrong')) return { kind: 'wrong' };
  const values = meanings.flatMap((meaning) => (meaning.kind === 'right' ? [meaning.value] : []));
  return values.length < documents.length ? null : { kind: 'right', values };
}

/** An app whose labels have such shapes: right unless a label is no text. */
function labels(): fc.Arbitrary<FuzzCase> {
  return fc.tuple(labelTrees(), choices()).map(([tree, chosen]) => {
    const app = appWith(tree);
    const meaning = meaningOf(app);
    const text = writeYaml(app, styleOf(chosen));
    if (meaning.kind === 'unsure') return caseOf(text, null, { kind: 'anything' });
    if (meaning.kind === 'wrong') return caseOf(text, meaning, anything(meaning));
    const given = (meaning.value as { metadata: { labels: unknown } }).metadata.labels;
    const document = { kind: 'App', name: '/x', spec: { cmd: 'sleep 1' }, labels: given };
    return caseOf(text, { kind: 'right', values: [meaning.value] }, { kind: 'accepted', documents: [...OTHERS, document] });
  });
}

/** The documents of VALID. */
const OTHERS = [
  { kind: 'Cluster', name: 'prod', spec: { include: ['../shared'] }, labels: {} },
  { kind: 'ProtectionDomain', name: 'pd', spec: {}, labels: {} },
  { kind: 'StoragePool', name: 'gold', spec: { protectionDomain: 'pd', name: 'pool1' }, labels: {} },
  { kind: 'Volume', name: 'pg', spec: { pool: 'gold', sizeGiB: 16 }, labels: {} },
  { kind: 'App', name: '/web', spec: { cmd: 'sleep 1' }, labels: {} },
];

function appWith(tree: Tree): Tree {
  const of = (value: string): Tree => ({ kind: 'text', value });
  const map = (fields: { readonly [name: string]: Tree }): Tree => ({ kind: 'map', fields: Object.entries(fields) });
  return map({
    apiVersion: of('plumbline/v1'),
    kind: of('App'),
    metadata: map({ name: of('/x'), labels: tree }),
    spec: map({ cmd: of('sleep 1') }),
  });
}

/** Texts by name, some of them given once and meant in many places. */
function labelTrees(): fc.Arbitrary<Tree> {
  const anchors = fc.subarray(['a', 'b', 'é', '__proto__'], { maxLength: 3 });
  const texts = fc.dictionary(oddKeys(), oddText(20), { maxKeys: 8 });
  const aliases = fc.oneof({ weight: 9, arbitrary: fc.nat(6) }, { weight: 1, arbitrary: fc.integer({ min: 95, max: 105 }) });
  return fc.tuple(anchors, texts, aliases).map(([names, values, count]): Tree => {
    const anchored = names.map((name): readonly [string, Tree] => [
      `at ${name}`,
      { kind: 'anchor', name, of: { kind: 'text', value: name } },
    ]);
    const own = Object.entries(mapping(Object.entries(values))).map(([key, value]): readonly [string, Tree] => [
      key,
      { kind: 'text', value: String(value) },
    ]);
    const meant = Array.from({ length: names.length === 0 ? 0 : count }, (_, index): readonly [string, Tree] => {
      return [`meant ${index}`, { kind: 'alias', name: names[index % names.length] ?? '' }];
    });
    return { kind: 'map', fields: [...anchored, ...own.filter(([key]) => !key.includes('${')), ...meant] };
  });
}
