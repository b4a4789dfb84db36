/**
 * `npm run test:mutants [NAME ...]`: applies each patch of test/mutants/ to a copy of the project and runs the test that it
 * names, or plays the rows of docs/safety.md that name it. Prints what fails: a mutant that survives, or whose patch no longer
 * applies, ends this with 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rows } from '../test/safety/topics.ts';
import { applyPatch, inParallel, playRows, withCopy } from './copies.ts';
import type { Copy } from './copies.ts';
import { readMutant } from './mutant.ts';
import type { Mutant } from './mutant.ts';

const FOLDER = fileURLToPath(new URL('../test/mutants/', import.meta.url));

type Fate = { readonly isKilled: boolean; readonly told: string };

/** Every mutant there is, by name. */
export function mutants(): readonly Mutant[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.patch'));
  return files.toSorted().map((file) => readMutant(file.replace(/\.patch$/, ''), readFileSync(FOLDER + file, 'utf8')));
}

async function fateOf(mutant: Mutant, copy: Copy): Promise<Fate> {
  const unapplied = await applyPatch(copy, mutant.name);
  if (unapplied !== null) return { isKilled: false, told: unapplied };
  return mutant.killer === null ? fateByRows(mutant, copy) : fateByTest(mutant.killer, copy);
}

async function fateByTest({ file, test }: NonNullable<Mutant['killer']>, copy: Copy): Promise<Fate> {
  const { out } = await copy.run('node', '--import', 'tsx', 'test/run.ts', file);
  const failed = [...out.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => line);
  return failed.includes(test) ? { isKilled: true, told: test } : { isKilled: false, told: `${test} did not fail in\n${out}` };
}

async function fateByRows({ name }: Mutant, copy: Copy): Promise<Fate> {
  const guard = `mutant: ${name}`;
  const { broken, held, out } = await playRows(copy, guard);
  const isKilled = broken.length > 0 && broken.length === rows.filter((row) => row.guard === guard).length;
  return { isKilled, told: isKilled ? broken.join('\n        ') : `no harm came of it in ${held.join(', ') || 'any row'}\n${out}` };
}

async function main(names: readonly string[]): Promise<boolean> {
  const chosen = mutants().filter(({ name }) => names.length === 0 || names.includes(name));
  const fates = await inParallel(chosen, async (mutant) => {
    const fate = await withCopy((copy) => fateOf(mutant, copy));
    process.stdout.write(`${fate.isKilled ? 'killed' : 'ALIVE '} ${mutant.name}: ${mutant.mutates}\n        ${fate.told}\n`);
    return fate;
  });
  const killed = fates.filter(({ isKilled }) => isKilled).length;
  process.stdout.write(`${fates.length} mutants, ${killed} killed, ${fates.length - killed} alive\n`);
  return killed === fates.length && killed > 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
