import type { DocError } from '../../agent/model/desired.ts';
import { readYaml } from '../../agent/schema/read-yaml.ts';
import { assert, describe } from '../helpers/suite.ts';
import { appOf, documentOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';

/** A line break, what erases a line of a terminal, a tab, and what turns the direction of writing; as YAML writes it and as it is told. */
const ODD = 'a\\n\\e[2K\\t\\u202eb';
const TOLD = 'a\\u000a\\u001b[2K\\t\\u202eb';
/** Nothing that cannot be seen is in a key. */
const KEY = ODD.replace('\\u202e', '');
const KEY_TOLD = TOLD.replace('\\u202e', '');
const LONGEST = 1_000;

const ROWS: readonly (readonly [name: string, text: string, told: string])[] = [
  ['a field', appOf(`cmd: sleep 1\n"${KEY}": 1`), `spec["${KEY_TOLD}"]`],
  ['a field given twice', appOf(`cmd: sleep 1\nlabels: { "${KEY}": x, "${KEY}": y }`), `${KEY_TOLD} is already given`],
  ['a kind', `apiVersion: plumbline/v1\nkind: "${ODD}"`, `There is no kind ${TOLD};`],
  ['a reference', documentOf('StoragePool', 'p', `spec: { protectionDomain: "${ODD}" }`), TOLD],
];

async function errorsOf(text: string): Promise<readonly DocError[]> {
  const loaded = await loadFiles({ ...VALID, 'prod/x.yaml': text });
  return loaded.kind === 'refused' ? loaded.errors : [];
}

describe('what is told of a mistake', (it) => {
  for (const [name, text, told] of ROWS) {
    it(`is one line of what can be seen, when ${name} has something else`, async () => {
      const [error] = await errorsOf(text);
      assert.ok(error?.message.includes(told), error?.message);
      assert.not.match(error?.message ?? '', /[\p{Cc}\p{Cf}]/u);
    });
  }

  it('is the same for the configuration', async () => {
    const schema = { type: 'object', additionalProperties: false, properties: {} };
    const read = await readYaml('plumbline.yaml', `"${KEY}": 1`, schema);
    assert.ok(read.kind === 'errors' && read.errors[0]?.message.includes(`["${KEY_TOLD}"]`), JSON.stringify(read));
  });

  it('is no longer than anybody reads', async () => {
    const [error] = await errorsOf(documentOf('StoragePool', 'p', `spec: { protectionDomain: "${'\\e'.repeat(LONGEST)}" }`));
    assert.is(error?.message.length, LONGEST);
    assert.ok(error?.message.endsWith('...'));
  });
});
