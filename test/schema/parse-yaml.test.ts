import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { MOST_ADDED } from '../../agent/schema/aliases.ts';
import { parseYaml } from '../../agent/schema/parse-yaml.ts';
import { MOST_PIECES } from '../../agent/schema/tokens.ts';
import { assert, describe } from '../helpers/suite.ts';

function valuesOf(text: string): readonly unknown[] {
  return parseYaml(text, DEFAULT_LIMITS).documents.map(({ value }) => value);
}

function codesOf(text: string): readonly string[] {
  return parseYaml(text, DEFAULT_LIMITS).mistakes.map(({ code, line, column }) => `${line}:${column} ${code}`);
}

describe('parsing YAML', (it) => {
  it('gives every document, empty ones as null', () => {
    assert.equal(valuesOf('a: 1\n---\n# nothing\n---\nb: 2\n'), [{ a: 1 }, null, { b: 2 }]);
    assert.equal(valuesOf(''), []);
  });

  it('reads words and odd numbers as YAML 1.2 does', () => {
    assert.equal(valuesOf('a: yes\nb: 012\nc: 1_000\nd: 12:30\ne: 0o17'), [{ a: 'yes', b: 12, c: '1_000', d: '12:30', e: 15 }]);
  });

  it('takes every key as a text', () => {
    assert.equal(valuesOf('8080: a\nnull: b\ntrue: c'), [{ 8080: 'a', null: 'b', true: 'c' }]);
  });

  it('keeps a key that means something to JavaScript as plain data', () => {
    const [value] = valuesOf('__proto__: { a: 1 }\nconstructor: 2');
    assert.equal(Object.keys(value as object), ['__proto__', 'constructor']);
    assert.is(({} as { a?: number }).a, undefined);
  });

  it('resolves a few aliases', () => {
    assert.equal(valuesOf('a: &x { b: 1 }\nc: *x'), [{ a: { b: 1 }, c: { b: 1 } }]);
  });

  it('counts columns after a byte order mark and carriage returns as an editor does', () => {
    assert.equal(codesOf('\uFEFFa: 1\r\nb:\r\n  c: 1\r\n  c: 2\r\n'), ['4:3 schema/duplicate-key']);
  });

  it('still gives the other documents when one cannot be read, and says that it is not all', () => {
    const parsed = parseYaml('a: 1\n---\nb: [\n---\nc: 3\n', DEFAULT_LIMITS);
    assert.equal(
      parsed.documents.map(({ index, value }) => [index, value]),
      [
        [0, { a: 1 }],
        [2, { c: 3 }],
      ],
    );
    assert.is(parsed.complete, false);
  });

  it('names a mistake once a line, however much the parser complains', () => {
    assert.is(codesOf('a: "x\nb: {').length, 1);
  });
});

