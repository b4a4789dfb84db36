/**
 * npm run test:growth: kills the agent at every request and every push of a full growth, with EC2 lagging by `--lag` describe
 * calls (default 0,5,12), and with what else EC2 does. `--every N --offset K` takes every Nth moment from the Kth on, `--call
 * REGEXP` those at calls that it finds, `--only TEXT` the settings whose name has that text. The last line is `N cells, N kills, N failures`; exit 0 only when each cell was
 * killed and none failed.
 */
import { parseArgs } from 'node:util';
import { playMatrix, told } from './matrix.ts';
import { lagging, TROUBLED } from './settings.ts';

const text = { type: 'string' } as const;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({ options: { lag: text, every: text, offset: text, call: text, only: text } });
  const part = { every: Number(values.every ?? 1), offset: Number(values.offset ?? 0), call: values.call ?? '' };
  const lags = (values.lag ?? '0,5,12').split(',').map(Number);
  if (!(part.every >= 1 && part.offset >= 0)) throw new RangeError('--every must be 1 or more, --offset 0 or more.');
  if (!lags.every((calls) => Number.isInteger(calls) && calls >= 0)) throw new RangeError('--lag must be whole numbers, such as 0,5,12.');
  const settings = [...lags.flatMap(lagging), ...TROUBLED].filter(({ name }) => name.includes(values.only ?? ''));
  const tally = await playMatrix(settings, part, print);
  print(told(tally));
  return tally.failures === 0 && tally.kills === tally.moments && tally.moments > 0;
}

process.exitCode = (await main()) ? 0 : 1;
