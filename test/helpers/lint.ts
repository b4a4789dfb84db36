/** Runs the linter with this project's configuration over files that do not exist in it. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Reported {
  readonly file: string;
  readonly message: string;
  /** `no-restricted-imports`, `typescript/no-floating-promises` or `import/no-cycle`. */
  readonly rule: string;
}

/** What the linter reports of these files (path -> text), all in one run. */
export async function lint(files: Readonly<Record<string, string>>): Promise<readonly Reported[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  for (const name of ['.oxlintrc.json', 'tsconfig.json']) copyFileSync(join(ROOT, name), join(folder, name));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const output = await run(join(ROOT, 'node_modules/.bin/oxlint'), ['--format', 'unix'], folder);
  const rows = [...output.matchAll(/^(.+?):\d+:\d+: (.*) \[Error\/(\w+)\((.+)\)\]$/gm)];
  if (rows.length === 0) throw new Error(`The linter reported nothing:\n${output}`);
  return rows.map(([, file = '', message = '', plugin = '', rule = '']) => ({
    file,
    message,
    rule: plugin === 'eslint' ? rule : `${plugin}/${rule}`,
  }));
}

/** Everything a program prints; it may fail, as a linter with findings does. */
function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => execFile(program, args, { cwd }, (_error, stdout, stderr) => resolve(stdout + stderr)));
}
