/** One mistake put into a document that is right. */
import type { Fields } from './parts.ts';
import { treeOf } from './tree.ts';
import type { Tree } from './tree.ts';

export interface Break {
  /** Of the error that must follow. */
  readonly code: string;
  /** Of a second one, of two mistakes in one document. */
  readonly second?: string;
  apply(document: Fields): Tree;
}

export const BREAKS: readonly Break[] = [
  { code: 'schema/unknown-field', apply: (document) => treeOf(inPart(document, 'spec', { memm: 1 })) },
  { code: 'schema/unknown-field', apply: (document) => treeOf(inPart(document, 'spec', { ['x\n\u001b[2K\t\u202e'.repeat(50)]: 1 })) },
  { code: 'schema/unknown-field', apply: (document) => added(document, ['__proto__', treeOf({ kind: 'App', toString: 'x' })]) },
  { code: 'schema/unknown-field', apply: (document) => inSpec(document, ['__proto__', treeOf({ cmd: 'x' })]) },
  { code: 'schema/unknown-field', apply: (document) => inSpec(document, ['constructor', treeOf({ prototype: {} })]) },
  { code: 'schema/missing-field', apply: ({ apiVersion: _apiVersion, ...document }) => treeOf(document) },
  { code: 'schema/wrong-type', apply: (document) => treeOf(inPart(document, 'metadata', { labels: 'none' })) },
  { code: 'schema/wrong-type', apply: (document) => treeOf({ ...document, spec: ['x'] }) },
  { code: 'schema/wrong-value', apply: (document) => treeOf({ ...document, apiVersion: 'plumbline/v2' }) },
  { code: 'schema/wrong-value', apply: (document) => treeOf({ ...document, state: 'gone' }) },
  { code: 'schema/wrong-value', second: 'schema/unknown-field', apply: (document) => treeOf({ ...document, apiVersion: 'v1', more: 1 }) },
  { code: 'schema/duplicate-key', second: 'schema/not-plain', apply: (document) => twiceAndMerged(document) },
  { code: 'desired/unknown-kind', apply: (document) => treeOf({ ...document, kind: 'Deployment' }) },
  { code: 'schema/duplicate-key', apply: (document) => added(document, ['apiVersion', treeOf('plumbline/v1')]) },
  { code: 'schema/not-plain', apply: (document) => added(document, ['state', { kind: 'tag', tag: '!!str', of: treeOf('present') }]) },
  { code: 'schema/not-plain', apply: (document) => added(document, ['<<', treeOf({})]) },
  {
    code: 'schema/unsafe-number',
    apply: (document) => added(document, ['count', { kind: 'plain', text: '9007199254740993', value: undefined }]),
  },
  { code: 'schema/bad-alias', apply: (document) => added(document, ['state', { kind: 'alias', name: 'nowhere' }]) },
  {
    code: 'schema/bad-alias',
    apply: (document) => added(document, ['x', { kind: 'anchor', name: 'x', of: { kind: 'list', items: [{ kind: 'alias', name: 'x' }] } }]),
  },
  { code: 'schema/bad-alias', apply: (document) => added(document, ['state', manyAliases(101)]) },
  { code: 'schema/too-deep', apply: (document) => added(document, ['state', nested(64)]) },
];

