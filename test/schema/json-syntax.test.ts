import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { Path } from '../../agent/schema/fault.ts';
import { parseJson } from '../../agent/schema/json-syntax.ts';
import { assert, describe } from '../helpers/suite.ts';

function mistakesIn(text: string): readonly string[] {
  return parseJson(text, DEFAULT_LIMITS)
    .mistakes.sorted()
    .map(({ code, line, column, message }) => `${line}:${column} ${code} ${message}`);
}

/** Of text that is not JSON: where it stops being any, and what the sentence begins with. */
const BROKEN: readonly (readonly [name: string, text: string, place: string, start: string])[] = [
  ['nothing', '', '1:1', 'The file is empty.'],
  ['blanks', ' \n\t', '1:1', 'The file is empty.'],
  ['a comment', '{\n  // why\n}', '2:3', 'JSON has no comments'],
  ['a comment of several lines', '[1, /* why */ 2]', '1:5', 'JSON has no comments'],
  ['a comment as YAML has it', '# why\n{}', '1:1', 'JSON has no comments'],
  ['a comma before a brace', '{\n  "a": 1,\n}', '2:9', 'JSON takes no comma before a closing bracket'],
  ['a comma before a bracket', '[1,\n]', '1:3', 'JSON takes no comma before a closing bracket'],
  ['a comma alone', '[,]', '1:2', 'A value is missing here.'],
  ['two commas', '{"a": 1,, "b": 2}', '1:9', 'A key in double quotes is missing here.'],
  ['single quotes', "{'a': 1}", '1:2', 'In JSON a text stands in double quotes'],
  ['a key without quotes', '{\n a: 1}', '2:2', 'In JSON a text stands in double quotes'],
  ['a number as a key', '{1: 2}', '1:2', 'A key in double quotes is missing here.'],
  ['no value', '{"a": }', '1:7', 'A value is missing here.'],
  ['no colon', '{"a" 1}', '1:6', 'A colon is missing here.'],
  ['no comma', '{"a": 1\n"b": 2}', '2:1', 'A comma or a closing } is missing here.'],
  ['the wrong bracket', '{"a": [1}', '1:9', 'A comma or a closing ] is missing here.'],
  ['an open bracket', '{"a":\n [1,\n 2', '2:2', 'This bracket is never closed.'],
  ['NaN', '[NaN]', '1:2', 'In JSON a text stands in double quotes'],
  ['a leading zero', '[012]', '1:2', 'JSON writes no number like this'],
  ['a plus', '[+1]', '1:2', 'JSON writes no number like this'],
  ['a dot at the end', '[1.]', '1:2', 'JSON writes no number like this'],
  ['hexadecimal digits', '[0x1f]', '1:2', 'JSON writes no number like this'],
  ['two values', '{}\n{}', '2:1', 'A second value begins here'],
  ['a text without end', '{"a": "b,\n"c": 1}', '1:7', 'This text has no closing quote'],
  ['a tab in a text', '["a\tb"]', '1:4', 'A tab or another control character'],
  ['an unknown escape', '["a\\xb"]', '1:4', 'JSON knows no such escape'],
  ['half an escape', '["\\u12"]', '1:3', 'JSON knows no such escape'],
  ['a blank of another alphabet', '[1,\u00a02]', '1:4', 'In JSON'],
];

describe('what is not JSON', (it) => {
  for (const [name, text, place, start] of BROKEN) {
    it(`is told at its place: ${name}`, () => {
      const [mistake = '', ...others] = mistakesIn(text);
      assert.ok(mistake.startsWith(`${place} schema/syntax ${start}`), mistake);
      assert.equal(others, []);
      assert.is(parseJson(text, DEFAULT_LIMITS).json, null);
      assert.throws(() => JSON.parse(text) as unknown);
    });
  }

  it('is what JSON.parse takes for none, and what it takes has its value', () => {
    const scraps = [
      '{',
      '}',
      '[',
      ']',
      ':',
      ',',
      '"a"',
      '"\\n"',
      '"',
      '1',
      '-0',
      '1e5',
      '.5',
      'true',
      'nul',
      ' ',
      '\n',
      '//',
      '\\',
      '__proto__',
    ];
    const scrap = fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 3 }));
    const text = fc.oneof(
      fc
        .json()
        .chain((json) =>
          fc
            .tuple(fc.nat(json.length), fc.nat(2), fc.constantFrom('', ...scraps))
            .map(([at, cut, put]) => json.slice(0, at) + put + json.slice(at + cut)),
        ),
      fc.array(scrap, { maxLength: 12 }).map((parts) => parts.join('')),
      fc.json(),
    );
    const outcomes = { json: 0, broken: 0 };
    fc.assert(
      fc.property(text, (written) => {
        const value = judge(written);
        outcomes[value === null ? 'broken' : 'json'] += 1;
        const { json, mistakes } = parseJson(written, { depth: 1000 });
        assert.equal(json, value);
        assert.is(
          mistakes.sorted().some(({ code }) => code === 'schema/syntax'),
          value === null,
        );
      }),
      { seed: 1, numRuns: 2000 },
    );
    assert.ok(outcomes.json > 500 && outcomes.broken > 500, JSON.stringify(outcomes));
  });
});

