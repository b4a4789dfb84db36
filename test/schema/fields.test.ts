import { fieldsOf, findField, resolved } from '../../agent/schema/fields.ts';
import { assert, describe } from '../helpers/suite.ts';

const SHARED = { type: 'string', description: 'The same in both.' };
const FILE = { title: 'File', type: 'object', required: ['name'], properties: { name: SHARED, file: { type: 'string' } } };
const LINK = { title: 'Link', type: 'object', required: ['name'], properties: { name: SHARED, file: { type: 'integer' } } };
const ROOT = {
  type: 'object',
  required: ['entries'],
  properties: {
    entries: { type: 'array', items: { oneOf: [{ type: 'string' }, { $ref: '#/$defs/file' }, LINK] } },
    labels: { type: 'object', additionalProperties: { $ref: '#/$defs/label' }, properties: { own: { type: 'integer' } } },
  },
  $defs: { file: FILE, label: { $ref: '#/$defs/text', description: 'A label.' }, text: { type: 'string', description: 'A text.' } },
};

describe('the fields of a schema', (it) => {
  it('are found behind references, with what stands beside each', () => {
    assert.equal(resolved({ $ref: '#/$defs/label' }, ROOT), { type: 'string', description: 'A label.' });
    assert.equal(resolved({ $ref: '#/$defs/text', default: 'x' }, ROOT), { type: 'string', description: 'A text.', default: 'x' });
  });

  it('are the named ones, and one for all free keys', () => {
    const labels = fieldsOf(ROOT.properties.labels, ROOT).map(({ name, isFree }) => [name, isFree]);
    assert.equal(labels, [
      ['own', false],
      ['NAME', true],
    ]);
  });

  it('are found by a free key, but not where a name is taken', () => {
    const typeBelow = (name: string): unknown => {
      const found = findField(ROOT, ['labels', name]);
      return found.kind === 'found' ? found.fields.map(({ schema }) => schema['type']) : found;
    };
    assert.equal([typeBelow('any'), typeBelow('own')], [['string'], ['integer']]);
  });

  it('are one where all forms agree, else one for each form', () => {
    const formsOf = (name: string): unknown => {
      const found = findField(ROOT, ['entries', name]);
      return found.kind === 'found' ? found.fields.map(({ forms }) => forms.map(({ title }) => title)) : found;
    };
    assert.equal(formsOf('name'), [['File', 'Link']]);
    assert.equal(formsOf('file'), [['File'], ['Link']]);
  });

  it('have a path that says where lists are', () => {
    const found = findField(ROOT, ['entries', 'file']);
    assert.is(found.kind === 'found' && found.path, 'entries[].file');
  });

  it('are named where one is not known', () => {
    assert.equal(findField(ROOT, ['entries', 'nmae']), {
      kind: 'unknown',
      above: 'entries',
      name: 'nmae',
      known: ['name', 'file'],
      instead: null,
    });
    assert.equal(findField(ROOT, ['labels', 'own', 'x']), { kind: 'unknown', above: 'labels.own', name: 'x', known: [], instead: null });
    assert.equal(findField(ROOT, ['toString']), {
      kind: 'unknown',
      above: '',
      name: 'toString',
      known: ['entries', 'labels'],
      instead: null,
    });
  });
});
