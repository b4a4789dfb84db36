/** The schema for editors says of a document what the schema of its kind says. */
import { readdirSync, readFileSync } from 'node:fs';
import type { ErrorObject } from 'ajv';
import { parseAllDocuments } from 'yaml';
import type { Schema } from '../../agent/schema/fits.ts';
import { assert, describe } from '../helpers/suite.ts';
import { COMBINED, fieldsOf, kinds, newAjv, subschemas } from './walk.ts';

type Value = { readonly [name: string]: unknown };

const REPOSITORY = new URL('../../examples/cluster-repo/', import.meta.url);
const PAGES = new URL('../../docs/kinds/', import.meta.url);

/** Documents of the example repository, those at the top of the pages, and of each kind the examples of its own schema. */
function documents(): readonly Value[] {
  const files = readdirSync(REPOSITORY, { recursive: true, encoding: 'utf8' }).filter((file) => /\.ya?ml$/.test(file));
  const texts = files.map((file) => readFileSync(new URL(file, REPOSITORY), 'utf8'));
  const pages = readdirSync(PAGES).map((file) => /```yaml\n([^]+?)```/.exec(readFileSync(new URL(file, PAGES), 'utf8'))?.[1] ?? '');
  const written = [...texts, ...pages].flatMap((text) => parseAllDocuments(text)).map((document) => document.toJS() as Value);
  return [...written.filter((document) => 'kind' in document), ...kinds.flatMap(([, schema]) => built(schema))];
}

/** A document for every example of every field that is directly in the spec. */
function built(schema: Schema): readonly Value[] {
  const { metadata, spec } = schema['properties'] as { readonly [name: string]: Schema };
  const least = { apiVersion: 'plumbline/v1', kind: schema['title'], metadata: firstExample(metadata), spec: firstExample(spec) };
  const ofSpec = fieldsOf(schema).filter(({ path }) => /^\/properties\/spec\/[^/]+$/.test(path));
  return [least, ...ofSpec.map((field) => ({ ...least, spec: { ...least.spec, [field.name]: firstExample(field.schema) } }))];
}

function firstExample(schema: Schema | undefined): Value {
  const { examples = [] } = (schema ?? {}) as { readonly examples?: readonly Value[] };
  return examples[0] ?? {};
}

/** What is put in a field's place. */
const STRANGERS: readonly unknown[] = [undefined, null, 12, 0.5, 'x', '', [], {}];

/** The value with one thing wrong, or at least other: a field that is gone, strange or unknown, at any depth. */
function* changed(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  const copy = (name: string, other: unknown): unknown =>
    Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [name]: other });
  for (const [name, inner] of Object.entries(value)) {
    for (const stranger of STRANGERS) yield copy(name, stranger);
    for (const other of changed(inner)) yield copy(name, other);
  }
  if (!Array.isArray(value)) yield { ...value, unknown: 1 };
}

describe('the schema for editors', (it) => {
  const combined = newAjv({ strictRequired: false, strictTypes: false }).compile(COMBINED);

  for (const [file, schema] of kinds) {
    it(`says of every document what ${file} says`, () => {
      const alone = newAjv().compile(schema);
      const verdicts = { true: 0, false: 0 };
      const own = documents().filter(({ kind }) => kind === schema['title']);
      for (const document of own.flatMap((one) => [one, ...changed(one)]) as readonly Value[]) {
        const expected = alone(plain(document));
        assert.is(combined(plain(document)), expected, JSON.stringify(document));
        verdicts[`${expected}`] += 1;
      }
      assert.ok(verdicts.true > 1 && verdicts.false > 50, JSON.stringify(verdicts));
    });
  }

  it('takes no document without a kind, or of a kind that there is not', () => {
    const document = { apiVersion: 'plumbline/v1', metadata: { name: 'a' } };
    assert.not(combined(document));
    assert.not(combined({ ...document, kind: 'Volumes' }));
    assert.ok(combined({ ...document, kind: 'ProtectionDomain' }));
  });

  it('complains about nothing but what is wrong', () => {
    const all = newAjv({ strictRequired: false, strictTypes: false, allErrors: true }).compile(COMBINED);
    const said = (document: object): readonly string[] => {
      all(document);
      return (all.errors ?? []).filter(isOfAPerson).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
    };
    const volume = { apiVersion: 'plumbline/v1', kind: 'Volume', metadata: { name: 'a' }, spec: { pool: 'default', sizeGiB: 16 } };
    assert.equal(said({ ...volume, spec: { ...volume.spec, sizeGiB: 17 } }), ['/spec/sizeGiB multipleOf']);
    assert.equal(said({ ...volume, kind: 'Volum' }), ['/kind enum']);
    assert.equal(said({ ...volume, kind: undefined }), [' required']);
  });

  const variables = [
    ['App', { instances: '${vars.web}', tty: '${vars.tty}', killSelection: '${vars.first}_FIRST' }, true],
    [
      'App',
      { container: { docker: { image: 'shop:${vars.tag}' }, volumes: [{ containerPath: '/a', mode: '${vars.mode}', hostPath: '/b' }] } },
      true,
    ],
    ['App', { resourceLimits: { cpus: '${vars.cpus}' }, unreachableStrategy: '${vars.strategy}' }, true],
    ['App', { instances: '${vars.web}0' }, false],
    ['App', { instances: '${secrets.web}' }, false],
    ['App', { instances: '${vars.9}' }, false],
    ['App', { container: '${vars.container}' }, false],
    [
      'StoragePool',
      {
        protectionDomain: 'a',
        cloudDisks: { provider: 'aws-ebs', rows: { r1: '${vars.size}' }, limits: { rows: 1, rawGiB: 1, monthlyUsd: 1 } },
      },
      true,
    ],
    ['StoragePool', { protectionDomain: 'a', thresholds: { high: '${vars.high}', critical: 90 } }, true],
    ['Cluster', { sync: { mode: '${vars.mode}' } }, false],
  ] as const;
  for (const [kind, spec, isTaken] of variables) {
    it(`${isTaken ? 'takes' : 'does not take'} ${JSON.stringify(spec)} in a ${kind}`, () => {
      const name = kind === 'App' ? '/a' : 'a';
      assert.is(combined({ apiVersion: 'plumbline/v1', kind, metadata: { name }, spec }), isTaken);
    });
  }

  it('refers to nothing outside itself', () => {
    const references = [...subschemas(COMBINED)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : []));
    assert.ok(references.length > 20);
    for (const reference of references) assert.ok(reference.startsWith('#/$defs/'), reference);
    const named = [...subschemas(COMBINED)].filter(([, { $id }]) => typeof $id === 'string').map(([path]) => path);
    assert.equal(named, ['']);
    assert.is(COMBINED['$id'], 'https://plumbline.dev/schemas/v1/plumbline.json');
  });
});

/** Ajv also says that the value is no variable either, and names the conditions around it. */
function isOfAPerson({ keyword, schemaPath }: ErrorObject): boolean {
  return keyword !== 'if' && keyword !== 'anyOf' && !/variable/i.test(schemaPath);
}

/** As it would be read from a file: a field that is undefined is not there. */
function plain(document: object): unknown {
  return JSON.parse(JSON.stringify(document)) as unknown;
}