const ODD: readonly (readonly [name: string, text: string, value: unknown])[] = [
  ['words of YAML 1.1 as text', 'a: [yes, No, on, OFF, y]', { a: ['yes', 'No', 'on', 'OFF', 'y'] }],
  ['nothing in four spellings', 'a: [~, null, Null, NULL]\nb:', { a: [null, null, null, null], b: null }],
  ['numbers as JSON has them', 'a: [012, 0x1F, 0o17, +1, 1., .5, 1e3]', { a: [12, 31, 15, 1, 1, 0.5, 1000] }],
  [
    'what looks like no number as text',
    'a: [1_000, 12:30, 0b1, 1.2.3, 2026-01-02, 0x]',
    { a: ['1_000', '12:30', '0b1', '1.2.3', '2026-01-02', '0x'] },
  ],
  ['the largest number that is kept exactly', 'a: 9007199254740991\nb: -9007199254740991', { a: 9007199254740991, b: -9007199254740991 }],
  ['infinity, for the schema to refuse', 'a: [.inf, -.INF, 1e400]', { a: [Infinity, -Infinity, Infinity] }],
  [
    'a key of any spelling as text',
    '1: a\n1.0: b\nnull: c\n~: d\ntrue: e\n"": f',
    { 1: 'a', '1.0': 'b', null: 'c', '~': 'd', true: 'e', '': 'f' },
  ],
  ['a key that is not there as empty', ': a', { '': 'a' }],
  ['names that objects have as keys', 'toString: 1\nhasOwnProperty: 2\nlength: 3', { toString: 1, hasOwnProperty: 2, length: 3 }],
  ['CRLF as one line end', 'a: |\r\n  b\r\n  c\r\nd: e\r\n', { a: 'b\nc\n', d: 'e' }],
  ['tabs between words', 'a:\tb\t# c\nd: [\t1,\t2 ]', { a: 'b', d: [1, 2] }],
  ['a very long line', `a: ${'b'.repeat(100_000)}`, { a: 'b'.repeat(100_000) }],
  ['an anchor for the last of its name', 'a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: 1, b: 1, c: 2, d: 2 }],
];

const REFUSED: readonly (readonly [name: string, text: string, mistakes: readonly string[]])[] = [
  ['integers past 2^53', 'a: 9007199254740992\nb: -9007199254740993', ['1:4 schema/unsafe-number', '2:4 schema/unsafe-number']],
  ['the same as a fraction', 'a: 9007199254740993.0', ['1:4 schema/unsafe-number']],
  ['the same with an exponent', 'a: 1e16', ['1:4 schema/unsafe-number']],
  ['the same in hexadecimal', 'a: 0x20000000000000', ['1:4 schema/unsafe-number']],
  ['the same in octal', 'a: 0o400000000000000000', ['1:4 schema/unsafe-number']],
  ['a key that is a list', '? [a]\n: b', ['1:3 schema/syntax']],
  ['a key that is an alias', 'a: &x b\n*x : c', ['2:1 schema/syntax']],
  ['a key given twice in other spellings', '"a": 1\na: 2\n? a\n: 3', ['2:1 schema/duplicate-key', '3:3 schema/duplicate-key']],
  ['__proto__ given twice', '__proto__: 1\n__proto__: 2', ['2:1 schema/duplicate-key']],
  ['an empty key given twice', ': 1\n: 2', ['2:1 schema/duplicate-key']],
  ['a merge key', 'a: &x {}\nb: { <<: *x }', ['2:6 schema/not-plain']],
  ['a merge key in quotes', '"<<": {}', ['1:1 schema/not-plain']],
  ['a tag without a name', 'a: ! b', ['1:4 schema/not-plain']],
  ['a tag on a mapping', 'a: !!map { b: c }', ['1:4 schema/not-plain']],
  ['a tag that makes no JSON', 'a: !!binary AAAA', ['1:4 schema/not-plain']],
  ['an alias of what it is in', 'a: &x { b: [*x] }', ['1:13 schema/bad-alias']],
  ['an alias before its anchor', 'a: *x\nb: &x c', ['1:4 schema/bad-alias']],
  ['a tag of JavaScript', 'a: !!js/function b', ['1:4 schema/not-plain']],
  ['a tag on a key', '!!str a: b', ['1:1 schema/not-plain']],
  [
    'tags that the parser knows and others, each',
    'a: !!str b\nc: [!d e, ! f]\ng: !!map [h]\n',
    ['1:4 schema/not-plain', '2:5 schema/not-plain', '2:11 schema/not-plain', '3:4 schema/not-plain'],
  ],
  ['two tags of one value, each', 'a: !b !c d', ['1:4 schema/not-plain', '1:7 schema/not-plain']],
  ['directives, each', '%YAML 1.1\n%TAG ! x\n---\na: b', ['1:1 schema/not-plain', '2:1 schema/not-plain']],
  ['text after the end of a document', 'a: 1\n... b\n', ['2:5 schema/syntax']],
  ['a tab for indentation', 'a:\n\tb: c', ['2:1 schema/syntax']],
  ['a key of more than 1024 characters', `${'k'.repeat(1025)}: v`, ['1:1 schema/syntax']],
  ['such a key behind a question mark', `? ${'k'.repeat(1025)}\n: v`, ['1:3 schema/syntax']],
];

describe('odd YAML', (it) => {
  for (const [name, text, value] of ODD) {
    it(`gives ${name}`, () => {
      assert.equal(codesOf(text), []);
      assert.equal(valuesOf(text), [value]);
    });
  }

  for (const [name, text, mistakes] of REFUSED) it(`is refused for ${name}`, () => assert.equal(codesOf(text), mistakes));

  it('gives zero without a sign', () => {
    const [value] = valuesOf('[-0, -0.0, -0e9]') as readonly (readonly unknown[])[];
    assert.ok(value?.every((zero) => Object.is(zero, 0)));
  });

  it('leaves what all objects inherit as it is', () => {
    const [value] = valuesOf('__proto__: { polluted: yes }\nconstructor: { prototype: { polluted: yes } }');
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    assert.is(({} as { polluted?: unknown }).polluted, undefined);
  });

  it('gives an alias the very value of its anchor', () => {
    const [value] = valuesOf('a: &x [1]\nb: *x') as readonly { readonly a: unknown; readonly b: unknown }[];
    assert.is(value?.a, value?.b);
  });

  it('is never echoed at length', () => {
    const long = 'x'.repeat(10_000);
    const texts = [
      `${long}: 1\n${long}: 2`,
      `a: ${'9'.repeat(10_000)}`,
      `a: *${long}`,
      `a: !${long} b`,
      `a: |${long}\n`,
      `a: "\\q${long}"`,
    ];
    for (const text of texts) for (const { message } of parseYaml(text, DEFAULT_LIMITS).mistakes) assert.ok(message.length < 200, message);
  });

  it('names a hundred mistakes, and that there are more', () => {
    const { mistakes } = parseYaml('a: 1\n'.repeat(500), DEFAULT_LIMITS);
    assert.is(mistakes.length, 101);
    assert.match(mistakes.at(-1)?.message ?? '', 'more mistakes');
    assert.is(codesOf('a: 1\n'.repeat(101)).length, 100);
  });
});

describe('hostile YAML', (it) => {
  const openers = ['[', '{', '- ', '? ', '{a: ', 'a: [', '[{', '- - '];
  for (const opener of openers) {
    it(`ends at once when it is ${JSON.stringify(opener)} without end`, { timeoutMs: 5000 }, () => {
      assert.match(codesOf(opener.repeat(100_000)).join(), /schema\/too-deep/);
    });
  }

  it('ends at once when it is indented without end', { timeoutMs: 5000 }, () => {
    const text = Array.from({ length: 1400 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
    assert.equal(codesOf(text), ['65:65 schema/too-deep']);
  });

  it('cannot stand for billions of values by aliases of aliases', () => {
    const ten = (name: string) => Array.from({ length: 9 }, () => `*${name}`).join(', ');
    const text = `a: &a [${'word, '.repeat(9)}]\nb: &b [${ten('a')}]\nc: &c [${ten('b')}]\nd: &d [${ten('c')}]\ne: [${ten('d')}]`;
    assert.equal(codesOf(text), ['5:29 schema/bad-alias']);
  });

  it('does not take longer for each key than for the one before', { timeoutMs: 8000 }, () => {
    const wide = Array.from({ length: 60_000 }, (_, number) => `k${number}:`).join('\n');
    assert.equal(codesOf(`${wide}\nk1:`), ['60001:1 schema/duplicate-key']);
  });
});

const LIMITS = { ...DEFAULT_LIMITS, fileBytes: 1000, depth: 5, aliases: 3, documents: 4 };

const EDGES: readonly (readonly [name: string, fits: string, tooMuch: string, mistake: string])[] = [
  ['bytes', '#'.repeat(1000), '#'.repeat(1001), '1:1 schema/too-large'],
  ['bytes, not characters', `#${'é'.repeat(499)}`, `#${'é'.repeat(500)}`, '1:1 schema/too-large'],
  ['lists in brackets', '[[[[[1]]]]]', '[[[[[[1]]]]]]', '1:6 schema/too-deep'],
  ['lists of dashes', '- - - - - a', '- - - - - - a', '1:11 schema/too-deep'],
  ['mappings in braces', '{a: {a: {a: {a: {a: 1}}}}}', '{a: {a: {a: {a: {a: {a: 1}}}}}}', '1:21 schema/too-deep'],
  ['mappings by indentation', 'a:\n b:\n  c:\n   d:\n    e: 1', 'a:\n b:\n  c:\n   d:\n    e:\n     f: 1', '6:6 schema/too-deep'],
  ['lists that hold pairs', '[[[[a: 1]]]]', '[[[[[a: 1]]]]]', '1:6 schema/too-deep'],
  ['what an alias stands for', 'a: &x [[1]]\nb: [[*x]]', 'a: &x [[1]]\nb: [[[*x]]]', '2:7 schema/too-deep'],
  ['what an alias of an alias stands for', 'a: &x [[1]]\nb: &y [*x]\nc: [*y]', 'a: &x [[1]]\nb: &y [*x]\nc: [[*y]]', '3:6 schema/too-deep'],
  ['aliases', 'a: &x 1\nb: [*x, *x, *x]', 'a: &x 1\nb: [*x, *x, *x, *x]', '2:17 schema/bad-alias'],
  ['aliases of several anchors', 'a: [&x 1, &y 2]\nb: [*x, *y, *x]', 'a: [&x 1, &y 2]\nb: [*x, *y, *x, *y]', '2:17 schema/bad-alias'],
  ['documents', 'a\n---\n---\n---\nb', 'a\n---\n---\n---\nb\n---\nc', '6:1 schema/too-large'],
];

describe('the limits of YAML', (it) => {
  const found = (text: string) => parseYaml(text, LIMITS).mistakes.map(({ code, line, column }) => `${line}:${column} ${code}`);

  for (const [name, fits, tooMuch, mistake] of EDGES) {
    it(`bound ${name}`, () => {
      assert.equal(found(fits), []);
      assert.equal(found(tooMuch), [mistake]);
      assert.is(parseYaml(tooMuch, LIMITS).complete, false);
    });
  }

  it('count aliases in each document anew', () => {
    assert.equal(found('a: &x 1\nb: [*x, *x, *x]\n---\na: &x 1\nb: [*x, *x, *x]'), []);
    assert.equal(found('a: &x 1\n---\na: *x'), ['3:4 schema/bad-alias']);
  });

  it('bound the words and marks of one document, not those of a file', () => {
    const list = `[${'1,'.repeat(MOST_PIECES / 3 - 2)}]\n`;
    assert.equal(codesOf(list), []);
    assert.equal(codesOf(`${list}---\n${list}`), []);
    assert.equal(codesOf(`[${'1,'.repeat(MOST_PIECES / 3)}]`).length, 1);
  });

  it('bound what aliases stand for by its length', () => {
    const text = (length: number) => `a: &x ${'x'.repeat(length)}\nb: [*x, *x, *x, *x]`;
    assert.equal(codesOf(text(MOST_ADDED / 4 - 1)), []);
    assert.equal(codesOf(text(MOST_ADDED / 4)), ['2:17 schema/bad-alias']);
  });
});
