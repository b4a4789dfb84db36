/** Values of several forms: complaints are about the form that was meant. */
import { readYaml } from '../../agent/schema/read-yaml.ts';
import { assert, describe } from '../helpers/suite.ts';

const schema = {
  oneOf: [{ $ref: '#/$defs/disks' }, { $ref: '#/$defs/cloud' }, { $ref: '#/$defs/count' }],
  $defs: {
    disks: {
      type: 'object',
      additionalProperties: false,
      required: ['provider', 'disks'],
      properties: { provider: { const: 'static' }, disks: { type: 'array' }, count: { $ref: '#/$defs/count' } },
    },
    cloud: {
      type: 'object',
      additionalProperties: false,
      required: ['provider', 'region'],
      properties: { provider: { const: 'cloud' }, region: { type: 'string' }, count: { $ref: '#/$defs/count' } },
    },
    count: { type: 'integer', minimum: 3 },
  },
};

async function messagesOf(text: string): Promise<readonly string[]> {
  const read = await readYaml('a.yaml', text, schema);
  return read.kind === 'ok' ? [] : read.errors.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('a value of several forms, each defined elsewhere,', (it) => {
  for (const [what, text, messages] of [
    ['that fits one', '{ provider: static, disks: [] }', []],
    ['that is named, and lacks something', '{ provider: cloud }', ['1:1 region is missing.']],
    [
      'that is named, and has what is of another one',
      '{ provider: cloud, region: x, disks: [] }',
      ['1:31 There is no field disks; there are provider, region, count.'],
    ],
    ['that is named, and has a wrong value', '{ provider: cloud, region: 7 }', ['1:28 region must be a text, not 7; quote it: "7".']],
    ['that is named, with something wrong below', '{ provider: cloud, region: x, count: 2 }', ['1:38 count must be at least 3, not 2.']],
    ['that is only told by what it has', '{ provider: clout, region: x }', ['1:13 provider must be cloud, not "clout".']],
    ['that is a number out of bounds', '2', ['1:1 The document must be at least 3, not 2.']],
    ['that is half a number', '3.5', ['1:1 The document must be a whole number, not 3.5.']],
    [
      'that is none',
      'x',
      ['1:1 The document must be { provider: ..., disks: ... } or { provider: ..., region: ... } or a whole number, not a text.'],
    ],
  ] as const) {
    it(`${what} is told ${messages.length === 0 ? 'nothing' : 'one thing'}`, async () => assert.equal(await messagesOf(text), messages));
  }
});
