/** Files that are no documents, or that nobody can tell what they are. */
import fc from 'fast-check';
import { fileOf } from './case.ts';
import type { FuzzCase } from './case.ts';

export interface OddFile {
  readonly path: string;
  readonly file: FuzzCase['files'][string];
  /** Of the error that it is; null: it does no harm. */
  readonly code: string | null;
}

const ODD_FILES: readonly OddFile[] = [
  { path: 'prod/link.yaml', file: fileOf('../shared/c.yaml', '120000'), code: 'desired/not-a-file' },
  { path: 'prod/sub', file: fileOf('0123', '160000'), code: 'desired/not-a-file' },
  { path: 'shared/out', file: fileOf('../../elsewhere', '120000'), code: 'desired/not-a-file' },
  { path: 'prod/lfs.yaml', file: fileOf('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n'), code: 'desired/not-a-file' },
  { path: 'prod/latin.yaml', file: fileOf(Buffer.from('a: caf\u00e9', 'latin1')), code: 'desired/not-text' },
  { path: 'prod/nul.yaml', file: fileOf('a: \0'), code: 'desired/not-text' },
  { path: 'prod/wide.yaml', file: fileOf(Buffer.from('a: 1', 'utf16le')), code: 'desired/not-text' },
  { path: 'prod/ .yaml', file: fileOf(''), code: 'desired/odd-name' },
  { path: 'prod/a\u202eb.yaml', file: fileOf(''), code: 'desired/odd-name' },
  { path: 'prod/a\nb.yaml', file: fileOf(''), code: 'desired/odd-name' },
  { path: 'prod/a\\b.yaml', file: fileOf(''), code: 'desired/odd-name' },
  { path: 'prod/x.yaml ', file: fileOf(''), code: 'desired/odd-name' },
  { path: `prod/${'n'.repeat(300)}.yaml`, file: fileOf(''), code: 'desired/odd-name' },
  { path: 'prod/.hidden.yaml', file: fileOf('['), code: null },
  { path: 'prod/.github/x.yaml', file: fileOf('[', '120000'), code: null },
  { path: 'prod/README.md', file: fileOf('---\n['), code: null },
  { path: 'prod/link.md', file: fileOf('cluster.yaml', '120000'), code: null },
  { path: 'prod/empty.yaml', file: fileOf(''), code: null },
  { path: 'prod/notes.yaml', file: fileOf('# nothing\n---\n---\n~\n...\n'), code: null },
  { path: 'prod/run.yaml', file: fileOf('', '100755'), code: null },
  { path: 'elsewhere/x.yaml', file: fileOf('[[[['), code: null },
  { path: 'production/x.yaml', file: fileOf('[[[['), code: null },
  { path: 'prod/__proto__.yaml', file: fileOf('# nothing'), code: null },
];

export function oddFiles(): fc.Arbitrary<OddFile> {
  return fc.constantFrom(...ODD_FILES);
}
