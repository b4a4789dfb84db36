import { readYaml } from '../../agent/schema/read-yaml.ts';
import { assert, describe } from '../helpers/suite.ts';

const SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: { description: 'Where it is.', type: 'string', minLength: 1 },
    port: { type: 'integer', maximum: 65535 },
    auth: {
      oneOf: [
        { type: 'object', additionalProperties: false, required: ['env'], properties: { env: { type: 'string' } } },
        { type: 'object', additionalProperties: false, required: ['file'], properties: { file: { type: 'string' } } },
      ],
    },
  },
};

interface Read {
  readonly places: readonly string[];
  readonly messages: readonly string[];
}

async function errorsOf(text: string): Promise<Read> {
  const read = await readYaml('plumbline.yaml', text, SCHEMA);
  const errors = read.kind === 'errors' ? read.errors : [];
  return { places: errors.map(({ file, line, column }) => `${file}:${line}:${column}`), messages: errors.map(({ message }) => message) };
}

describe('reading one YAML document by its schema', (it) => {
  it('gives its value when nothing is wrong', async () => {
    assert.equal(await readYaml('f', 'url: x\nauth: { env: A }', SCHEMA), { kind: 'ok', value: { url: 'x', auth: { env: 'A' } } });
  });

  it('gives every mistake at its place, in order, whichever check found it', async () => {
    const { places } = await errorsOf('prot: 1\nport: 70000\nport: 3\nauth: { fle: x }\n');
    assert.equal(places, ['plumbline.yaml:1:1', 'plumbline.yaml:1:1', 'plumbline.yaml:3:1', 'plumbline.yaml:4:9']);
  });

  it('suggests a field by its name, and for a missing one says what it is', async () => {
    const { messages } = await errorsOf('prt: 1');
    assert.equal(messages, ['url is missing: where it is.', 'There is no field prt; did you mean port?']);
  });

  it('names the forms of a value that fits none', async () => {
    assert.equal((await errorsOf('url: x\nauth: 5')).messages, ['auth must be { env: ... } or { file: ... }, not 5.']);
    assert.equal((await errorsOf('url: x\nauth: {}')).messages, ['auth needs one of env, file.']);
    assert.equal((await errorsOf('url: x\nauth: { env: a, file: b }')).messages, ['auth takes only one of env, file.']);
  });

  it('refuses an empty file, a second document and a list', async () => {
    assert.equal(await errorsOf(''), { places: ['plumbline.yaml:1:1'], messages: ['The file is empty.'] });
    assert.equal((await errorsOf('url: x\n---\nurl: y')).places, ['plumbline.yaml:3:1']);
    assert.equal((await errorsOf('- url: x')).messages, ['The document must be a mapping, not a list.']);
  });

  it('does not take an inherited name for a field', async () => {
    assert.equal((await errorsOf('url: x\nconstructor: y')).places, ['plumbline.yaml:2:1']);
  });
});
