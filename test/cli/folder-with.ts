import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from '../helpers/suite.ts';

/** A folder with these files, until the test ends. A file below `.git` makes it a repository's root. */
export function folderWith(context: Pick<TestContext, 'after'>, files: { readonly [path: string]: string }): string {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-folder-'));
  context.after(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
