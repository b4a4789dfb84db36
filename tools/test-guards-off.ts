/**
 * `npm run test:guards-off [NAME ...]`: turns each guard into one that allows everything, in a copy of the project, and plays
 * the rows of docs/safety.md that name it; rows that name a mutant are played under that. Ends with 1 unless every guard
 * breaks a row and every row breaks.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rows } from '../test/safety/topics.ts';
import { applyPatch, inParallel, playRows, withCopy } from './copies.ts';
import type { Copy } from './copies.ts';

const GUARDS = 'agent/plan/guard';
const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Outcome {
  readonly guard: string;
  readonly rows: number;
  readonly broken: number;
  /** Rows to which no harm was done; or what else went wrong. */
  readonly problems: readonly string[];
}

/** Every guard there is: a file of agent/plan/guard/ with a MakeGuard of its name. */
function guardNames(): readonly string[] {
  const names = readdirSync(path.join(ROOT, GUARDS)).map((file) => path.basename(file, '.ts'));
  return names.filter((name) => declarationOf(name).test(readFileSync(path.join(ROOT, GUARDS, `${name}.ts`), 'utf8')));
}

function declarationOf(name: string): RegExp {
  return new RegExp(`^export const ${camelCase(name)}: MakeGuard =(?=\\s)`, 'm');
}

function camelCase(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Nothing is left of the guard but its name. */
function turnOff(copy: Copy, name: string): null {
  const file = path.join(copy.folder, GUARDS, `${name}.ts`);
  const off = `export const ${camelCase(name)}: MakeGuard = () => () => null;\nexport const formerly: MakeGuard =`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(declarationOf(name), off));
  return null;
}

async function playUnder(guard: string): Promise<Outcome> {
  const mutant = /^mutant: (.+)$/.exec(guard)?.[1];
  const count = rows.filter((row) => row.guard === guard).length;
  return withCopy(async (copy) => {
    const unapplied = mutant === undefined ? turnOff(copy, guard) : await applyPatch(copy, mutant);
    if (unapplied !== null) return { guard, rows: count, broken: 0, problems: [unapplied] };
    const { broken, held, out } = await playRows(copy, guard);
    const lost = count - held.length - broken.length;
    const problems = held.map((test) => `no harm without it: ${test}`);
    if (lost > 0) problems.push(`${lost} rows ended otherwise:\n${out}`);
    return { guard, rows: count, broken: broken.length, problems: count === 0 ? ['no row names it'] : problems };
  });
}

async function main(names: readonly string[]): Promise<boolean> {
  const all = [...new Set([...guardNames(), ...rows.map(({ guard }) => guard)])];
  const chosen = all.filter((guard) => names.length === 0 || names.includes(guard));
  const outcomes = await inParallel(chosen, async (guard) => {
    const outcome = await playUnder(guard);
    const { rows: played, broken, problems } = outcome;
    process.stdout.write(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${guard.padEnd(45)} ${broken} of ${played} rows break\n`);
    for (const problem of problems) process.stdout.write(`        ${problem}\n`);
    return outcome;
  });
  const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
  process.stdout.write(`${outcomes.length} guards and mutants, ${outcomes.length - failed} break every row of theirs, ${failed} do not\n`);
  return failed === 0 && outcomes.length > 0;
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
