/** Texts that a parser of YAML may choke on, each in any size: openers without end, and much of everything. */

/** Of about so many characters. */
type Text = (size: number) => string;

const repeated =
  (part: string, start = '', end = ''): Text =>
  (size) =>
    start + part.repeat(Math.ceil((size - start.length - end.length) / part.length)) + end;

/** The parts count from 0. */
const counted =
  (part: (count: number) => string, start = '', end = ''): Text =>
  (size) => {
    const parts = [start];
    for (let left = size - start.length - end.length, count = 0; left > 0; count += 1) {
      parts.push(part(count));
      left -= part(count).length;
    }
    return parts.join('') + end;
  };

const OPENERS = ['[', '{', '- ', '? ', ': ', '[a: ', '{a: ', '{? ', 'a: [', '- - ', '[{', '--- [', '? - '];

const stairs = Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');

const ROWS: { readonly [name: string]: Text } = {
  'line ends': repeated('\n'),
  'closing brackets': repeated(']'),
  commas: repeated(',', '[', ']'),
  'lines of commas': repeated(',\n', '[', ']'),
  'empty keys': repeated(':\n'),
  'empty keys with a question mark': repeated('? :\n'),
  'empty items': repeated('-\n'),
  'lines that cannot begin': repeated('@x\n'),
  'keys in a line': repeated('a: b: c\n'),
  'brackets that never close': counted((count) => `k${count}: [a, b\n`),
  'quotes that never close': repeated('a: "\n'),
  'single quotes that never close': repeated("- 'x\n"),
  'quotes less indented than they began': repeated("\n'", "a: ['"),
  'alternating quotes': repeated(`- "'\n`),
  'escapes that do not exist': repeated('\\q', '"', '"'),
  'characters that do not exist': repeated('\\xzz', '"', '"'),
  backslashes: repeated('\\', '"', '"'),
  'a quoted text of many lines': repeated('x\n ', '"', '"'),
  'a quoted text of blanks': repeated('x    \t ', '"', '"'),
  'a plain text of many lines': repeated('  word word\n', 'a: '),
  'a plain text of blanks': repeated(' \t', 'a: b', 'c'),
  'a plain text of colons': repeated('b:c::', 'a: '),
  'blank lines before a comment': repeated('\n   # c\n', 'a:\n  b: c'),
  'blank lines in a value': counted((count) => `k${count}: a\n\n\n\n\n\n`),
  'a block of blank lines': repeated('\n', 'a: |+\n'),
  'a block of more and more blanks': counted((count) => `${' '.repeat(count)}\n`, 'a: |\n'),
  'a block of changing indentation': counted((count) => `${' '.repeat(1 + (count % 50))}x\n`, 'a: >\n'),
  'a block of tabs': repeated('\t\n', 'a: |\n  x\n'),
  'many blocks': counted((count) => `k${count}: |\n  x\n`),
  'a long header of a block': repeated('9', 'a: |'),
  comments: repeated('# c\n'),
  'comments inside': repeated('  # c\n', 'a:\n', '  b: 1'),
  'comments far inside': repeated('#\n', `${stairs} 1\n`),
  'comments in brackets': repeated(' a, # c\n', '[', ']'),
  'stairs of comments': counted((count) => `\n${' '.repeat(count % 20)}#`, 'a:\n b:\n  c: 1\n'),
  'many stairs': repeated(`${stairs}\n`),
  'nested brackets, again and again': repeated(`- ${'['.repeat(60)}${']'.repeat(60)}\n`),
  'nested brackets for a key': (size) => `${'['.repeat(30)}${'x,'.repeat(size / 2)}${']: 1'.repeat(30)}`,
  'many keys': counted((count) => `k${count}: v\n`),
  'one key': repeated('k: v\n'),
  'many keys in brackets': counted((count) => `k${count}: ${count}, `, '{', '}'),
  'many items': counted((count) => `${count}, `, '[', ']'),
  'missing commas': repeated('"a" ', '[', ']'),
  'keys that are lists': counted((count) => `? [a${count}]\n: v\n`),
  'a huge key': repeated('k', '', ': v'),
  'a huge key with a question mark': repeated('k', '? ', '\n: v'),
  'a huge number': repeated('9', 'a: '),
  'a huge fraction': repeated('9', 'a: 0.'),
  'a huge exponent': repeated('9', 'a: 1e'),
  'a huge tag': repeated('%41', 'a: !t'),
  'many tags': repeated('!t ', '- '),
  'unknown tags': counted((count) => `k${count}: !t${count} v\n`),
  'known tags': repeated('- !!set { a }\n'),
  'one anchor, again and again': repeated('&a ', '- '),
  anchors: counted((count) => `k${count}: &a${count} v\n`),
  'anchors and aliases': counted((count) => `k${count}: &a${count} v\nl${count}: *a${count}\n`),
  'a chain of aliases': counted((count) => (count === 0 ? 'k: &a0 v\n' : `k${count}: &a${count} [*a${count - 1}]\n`)),
  'aliases of a large list': (size) => `a: &a [${'x, '.repeat(size / 3)}]\nb: [${'*a, '.repeat(90)}]`,
  'aliases before many keys': counted((count) => `k${count}: v\n`, `a: &a v\nb: [${'*a, '.repeat(99)}]\n`),
  'empty documents': repeated('---\n'),
  'ends of documents': repeated('a\n...\n'),
  'small documents': counted((count) => `---\na: ${count}\n`),
  'text after documents': repeated('... b\n', 'a\n'),
  directives: counted((count) => `%TAG !t${count}! tag:x\n`),
  'a long directive': repeated(' #', '%'),
  'carriage returns': repeated('a: b\r'),
  'carriage returns in a block': repeated('\r', 'a: |\n'),
};

export const HOSTILE: { readonly [name: string]: Text } = {
  ...Object.fromEntries(OPENERS.map((opener) => [`${opener}without end`, repeated(opener)])),
  ...ROWS,
};
