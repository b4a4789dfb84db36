import { SCHEMAS } from '../../agent/desired/schemas.ts';
import { descriptionOf } from '../../agent/schema/field-words.ts';
import type { Schema } from '../../agent/schema/fits.ts';
import { assert, describe } from '../helpers/suite.ts';
import { fieldsOf, kinds, newAjv, subschemas, written } from './walk.ts';
import type { FieldSchema } from './walk.ts';

/** Their names are paths in Marathon, or what Chronos and Metronome take. */
const VENDORS_NAMES: ReadonlySet<unknown> = new Set(['App.json', 'Group.json', 'Job.json', 'Pod.json']);

/** Every unit a number may have. */
const UNITS: ReadonlySet<unknown> = new Set(
  'CPUs|GPUs|KiB|MiB|GiB|seconds|percent|US dollars a month|I/O operations a second|MiB a second|KiB a second|'
    .concat('count|fraction|factor|port|index|HTTP status code')
    .split('|'),
);

/** Units that a name or a description has to say too: an editor shows no more. */
const SAID = /^(KiB|MiB|GiB|seconds|percent|US dollars a month)/;

/** Of the fields for which `isWrong` holds: where they stand. */
function wrongFields(schema: Schema, isWrong: (field: FieldSchema) => boolean): readonly string[] {
  return fieldsOf(schema)
    .filter(isWrong)
    .map(({ path }) => path);
}

/** Whether a description says more than the name does. */
function isSilent({ name, schema }: FieldSchema): boolean {
  const words = (text: string): readonly string[] =>
    text
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const { description = '' } = schema as { readonly description?: string };
  const own = new Set([...words(name), 'the', 'a', 'of', 'its', 'it']);
  return !description.endsWith('.') || words(description).filter((word) => !own.has(word)).length < 2;
}

describe('schemas', (it) => {
  for (const [file, schema] of written) {
    it(`${file} is strict JSON Schema 2020-12 under its own address`, () => {
      newAjv().compile(schema);
      assert.is(schema['$schema'], 'https://json-schema.org/draft/2020-12/schema');
      assert.is(schema['$id'], `https://plumbline.dev/schemas/v1/${file}`);
    });

    it(`${file} leaves no object open`, () => {
      const isOpen = ({ type, additionalProperties: others }: Schema): boolean =>
        type === 'object' && (others === undefined || others === true);
      const open = [...subschemas(schema)].filter(([, node]) => isOpen(node)).map(([path]) => path);
      assert.equal(open, []);
    });

    it(`${file} has examples and defaults that it would accept`, () => {
      // Compiled piece by piece: each is checked against the meta-schema once, as part of the whole.
      const ajv = newAjv({ validateSchema: false, code: { optimize: false } }).addSchema({ ...schema, $id: 'all' });
      const wrong = [...subschemas(schema)].filter(([path, node]) => {
        const values = [...((node['examples'] as unknown[] | undefined) ?? []), ...('default' in node ? [node['default']] : [])];
        if (values.length === 0) return false;
        const validate = ajv.compile({ $ref: `all#${path}` });
        return values.some((value) => !validate(value));
      });
      assert.equal(
        wrong.map(([path]) => path),
        [],
      );
    });

    it(`${file} says of every field what it is`, () => {
      assert.equal(wrongFields(schema, isSilent), []);
    });

    it(`${file} shows what every field looks like`, () => {
      assert.equal(
        wrongFields(schema, (field) => !('const' in field.schema) && !(field.schema['examples'] as unknown[] | undefined)?.length),
        [],
      );
    });

    it(`${file} says of every optional field what stands in its place, once, and of no required one`, () => {
      const wrong = wrongFields(schema, ({ schema: field, isRequired }) => {
        const said = Number('default' in field) + Number(descriptionOf(field).leftOut !== null);
        return said !== (isRequired ? 0 : 1);
      });
      assert.equal(wrong, []);
    });

    it(`${file} names the unit of every number`, () => {
      const numbers = [...subschemas(schema)].filter(([, { type }]) => type === 'number' || type === 'integer');
      const without = numbers.filter(([, node]) => !UNITS.has(node['x-unit'])).map(([path]) => path);
      assert.equal(without, []);
    });

    it(`${file} says a unit where an editor shows it`, () => {
      const unsaid = wrongFields(schema, ({ name, schema: field }) => {
        const [unit = ''] = SAID.exec((field['x-unit'] ?? '') as string) ?? [];
        return !`${name} ${String(field['description'])}`.toLowerCase().includes(unit.toLowerCase());
      });
      assert.equal(unsaid, []);
    });
  }

  it('wrap every kind in the same envelope', () => {
    const envelopes = kinds.map(([, schema]) => {
      const { apiVersion, metadata, kind } = schema['properties'] as { readonly [field: string]: Schema };
      const { name: _ownPerKind, on: _whereThereAreSeveral, ...rest } = (metadata ?? {})['properties'] as Schema;
      return { apiVersion, rest, kind: kind?.['description'], metadata: metadata?.['description'] };
    });
    for (const envelope of envelopes) assert.equal(envelope, envelopes[0]);
  });

  it('take the same names for every kind but those of which the vendor says what a name is', () => {
    const patterns = kinds.map(([file, schema]) => [
      file,
      fieldsOf(schema).find(({ path }) => path === '/properties/metadata/name')?.schema['pattern'],
    ]);
    const others = patterns.filter(([file]) => !VENDORS_NAMES.has(file)).map(([, pattern]) => pattern);
    assert.equal(new Set(others), new Set(['^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$']));
  });

  it('let only what Plumbline can remove be absent', () => {
    const states = kinds.map(([file, schema]) => [file, fieldsOf(schema).find(({ path }) => path === '/state')?.schema] as const);
    const removable = states.filter(([, state]) => Array.isArray(state?.['enum'])).map(([file]) => file);
    const storage = ['ProtectionDomain.json', 'StorageNode.json', 'StoragePool.json', 'Volume.json'];
    assert.equal(removable, ['App.json', 'FaultSet.json', 'Framework.json', 'Group.json', 'Job.json', 'Pod.json', ...storage]);
    for (const [, state] of states) assert.is(state?.['default'], 'present');
    for (const [, state] of states.filter(([file]) => !removable.includes(file))) assert.is(state?.['const'], 'present');
  });

  it('are all known to the agent', () => {
    assert.equal(
      kinds.map(([file]) => file.replace('.json', '')),
      Object.keys(SCHEMAS),
    );
  });
});
