import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { parseYaml } from '../../agent/schema/parse-yaml.ts';
import { assert, describe } from '../helpers/suite.ts';

/** YAML 1.2.2, 3.2.2.2: an alias means the last node before it that has the anchor, wherever that node ends. */
const ROWS: readonly (readonly [name: string, text: string, value: unknown])[] = [
  ['given again further down', 'a: &x 1\nb: &x 2\nc: *x', { a: 1, b: 2, c: 2 }],
  ['given again within its own value', 'a: &x [&x 1]\nb: *x', { a: [1], b: 1 }],
  ['given again within, and meant there', '&x [&x 1, *x]', [1, 1]],
  ['given again deep within', 'a: &x { b: &y [&x { c: 1 }] }\nd: [*x, *y]', { a: { b: [{ c: 1 }] }, d: [{ c: 1 }, [{ c: 1 }]] }],
];

describe('an alias', (it) => {
  for (const [name, text, value] of ROWS) {
    it(`means the last anchor before it, when its name is ${name}`, () => {
      const { documents, mistakes } = parseYaml(text, DEFAULT_LIMITS);
      assert.equal([documents[0]?.value, mistakes], [value, []]);
    });
  }
});
