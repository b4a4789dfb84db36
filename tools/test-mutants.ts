/**
 * `npm run test:mutants [NAME ...]`: applies each patch of test/mutants/ to a copy of the project and runs the tests that it
 * names. Each must fail: a mutant that survives, or whose patch no longer applies, ends this with 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { applyPatch, inParallel, withCopy } from './copies.ts';
import type { Copy } from './copies.ts';
import { readMutant } from './mutant.ts';
import type { Mutant } from './mutant.ts';

const FOLDER = fileURLToPath(new URL('../test/mutants/', import.meta.url));

export function mutants(): readonly Mutant[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.patch'));
  return files.toSorted().map((file) => readMutant(file.replace(/\.patch$/, ''), readFileSync(FOLDER + file, 'utf8')));
}

/** null: killed by the test it names; else what went wrong. */
async function survives(mutant: Mutant, copy: Copy): Promise<string | null> {
  const unapplied = await applyPatch(copy, mutant.name);
  if (unapplied !== null) return unapplied;
  const { out } = await copy.run('node', '--import', 'tsx', 'test/run.ts', '--file-timeout-ms', '120000', mutant.file);
  const failed = [...out.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => line);
  return failed.includes(mutant.test) ? null : `survived: ${mutant.test} did not fail in\n${out}`;
}

async function main(names: readonly string[]): Promise<boolean> {
  const chosen = mutants().filter(({ name }) => names.length === 0 || names.includes(name));
  const results = await inParallel(chosen, async (mutant) => {
    const problem = await withCopy((copy) => survives(mutant, copy));
    process.stdout.write(
      `${problem === null ? 'killed ' : 'ALIVE  '} ${mutant.name} (${mutant.mutates})\n        ${problem ?? mutant.test}\n`,
    );
    return problem === null;
  });
  const alive = results.filter((isKilled) => !isKilled).length;
  process.stdout.write(`${results.length} mutants, ${results.length - alive} killed, ${alive} alive\n`);
  return alive === 0 && results.length > 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
