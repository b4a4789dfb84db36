import fc from 'fast-check';
import { yamlText } from '../../agent/cli/yaml-text.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { INVISIBLE } from '../../agent/model/printable.ts';
import { parseYaml } from '../../agent/schema/parse-yaml.ts';
import { assert, describe } from '../helpers/suite.ts';

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[-:#?!&*~|>%@`"'[\]{}<=,. \n\t0-9a-fnoxy]{0,12}$/));
/** `<<` is read nowhere as a key, nor is one that hides a character. */
const key = text.filter((name) => name !== '<<' && name !== '__proto__' && !INVISIBLE.test(name));
const { data } = fc.letrec((tie) => ({
  data: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('data'), { maxLength: 3 }),
    fc.dictionary(key, tie('data'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe('data as YAML', (it) => {
  it('is read back as it was, and shows a terminal and a CI system nothing but text', () => {
    const holds = (value: object): void => {
      const yaml = yamlText(value);
      const { documents, mistakes } = parseYaml(yaml, DEFAULT_LIMITS);
      assert.equal(mistakes, []);
      assert.equal(
        documents.map((document) => document.value),
        [value],
      );
      for (const line of yaml.split('\n')) assert.not.match(line, /(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|^\s*::|##(vso)?\[/u);
    };
    fc.assert(fc.property(fc.dictionary(key, data, { maxKeys: 4, noNullPrototype: true }), holds), { seed: 1, numRuns: 300 });
  });

  for (const word of ['yes', 'No', 'on', 'y', '012', '0o17', '1:30', '1_000', '2026-01-01', '~', '1e3', '.5']) {
    it(`quotes ${word}, which readers of YAML 1.1 take for something else`, () => assert.match(yamlText({ a: word }), `a: "${word}"`));
  }
});