function judge(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

describe('JSON that cannot be meant', (it) => {
  it('has a key twice', () => {
    assert.equal(mistakesIn('{"a": 1,\n "b": {"a": 2},\n "\\u0061": 3}'), [
      '3:2 schema/duplicate-key a is already given in line 1; keep one of them.',
    ]);
    assert.equal(mistakesIn('{"__proto__": 1,\n "__proto__": 3, "constructor": 1}'), [
      '2:2 schema/duplicate-key __proto__ is already given in line 1; keep one of them.',
    ]);
  });

  it('has a number that loses digits', () => {
    const says = 'is no number that can be kept exactly; quote it if it is a text.';
    assert.equal(mistakesIn('[9007199254740991, -9007199254740992, 0.1]'), [`1:20 schema/unsafe-number -9007199254740992 ${says}`]);
    assert.equal(mistakesIn('[1.5e300,\n1e400]'), [`1:2 schema/unsafe-number 1.5e300 ${says}`, `2:1 schema/unsafe-number 1e400 ${says}`]);
  });

  it('has more mistakes than anybody corrects at once', () => {
    const mistakes = mistakesIn(`[${'9007199254740993,'.repeat(200)}1,]`);
    assert.is(mistakes.length, 101);
    assert.match(mistakes.at(-1) ?? '', 'There are more mistakes in this file than the 100 others listed.');
  });

  it('is nested deeper than the limit', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    assert.equal(mistakesIn(nested(64)), []);
    assert.equal(mistakesIn(nested(65)), ['1:65 schema/too-deep This is nested more than 64 levels deep.']);
    assert.equal(
      mistakesIn('{"a":'.repeat(65)).map((text) => text.slice(0, 22)),
      ['1:321 schema/too-deep '],
    );
  });
});

describe('the place of a value in JSON', (it) => {
  const text = '{\r\n\t"a": [\r\n\t\t1, {"b": "x", "8080": null}\r\n\t],\r\n\t"c\\"d": true}';
  const rows: readonly (readonly [Path, 'value' | 'key', string])[] = [
    [[], 'value', '1:1'],
    [['a'], 'value', '2:7'],
    [['a'], 'key', '2:2'],
    [['a', 0], 'value', '3:3'],
    [['a', 1, 'b'], 'value', '3:12'],
    [['a', 1, 'b'], 'key', '3:7'],
    [['a', 1, 8080], 'value', '3:25'],
    [['c"d'], 'value', '5:10'],
    [['a', 1, 'none', 'deeper'], 'key', '3:6'],
    [['a', 7], 'value', '2:7'],
    [['a', 0], 'key', '3:3'],
  ];
  for (const [path, at, place] of rows) {
    it(`is ${place} for the ${at} at ${JSON.stringify(path)}`, () => {
      const { line, column } = parseJson(text, DEFAULT_LIMITS).place(path, at);
      assert.is(`${line}:${column}`, place);
    });
  }
});

describe('a JSON text of more than anybody writes', (it) => {
  it('ends at a key of more than 1024 characters', () => {
    const text = (length: number): string => `{"a": {"${'k'.repeat(length)}": 1}}`;
    assert.equal(mistakesIn(text(1024)), []);
    assert.equal(mistakesIn(text(1025)), ['1:8 schema/syntax A key has at most 1024 characters.']);
    assert.is(parseJson(text(1025), DEFAULT_LIMITS).json, null);
  });

  it('ends at more than 250000 values', () => {
    const text = (values: number): string => `[${'1,'.repeat(values - 2)}1]`;
    assert.equal(mistakesIn(text(250_000)), []);
    assert.equal(mistakesIn(text(250_001)), ['1:500001 schema/too-large There are more than 250000 values in this file; split it.']);
  });
});

const MIB = 1024 * 1024;
/** Measured: 0.3 s for the slowest, on a processor shared by many. */
const MOST_MS = 2000;

describe('a mebibyte of JSON', (it) => {
  const rows: readonly (readonly [string, string])[] = [
    ['of apps', `[${'{"id": "/a", "cmd": "x", "n": [1, 2]},'.repeat(27_000)}1]`],
    ['of open brackets', '['.repeat(MIB)],
    ['of one text', `"${'a'.repeat(MIB)}"`],
    ['of escapes', `"${'\\n'.repeat(MIB / 2)}"`],
    ['of digits', '1'.repeat(MIB)],
    ['of blanks', `${' '.repeat(MIB)}x`],
    ['of one key again and again', `{${'"a":1,'.repeat(MIB / 6)}"b":1}`],
    ['of numbers that lose digits', `[${'9007199254740993,\n'.repeat(MIB / 18)}1]`],
  ];
  for (const [name, text] of rows) {
    it(`${name} is read in linear time`, () => {
      const before = process.cpuUsage();
      parseJson(text, DEFAULT_LIMITS);
      const { user, system } = process.cpuUsage(before);
      assert.ok((user + system) / 1000 < MOST_MS, `${(user + system) / 1000} ms`);
    });
  }
});
