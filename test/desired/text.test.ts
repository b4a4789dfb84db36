import { parseBare } from '../../agent/desired/bare-apps.ts';
import { parseDocuments } from '../../agent/desired/parse.ts';
import { readText } from '../../agent/desired/text.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';

interface Row {
  readonly name: string;
  readonly bytes: Uint8Array | string;
  /** The text; or `line:column code` and a word of the message. */
  readonly gives: string | readonly [place: string, word: string];
}

const BOM = '\uFEFF';
const notText = (place: string, word: string) => [`${place} desired/not-text`, word] as const;
const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

const ROWS: readonly Row[] = [
  { name: 'an empty file', bytes: '', gives: '' },
  { name: 'text of any script', bytes: 'a: é 漢 😀 \u00a0 \ufffd', gives: 'a: é 漢 😀 \u00a0 \ufffd' },
  { name: 'LF and CRLF', bytes: 'a\nb\r\n\tc', gives: 'a\nb\r\n\tc' },
  { name: 'a byte order mark at the start', bytes: `${BOM}a: 1`, gives: 'a: 1' },
  { name: 'two byte order marks', bytes: `${BOM}${BOM}a: 1`, gives: notText('1:1', 'U+FEFF') },
  { name: 'a byte order mark further on', bytes: `a: 1\nb${BOM}: 1`, gives: notText('2:2', 'U+FEFF') },
  { name: 'Latin-1', bytes: bytesOf('a: 1\nb: Caf', [0xe9], '\n'), gives: notText('2:7', 'UTF-8') },
  { name: 'a character cut off', bytes: bytesOf('a: ', [0xe6, 0xbc]), gives: notText('1:4', 'UTF-8') },
  { name: 'half of a character, written as UTF-8', bytes: bytesOf([0xed, 0xa0, 0x80]), gives: notText('1:1', 'UTF-8') },
  { name: 'more bytes than a character needs', bytes: bytesOf('a', [0xc0, 0xaf]), gives: notText('1:2', 'UTF-8') },
  { name: 'UTF-16 with a mark', bytes: Buffer.from(`${BOM}a: 1`, 'utf16le'), gives: notText('1:1', 'UTF-16') },
  { name: 'UTF-16 the other way round', bytes: Buffer.from(`${BOM}a: 1`, 'utf16le').swap16(), gives: notText('1:1', 'UTF-16') },
  { name: 'UTF-16 without a mark', bytes: Buffer.from('a: 1', 'utf16le'), gives: notText('1:1', 'UTF-16') },
  { name: 'a NUL', bytes: 'a: 1\nb: \0', gives: notText('2:4', 'U+0000') },
  { name: 'an escape sequence of a terminal', bytes: 'a: \u001b[2K', gives: notText('1:4', 'U+001B') },
  { name: 'DEL', bytes: 'a\u007f', gives: notText('1:2', 'U+007F') },
  { name: 'a next line that only some editors break', bytes: '# x\u0085a: 1', gives: notText('1:4', 'U+0085') },
  { name: 'a line separator', bytes: '# x\u2028a: 1', gives: notText('1:4', 'U+2028') },
  { name: 'a turned direction of writing', bytes: 'a: \u202e1', gives: notText('1:4', 'U+202E') },
  { name: 'an isolated direction of writing', bytes: 'a: \u20671', gives: notText('1:4', 'U+2067') },
  { name: 'a mark that turns the direction of what follows', bytes: 'a: x\u200f1', gives: notText('1:5', 'U+200F') },
  { name: 'an Arabic mark of direction', bytes: 'a: \u061c1', gives: notText('1:4', 'U+061C') },
  { name: 'an annotation', bytes: 'a: x\ufff9y\ufffb', gives: notText('1:5', 'U+FFF9') },
  { name: 'a tag that no font shows', bytes: 'a: x\u{e0041}', gives: notText('1:5', 'U+E0041') },
  { name: 'a blank that makes no comment', bytes: 'a: b\u00a0# c', gives: notText('1:5', 'U+00A0') },
  { name: 'a mark that makes no comment', bytes: 'a: b \u200b\u200b# c', gives: notText('1:5', 'U+0020') },
  { name: 'emoji, and scripts that join', bytes: 'a: 👩\u200d💻❤\ufe0f می\u200cخواهم', gives: 'a: 👩\u200d💻❤\ufe0f می\u200cخواهم' },
  { name: 'a soft hyphen, and a place to break', bytes: 'a: x\u00ady\u200bz #1', gives: 'a: x\u00ady\u200bz #1' },
  { name: 'a carriage return alone', bytes: 'a: 1\rb: 1', gives: notText('1:5', 'CRLF') },
  { name: 'a carriage return at the end', bytes: 'a: 1\r', gives: notText('1:5', 'CRLF') },
  {
    name: 'a pointer of Git LFS',
    bytes: 'version https://git-lfs.github.com/spec/v1\noid sha256:0000\nsize 12\n',
    gives: ['1:1 desired/not-a-file', 'Git LFS'],
  },
];

