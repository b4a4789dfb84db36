import { readFileSync } from 'node:fs';
import { KINDS, SCHEMAS } from '../../agent/desired/schemas.ts';
import { fieldsBelow, findField, listMarks } from '../../agent/schema/fields.ts';
import type { Field } from '../../agent/schema/fields.ts';
import type { Schema } from '../../agent/schema/fits.ts';
import { kindPages, withTables } from '../../tools/kind-pages.ts';
import { loadFiles } from '../desired/load-files.ts';
import { assert, describe } from '../helpers/suite.ts';

const FOLDER = new URL('../../docs/kinds/', import.meta.url);

function fileOf(kind: string): string {
  return `${kind.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toLowerCase()}.md`;
}

function pageOf(kind: string): string {
  return readFileSync(new URL(fileOf(kind), FOLDER), 'utf8');
}

/** Every field below `spec`, as the first column of a table names it behind the path above the table. */
function pathsOfSpec(root: Schema): readonly string[] {
  const found = findField(root, ['spec']);
  const below = (fields: readonly Field[], path: string): readonly string[] =>
    fields.flatMap(({ schema }) =>
      fieldsBelow([{ schema } as Field], root).flatMap((field) => {
        const own = `${path}${listMarks(schema, root)}.${field.name}`;
        const deeper = below([field], own);
        return field.isFree && deeper.length === 0 && field.schema['description'] === undefined ? [] : [own, ...deeper];
      }),
    );
  return found.kind === 'found' ? below(found.fields, 'spec') : [];
}

/** What the tables of a page are about: `spec.growth` and, in its first row, `mode`. */
function pathsInTables(page: string): readonly string[] {
  const tables = [...page.matchAll(/\| field of `(\S+)` \|[^]*?<!-- end of fields -->/g)];
  return tables.flatMap(([table, above = '']) => [...table.matchAll(/^\| `(\S+)` \|/gm)].map(([, label = '']) => `${above}.${label}`));
}

const VOLUME = `# Volume

<!-- fields of Volume.spec: sizeGiB type -->
what stood here
<!-- end of fields -->

Kept.
`;

describe('the pages of the kinds', (it) => {
  it('say what the schemas say (else run npm run docs)', () => {
    for (const [file, text] of kindPages()) assert.fixture(readFileSync(new URL(file, FOLDER), 'utf8'), text, file);
  });

  for (const kind of KINDS) {
    it(`tell of every field of ${kind} once`, () => {
      assert.equal(pathsInTables(pageOf(kind)).toSorted(), pathsOfSpec(SCHEMAS[kind] as Schema).toSorted());
    });
  }

  it('name the unit of a number, what is allowed, what is required and what is the default', () => {
    const [, , , , , , size, type, , end, , kept] = withTables(VOLUME).split('\n');
    assert.match(size ?? '', /^\| `sizeGiB` \| whole number, GiB: 8 to 1048576, a multiple of 8 \| \*\*required\*\* \| Size in GiB; /);
    assert.match(type ?? '', /^\| `type` \| text: thin or thick \| `thin` \| thin: /);
    assert.equal([end, kept], ['<!-- end of fields -->', 'Kept.']);
  });

  it('cannot tell of a field that there is not', () => {
    assert.throws(() => withTables(VOLUME.replace('sizeGiB', 'sizeGB')), /no field sizeGB/);
    assert.throws(() => withTables(VOLUME.replace('Volume.spec', 'Volume.spce')), /no field spce/);
    assert.throws(() => withTables(VOLUME.replace('Volume.spec', 'Disk.spec')), /no kind Disk/);
  });

  it('begin with an example, and all the examples together are one valid cluster', async () => {
    const examples = KINDS.map((kind) => /^# \w+\n\n```yaml\n([^]+?)```/.exec(pageOf(kind))?.[1] ?? 'missing');
    const files = { 'clusters/prod/all.yaml': examples.join('---\n'), 'shared/apps/README.md': '' };
    const loaded = await loadFiles(files, { path: 'clusters/prod', cluster: 'prod' });
    assert.is(loaded.kind, 'ok', JSON.stringify(loaded));
    assert.equal(loaded.warnings, []);
  });
});
