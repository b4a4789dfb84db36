/**
 * npm run test:growth-chaos -- --seeds 1-500: so many histories of pools that grow, with nemeses. Prints how often which
 * nemesis struck and what came of it; exit 0 only when every rule held and every run ended as it should.
 */
import { parseArgs } from 'node:util';
import { failureOf, playApart, playSeeds, printTable } from './chaos.ts';
import type { Ended } from './run-once.ts';

const options = { seeds: { type: 'string', default: '1-500' }, 'tell-parent': { type: 'boolean', default: false } } as const;
const { values } = parseArgs({ options });
const seeds = values.seeds.split(',').flatMap(seedsIn);

/** `7`, or `1-500`. */
function seedsIn(text: string): readonly number[] {
  const [, from = '', to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  if (from === '' || Number(to) < Number(from)) throw new RangeError('--seeds must be numbers or ranges with commas between them: 1-500.');
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

if (values['tell-parent']) {
  await playSeeds(seeds, (run) => void process.send?.(run));
  process.disconnect();
} else {
  const runs: Ended[] = [];
  await playApart(seeds, (run) => {
    runs.push(run);
    print(run.how === 'failed' ? failureOf(run) : `seed ${run.seed}: ${run.how}`);
  });
  printTable(
    runs.toSorted((one, other) => one.seed - other.seed),
    print,
  );
  process.exitCode = runs.every(({ how }) => how !== 'failed') ? 0 : 1;
}