describe('the text of a file', (it) => {
  for (const { name, bytes, gives } of ROWS) {
    it(`of ${name} is ${typeof gives === 'string' ? 'taken as it is' : 'refused at its place'}`, () => {
      const read = readText(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
      if (read.kind === 'text') return assert.is(read.text, gives);
      const { line, column, code, message } = read.mistake;
      assert.is(`${line}:${column} ${code}`, gives[0]);
      assert.ok(message.includes(gives[1] ?? ''), message);
    });
  }
});

const HIDDEN = ['\u200b', '\u00ad', '\u3164', '\ufe0f', '\u2800', '\u{e0101}'];

describe('a key', (it) => {
  for (const hidden of HIDDEN) {
    const name = `U+${hidden.codePointAt(0)?.toString(16)}`;
    it(`has nothing that cannot be seen, such as ${name}`, () => {
      const { mistakes } = parseDocuments(Buffer.from(`a: 1\nb: { "A${hidden}": ${hidden} }`), DEFAULT_LIMITS);
      assert.equal(
        mistakes.map(({ line, column, code }) => `${line}:${column} ${code}`),
        ['2:6 schema/hidden-in-key'],
      );
      const bare = parseBare(Buffer.from(`{ "id": "/a", "cmd": "x${hidden}", "env": { "A${hidden}": "" } }`), DEFAULT_LIMITS);
      assert.equal(
        bare.mistakes.map(({ code }) => code),
        ['schema/hidden-in-key'],
      );
    });
  }

  it('has none as an escape either', () => {
    const { mistakes } = parseDocuments(Buffer.from('"A\\u200b": 1'), DEFAULT_LIMITS);
    assert.equal(
      mistakes.map(({ code }) => code),
      ['schema/hidden-in-key'],
    );
  });
});

describe('the documents of a file', (it) => {
  it('are those of its text, without empty ones', () => {
    const { docs, mistakes, complete } = parseDocuments(Buffer.from(`${BOM}---\n# nothing\n---\na: 1\n...\n`), DEFAULT_LIMITS);
    assert.equal({ docs, mistakes, complete }, { docs: [{ index: 1, bare: null, value: { a: 1 } }], mistakes: [], complete: true });
  });

  for (const [name, text] of [
    ['nothing', ''],
    ['blanks', ' \n\n'],
    ['comments', '# a\n# b\n'],
    ['a start', '---\n'],
    ['an end', '...\n'],
    ['starts and ends', '---\n...\n---\n---\n...\n'],
    ['null', 'null\n'],
  ] as const) {
    it(`are none when it has only ${name}`, () => {
      assert.equal(parseDocuments(Buffer.from(text), DEFAULT_LIMITS), {
        docs: [],
        mistakes: [],
        added: 0,
        complete: true,
        places: new Map(),
      });
    });
  }

  it('are unknown when it is no text', () => {
    const { docs, mistakes, complete } = parseDocuments(Buffer.from('a: 1\n\0'), DEFAULT_LIMITS);
    assert.equal([docs, mistakes.length, complete], [[], 1, false]);
  });
});
