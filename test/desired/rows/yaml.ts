/** Mistakes of YAML itself. */
import { appOf, documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const volume = (spec: string, name = 'v') => documentOf('Volume', name, `spec: { ${spec} }`);

export const YAML_ROWS: readonly MistakeRow[] = [
  {
    name: 'a key given twice',
    code: 'schema/duplicate-key',
    text: volume('pool: gold, sizeGiB: 8, ❯sizeGiB: 16'),
    says: 'already given in line 4',
  },
  { name: 'a tab', code: 'schema/syntax', text: 'kind: App\nmetadata:\n❯\tname: /x', says: 'use spaces' },
  { name: 'an open bracket', code: 'schema/syntax', text: 'kind: [App\n❯metadata: 1', says: 'a bracket before it was not closed' },
  { name: 'an open quote', code: 'schema/syntax', text: 'kind: "App\n❯', says: 'missing here' },
  { name: 'two keys on a line', code: 'schema/syntax', text: 'kind: ❯a: b', says: 'quote the text' },
  {
    name: 'a colon without a blank',
    code: 'schema/syntax',
    text: '❯kind:Volume\nmetadata: {}',
    says: 'with a colon and a blank behind it',
  },
  { name: 'a comma too few', code: 'schema/syntax', text: appOf('cmd: sleep 1\nenv: { A: ❯b C: d }'), says: 'commas between entries' },
  { name: 'a blank too few', code: 'schema/syntax', text: 'kind: App\nspec:\n  - a: 1\n❯   b: 2', says: 'the indentation does not fit' },
  { name: 'a tag', code: 'schema/not-plain', text: volume('pool: ❯!x gold, sizeGiB: 8'), says: 'Tags' },
  { name: 'a known tag', code: 'schema/not-plain', text: volume('pool: ❯!!str gold, sizeGiB: 8'), says: 'Tags' },
  { name: 'a directive', code: 'schema/not-plain', text: `❯%YAML 1.1\n---\n${volume('pool: gold, sizeGiB: 8')}`, says: 'remove the line' },
  { name: 'a merge key', code: 'schema/not-plain', text: appOf('cmd: sleep 1\nlabels: { ❯<<: x }'), says: 'write the fields out' },
  {
    name: 'an integer with too many digits',
    code: 'schema/unsafe-number',
    text: appOf('cmd: sleep 1\nmem: ❯9007199254740993'),
    says: 'quote it',
  },
  { name: 'infinity', code: 'schema/wrong-type', text: appOf('cmd: sleep 1\nmem: ❯.inf'), says: 'must be a number, not Infinity' },
  { name: 'an alias of nothing', code: 'schema/bad-alias', text: appOf('cmd: ❯*no'), says: 'no anchor &no' },
  { name: 'an alias of itself', code: 'schema/bad-alias', text: appOf('cmd: sleep 1\nlabels: &a { b: ❯*a }'), says: 'contains itself' },
  { name: 'nesting without end', code: 'schema/too-deep', text: `${'['.repeat(64)}❯[${'['.repeat(1000)}`, says: '64 levels' },
  { name: 'list items nested without end', code: 'schema/too-deep', text: `${'- '.repeat(64)}❯- ${'- '.repeat(1000)}`, says: '64 levels' },
  {
    name: 'a file without end',
    code: 'schema/too-large',
    text: `❯${'#'.repeat(1024 * 1024 + 1)}`,
    says: '1024 KiB: split it, or raise limits.fileKiB in plumbline.yaml',
  },
];