/** Wrong only together with the rest, which must be readable. */
export const LOOSE_ENDS: readonly (Break & { readonly kinds: readonly string[] })[] = [
  { code: 'desired/missing-reference', kinds: ['Volume'], apply: (document) => treeOf(inPart(document, 'spec', { pool: 'n0where' })) },
  {
    code: 'desired/missing-reference',
    kinds: ['StoragePool'],
    apply: (document) => treeOf(inPart(document, 'spec', { protectionDomain: 'n0where' })),
  },
  {
    code: 'desired/unknown-variable',
    kinds: ['Volume', 'App', 'StoragePool'],
    apply: (document) => treeOf(inPart(document, 'metadata', { labels: { x: '${vars.n0body}' } })),
  },
  { code: 'desired/variable-place', kinds: ['Volume', 'StoragePool'], apply: (document) => treeOf({ ...document, state: '${vars.word}' }) },
  {
    code: 'desired/secret-place',
    kinds: ['Volume', 'App'],
    apply: (document) => treeOf(inPart(document, 'metadata', { labels: { x: '${secrets.db}' } })),
  },
  {
    code: 'desired/unknown-secret',
    kinds: ['App'],
    apply: (document) => treeOf(inPart(document, 'spec', { env: { X: '${secrets.n0body}' } })),
  },
  {
    code: 'desired/secret-not-allowed',
    kinds: ['App'],
    apply: (document) => treeOf(inPart(document, 'spec', { env: { X: '${secrets.others}' } })),
  },
  {
    code: 'desired/bad-rename',
    kinds: ['Volume'],
    apply: (document) => treeOf(inPart(document, 'spec', { name: 'same', renamedFrom: 'same' })),
  },
  {
    code: 'desired/name-too-long',
    kinds: ['ProtectionDomain'],
    apply: (document) => treeOf(inPart(document, 'metadata', { name: 'n'.repeat(32) })),
  },
  {
    code: 'desired/include-missing',
    kinds: ['Cluster'],
    apply: (document) => treeOf(inPart(document, 'spec', { include: ['../shared', '../n0where'] })),
  },
  {
    code: 'desired/include-outside',
    kinds: ['Cluster'],
    apply: (document) => treeOf(inPart(document, 'spec', { include: ['../shared', '../../..'] })),
  },
  {
    code: 'desired/source-empty',
    kinds: ['Cluster'],
    apply: (document) => treeOf(inPart(document, 'spec', { sources: [{ files: '../n0where/*.json', as: 'App' }] })),
  },
  {
    code: 'desired/source-outside',
    kinds: ['Cluster'],
    apply: (document) => treeOf(inPart(document, 'spec', { sources: [{ files: '../../**/x.json', as: 'App' }] })),
  },
  { code: 'schema/wrong-type', kinds: ['Cluster'], apply: (document) => treeOf(inPart(document, 'spec', { include: '../shared' })) },
  { code: 'schema/unknown-field', kinds: ['Cluster'], apply: (document) => inSpec(document, ['__proto__', treeOf({ vars: {} })]) },
  {
    code: 'desired/variable-place',
    kinds: ['Cluster'],
    apply: (document) => treeOf(inPart(document, 'metadata', { labels: { x: '${vars.word}' } })),
  },
  {
    code: 'desired/dependency-cycle',
    kinds: ['App'],
    apply: (document) => treeOf(inPart(document, 'spec', { dependencies: [nameOf(document)] })),
  },
];

function nameOf({ metadata }: Fields): unknown {
  return (metadata as { readonly name: unknown }).name;
}

function inPart(document: Fields, part: 'spec' | 'metadata', fields: Fields): Fields {
  return { ...document, [part]: { ...(document[part] as Fields), ...fields } };
}

function added(document: Fields, field: readonly [string, Tree]): Tree {
  const fields = Object.entries(document).map(([key, value]) => [key, treeOf(value)] as const);
  return { kind: 'map', fields: [...fields, field] };
}

function twiceAndMerged(document: Fields): Tree {
  const fields = Object.entries(document).map(([key, value]) => [key, treeOf(value)] as const);
  return { kind: 'map', fields: [...fields, ['kind', treeOf('App')], ['<<', treeOf({})]] };
}

function inSpec(document: Fields, field: readonly [string, Tree]): Tree {
  const fields = Object.entries(document).map(
    ([key, value]) => [key, key === 'spec' ? added(value as Fields, field) : treeOf(value)] as const,
  );
  return { kind: 'map', fields };
}

function manyAliases(count: number): Tree {
  const first: Tree = { kind: 'anchor', name: 'm', of: treeOf('x') };
  return { kind: 'list', items: [first, ...Array.from({ length: count }, (): Tree => ({ kind: 'alias', name: 'm' }))] };
}

function nested(levels: number): Tree {
  let tree = treeOf('x');
  for (let level = 0; level < levels; level += 1) tree = { kind: 'list', items: [tree] };
  return tree;
}
