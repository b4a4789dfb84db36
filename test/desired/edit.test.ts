/** A row spliced into a pool's file: one line more, every other byte as it was. */
import { readFileSync } from 'node:fs';
import { addRow } from '../../agent/desired/edit.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';

interface Splice {
  readonly name: string;
  /** ❯ stands where the line is added; it is taken out before. */
  readonly text: string;
  /** With its line break. */
  readonly line: string;
  readonly index?: number;
}

const HEAD = 'kind: StoragePool\nspec:\n  cloudDisks:\n    provider: static\n';

const SPLICES: readonly Splice[] = [
  { name: 'after the last row', text: `${HEAD}    rows:\n      r1: 180\n❯    limits: { rows: 8 }\n`, line: '      r3: 200\n' },
  { name: 'whatever the order of the rows', text: `${HEAD}    rows:\n      r9: 180\n      r1: 180\n❯`, line: '      r3: 200\n' },
  {
    name: 'after a comment on the last row',
    text: `${HEAD}    rows:\n      r1: 180 # bought in May\n❯    limits: {}\n`,
    line: '      r3: 200\n',
  },
  {
    name: 'before what follows the last row',
    text: `${HEAD}    rows:\n      r1: 180\n❯\n      # r2 was never used\n\n    limits: {}\n`,
    line: '      r3: 200\n',
  },
  {
    name: 'after a row in braces',
    text: `${HEAD}    rows:\n      r2: { sizeGiB: 180,\n        when: { usedPercent: 88 } } # at night\n❯    limits: {}\n`,
    line: '      r3: 200\n',
  },
  {
    name: 'after a row of several lines',
    text: `${HEAD}    rows:\n      r2:\n        sizeGiB: 180\n        when:\n          usedPercent: 88\n❯      # no more\n    limits: {}\n`,
    line: '      r3: 200\n',
  },
  { name: 'as deep as the other rows', text: `spec:\n cloudDisks:\n  rows:\n        r1: 1\n❯  limits: {}\n`, line: '        r3: 200\n' },
  { name: 'with keys in quotes', text: `"spec":\n  'cloudDisks':\n    "rows":\n      "r1": 1\n❯`, line: '      r3: 200\n' },
  { name: 'under nothing at all', text: `${HEAD}    rows:\n❯    limits: {}\n`, line: '      r3: 200\n' },
  { name: 'under a comment beside rows', text: `${HEAD}    rows: # one disk on every node\n❯    limits: {}\n`, line: '      r3: 200\n' },
  {
    name: 'under the comments that belong to rows',
    text: `${HEAD}    rows:\n      # the agent adds them\n       # here\n❯    # at most 8\n    limits: {}\n`,
    line: '      r3: 200\n',
  },
  { name: 'before an empty line under rows', text: `${HEAD}    rows:\n❯\n      # far away\n    limits: {}\n`, line: '      r3: 200\n' },
  {
    name: 'as deep as its parent is in its own',
    text: `spec:\n    cloudDisks:\n        rows:\n❯        limits: {}\n`,
    line: '            r3: 200\n',
  },
  {
    name: 'with the line breaks of Windows',
    text: `${HEAD}    rows:\n      r1: 180\n❯    limits: {}\n`.replaceAll('\n', '\r\n'),
    line: '      r3: 200\r\n',
  },
  {
    name: 'with them under a comment',
    text: `${HEAD}    rows:\n      # here\n❯    limits: {}\n`.replaceAll('\n', '\r\n'),
    line: '      r3: 200\r\n',
  },
  { name: 'without a line break at the end', text: `${HEAD}    rows:\n      r1: 180❯`, line: '\n      r3: 200' },
  { name: 'without one under rows', text: `${HEAD}    rows:❯`, line: '\n      r3: 200' },
  {
    name: 'without one after a comment, for Windows',
    text: `${HEAD}    rows:\n      # here❯`.replaceAll('\n', '\r\n'),
    line: '\r\n      r3: 200',
  },
  { name: 'behind a byte order mark', text: `\uFEFF${HEAD}    rows:\n      r1: 180\n❯`, line: '      r3: 200\n' },
  {
    name: 'in the document asked for',
    text: `${HEAD}    rows:\n      r1: 1\n---\n# none\n---\n${HEAD}    rows:\n      r1: 1\n❯---\nkind: Volume\n`,
    line: '      r3: 200\n',
    index: 2,
  },
  {
    name: 'before the end of its document',
    text: `---\n${HEAD}    rows:\n      r1: 1\n❯...\n---\nkind: Volume\n`,
    line: '      r3: 200\n',
  },
  { name: 'after a value with a tab before it', text: `${HEAD}    rows:\n      r1:\t180\t# x\n❯    limits: {}\n`, line: '      r3: 200\n' },
  {
    name: 'with an anchor elsewhere',
    text: `metadata: &m { name: gold }\nother: *m\nspec:\n  cloudDisks:\n    rows:\n      r1: 1\n❯`,
    line: '      r3: 200\n',
  },
];

