/** node --import tsx bench/load.ts [--quick]: what reading a commit costs beside its floor. Exit 1 when a limit is missed. */
import { parseArgs } from 'node:util';
import { measureLoads } from './loads.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const held = await measureLoads((line) => process.stdout.write(`${line}\n`), options.quick);
process.stdout.write(held ? 'Within the limits.\n' : 'Over the limit.\n');
process.exitCode = held ? 0 : 1;
