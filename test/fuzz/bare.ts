/** Bare Marathon files: groups in groups, names that mean something to JavaScript, and what is hardly JSON. */
import fc from 'fast-check';
import { VALID } from '../desired/cluster-files.ts';
import { fileOf, PROD_OPTIONS, WHOLE_FILE } from './case.ts';
import type { Expected, FuzzCase } from './case.ts';
import { oddText } from './any-text.ts';
import { oddKeys } from './odd-keys.ts';
import { mapping } from './tree.ts';
import { escaped } from './write-yaml.ts';

const FILE = 'bare/x.json';
const CLUSTER = `apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\nspec: { include: [../shared], sources: [{ files: ../bare/*.json, as: App }] }\n`;

export function bareCases(size: number): fc.Arbitrary<FuzzCase> {
  return fc.oneof(
    { weight: 4, arbitrary: nested() },
    { weight: 2, arbitrary: repeated(size) },
    { weight: 1, arbitrary: fc.json({ maxDepth: 5 }).map((text) => caseOf(text, { kind: 'anything' })) },
  );
}

function caseOf(text: string, expected: Expected): FuzzCase {
  const texts = { ...VALID, 'prod/cluster.yaml': CLUSTER, [FILE]: text };
  const files = Object.fromEntries(Object.entries(texts).map(([path, content]) => [path, fileOf(content)]));
  return { files, options: PROD_OPTIONS, expected, texts: [] };
}

function refused(...codes: readonly string[]): Expected {
  return { kind: 'refused', spots: [{ file: FILE, ...WHOLE_FILE, codes }] };
}

/** Lists and mappings inside each other: two for each group, then the app and its labels. */
const MOST_GROUPS = 31;

function nested(): fc.Arbitrary<FuzzCase> {
  const groups = fc.oneof({ weight: 4, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.integer({ min: 29, max: 33 }) });
  const labels = fc
    .array(fc.tuple(oddKeys(), oddText(10)), { maxLength: 4 })
    .map((fields) => fields.filter(([, text]) => !text.includes('${')));
  return fc.tuple(groups, labels, fc.constantFrom(undefined, '\t', ' ')).map(([count, fields, space]) => {
    const spec = { cmd: 'sleep 1', labels: mapping(new Map(fields.filter(([key]) => !key.includes('${')))) };
    let value: object = { id: 'app', ...spec };
    for (let group = 0; group < count; group += 1)
      value = { id: group === count - 1 ? '/g' : 'g', [group === 0 ? 'apps' : 'groups']: [value] };
    const name = `${'/g'.repeat(count)}/app`;
    const text = escaped(JSON.stringify(count === 0 ? [{ ...value, id: '/app' }] : value, null, space));
    const isRight = count <= MOST_GROUPS;
    return caseOf(text, isRight ? { kind: 'accepted', documents: [{ kind: 'App', name, spec, labels: {} }] } : refused('schema/too-deep'));
  });
}

const PIECES = [
  '[',
  '{"a":',
  '{"groups":[',
  '{"id":"g","groups":[',
  '1,',
  '"',
  '"\\',
  '{"a":1},',
  '{"id":"/x","cmd":"xx"},',
  '\n',
  '\t',
  '-',
  '1',
  'null',
  'é',
];
const DEEPER: ReadonlySet<string> = new Set(['[', '{"a":', '{"groups":[', '{"id":"g","groups":[']);
const MORE_THAN_ALLOWED = 80;
const MORE_TIMES = 2_000;

function repeated(size: number): fc.Arbitrary<FuzzCase> {
  const times = fc.oneof({ weight: 4, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(MORE_TIMES * size) });
  return fc
    .tuple(fc.constantFrom('', '['), fc.constantFrom(...PIECES), times, fc.constantFrom('', ']', '1'))
    .map(([start, piece, count, end]) => {
      const isDeep = DEEPER.has(piece) && count > MORE_THAN_ALLOWED;
      return caseOf(start + piece.repeat(count) + end, isDeep ? refused('schema/too-deep', 'schema/too-large') : { kind: 'anything' });
    });
}
