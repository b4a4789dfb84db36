import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { parseYaml } from '../../agent/schema/parse-yaml.ts';
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

  it('may have a mebibyte, in bytes', () => {
    assert.equal(codesOf('#'.repeat(1024 * 1024)), []);
    assert.equal(codesOf(`#${'é'.repeat(512 * 1024)}`), ['1:1 schema/too-large']);
  });

  it('may be 60 levels deep', () => {
    assert.equal(codesOf('['.repeat(60) + ']'.repeat(60)), []);
    assert.equal(codesOf(`${'- '.repeat(60)}x`), []);
  });

  it('cannot stand for billions of values by aliases of aliases', () => {
    const ten = (name: string) => Array.from({ length: 9 }, () => `*${name}`).join(', ');
    const text = `a: &a [${'word, '.repeat(9)}]\nb: &b [${ten('a')}]\nc: &c [${ten('b')}]\nd: &d [${ten('c')}]\ne: [${ten('d')}]`;
    assert.equal(codesOf(text), ['5:29 schema/bad-alias']);
  });

  it('cannot use more than a hundred aliases', () => {
    assert.equal(codesOf(`a: &a x\nb: [${'*a, '.repeat(100)}]`), []);
    assert.equal(codesOf(`a: &a x\nb: [${'*a, '.repeat(101)}]`), ['2:405 schema/bad-alias']);
  });

  it('does not take longer for each key than for the one before', { timeoutMs: 8000 }, () => {
    const wide = Array.from({ length: 60_000 }, (_, number) => `k${number}:`).join('\n');
    assert.equal(codesOf(`${wide}\nk1:`), ['60001:1 schema/duplicate-key']);
  });
});
