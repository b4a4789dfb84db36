/**
 * npm run test:chaos -- --runs N --seed S: N histories with seeds from S on, in each of which every operation meets a
 * nemesis. Prints how often which nemesis met which operation; exit 0 only when every rule held and no cell that N runs
 * fill stayed empty.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chaos } from './chaos.ts';
import { NEMESES } from '../nemesis/nemeses.ts';

const MAIN = fileURLToPath(new URL('../../dist/agent/main.js', import.meta.url));
const options = { runs: { type: 'string', default: String(NEMESES.length) }, seed: { type: 'string', default: '1' } } as const;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({ options });
const asked = { runs: Number(values.runs), seed: Number(values.seed) };
if (!(asked.runs >= 1 && asked.seed >= 0)) throw new RangeError('--runs must be 1 or more, --seed 0 or more.');
const { runs, failures, table } = await chaos(asked, print, [process.execPath, MAIN]);
for (const line of table) print(line);
for (const { seed, how, problem } of runs) if (how === 'stopped') print(`seed ${seed} stopped: ${problem}`);
for (const failure of failures) print(failure);
print(asked.runs < NEMESES.length ? `${NEMESES.length} runs would fill the table.` : 'Every cell has to be filled.');
const count = (how: string): number => runs.filter((run) => run.how === how).length;
print(`${runs.length} runs: ${count('settled')} settled, ${count('stopped')} stopped, ${count('failed')} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