describe('a row is added', (it) => {
  for (const { name, text, line, index = 0 } of SPLICES) {
    it(name, () => {
      const [before = '', after = ''] = text.split('❯');
      assert.equal(addRow(before + after, { index, key: 'r3', sizeGiB: 200 }, DEFAULT_LIMITS), { kind: 'ok', text: before + line + after });
    });
  }

  it('to the pool of the example', () => {
    const text = readFileSync(new URL('../../examples/cluster-repo/clusters/prod/storage/pool.yaml', import.meta.url), 'utf8');
    assert.equal(addRow(text, { index: 0, key: 'r1', sizeGiB: 184 }, DEFAULT_LIMITS), {
      kind: 'ok',
      text: text.replace('    rows:\n', '    rows:\n      r1: 184\n'),
    });
  });

  it('twice, each on a line of its own', () => {
    const once = addRow(`${HEAD}    rows:\n`, { index: 0, key: 'r1', sizeGiB: 180 }, DEFAULT_LIMITS);
    const twice = once.kind === 'ok' ? addRow(once.text, { index: 0, key: 'r2', sizeGiB: 200 }, DEFAULT_LIMITS) : once;
    assert.equal(twice, { kind: 'ok', text: `${HEAD}    rows:\n      r1: 180\n      r2: 200\n` });
  });
});

const REFUSALS: readonly { readonly name: string; readonly text: string; readonly says: string; readonly index?: number }[] = [
  { name: 'the row is there', text: `${HEAD}    rows:\n      r3: 200\n`, says: 'The row r3 is there already, in line 6.' },
  { name: 'the row is there as a tombstone', text: `${HEAD}    rows:\n      r3: { sizeGiB: 1, state: absent }\n`, says: 'in line 6' },
  { name: 'the rows are in braces', text: `${HEAD}    rows: { r1: 180 }\n`, says: 'Line 5 has rows in braces' },
  { name: 'the rows are empty braces', text: `${HEAD}    rows: {}\n`, says: 'Line 5 has rows in braces' },
  { name: 'rows is said to be nothing', text: `${HEAD}    rows: null\n`, says: 'Line 5 gives rows a value' },
  { name: 'rows is a list', text: `${HEAD}    rows:\n      - 180\n`, says: 'Line 6 gives rows a value' },
  { name: 'cloudDisks is in braces', text: `spec:\n  cloudDisks: { rows: { r1: 1 } }\n`, says: 'rows stands in braces' },
  { name: 'the document is in braces', text: `{ spec: { cloudDisks: { rows: { r1: 1 } } } }\n`, says: 'spec stands in braces' },
  { name: 'there are no rows', text: HEAD, says: 'There is no spec.cloudDisks.rows' },
  { name: 'there is no such document', text: `${HEAD}    rows:\n`, index: 1, says: 'There is no spec.cloudDisks.rows' },
  { name: 'the document is empty', text: `---\n---\n${HEAD}    rows:\n`, says: 'There is no spec.cloudDisks.rows' },
  { name: 'rows is an alias', text: `x: &r { r1: 1 }\nspec:\n  cloudDisks:\n    rows: *r\n`, says: 'Line 4 shares YAML' },
  { name: 'rows is an anchor', text: `${HEAD}    rows: &r\n      r1: 1\nx: *r\n`, says: 'Line 6 shares YAML' },
  { name: 'a row is an alias', text: `x: &r 180\n${HEAD}    rows:\n      r1: *r\n`, says: 'shares YAML' },
  { name: 'a row is an anchor', text: `${HEAD}    rows:\n      r1: &r 180\n`, says: 'shares YAML' },
  { name: 'spec is an anchor', text: `spec: &s\n  cloudDisks:\n    rows:\n      r1: 1\nx: *s\n`, says: 'Line 2 shares YAML' },
  { name: 'cloudDisks is an alias', text: `x: &c\n  rows:\n    r1: 1\nspec:\n  cloudDisks: *c\n`, says: 'rows is inside an alias' },
  { name: 'there is a merge key', text: `x: &c { r1: 1 }\n${HEAD}    rows:\n      <<: *c\n`, says: 'Merge keys' },
  { name: 'tabs indent', text: `spec:\n  cloudDisks:\n    rows:\n\tr1: 1\n`, says: 'A tab cannot indent YAML' },
  { name: 'a key is there twice', text: `${HEAD}    rows:\n      r1: 1\n      r1: 2\n`, says: 'Line 7 is not valid: r1 is already given' },
  { name: 'the file is no YAML', text: `${HEAD}    rows: [\n`, says: 'is not valid' },
  { name: 'a row is an explicit key', text: `${HEAD}    rows:\n      ? r1\n      : 180\n`, says: 'has more than spaces before a row' },
  { name: 'rows is an explicit key', text: `spec:\n  cloudDisks:\n    ? rows\n`, says: 'has more than spaces before rows:' },
];

describe('no row is added', (it) => {
  for (const { name, text, says, index = 0 } of REFUSALS) {
    it(`when ${name}`, () => {
      const edited = addRow(text, { index, key: 'r3', sizeGiB: 200 }, DEFAULT_LIMITS);
      assert.ok(edited.kind === 'refused' && edited.why.includes(says), JSON.stringify(edited));
    });
  }

  it('when the line would be read as something else', () => {
    const edited = addRow(`${HEAD}    rows:\n      r1: 1\n`, { index: 0, key: '#r3', sizeGiB: 200 }, DEFAULT_LIMITS);
    assert.ok(edited.kind === 'refused' && edited.why.includes('would be read as something else'), JSON.stringify(edited));
  });
});
