/** Which files are tests. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Below these, `*.test.ts` files are material for tests; they run only when named themselves. */
const NOT_SEARCHED = new Set(['fixtures', 'node_modules']);

/** Every `*.test.ts` at or below the paths, sorted, each once. Throws for a path that does not exist. */
export function discover(paths: readonly string[]): readonly string[] {
  const files = paths.flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]));
  return [...new Set(files)].toSorted();
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SEARCHED.has(entry.name) ? [] : filesBelow(path);
    return entry.name.endsWith('.test.ts') ? [path] : [];
  });
}
