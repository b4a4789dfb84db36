/**
 * npm run test:crash: kills a real agent at every moment of a small history, or with `--scenario growth` of the growth of a
 * pool. `--every N --offset K` takes every Nth moment from the Kth on. The last line is `R requests, 2R kills, 2R died by signal 9, 4R converged`; exit 0 only when all did.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { AgentCommand } from '../nemesis/agent-child.ts';
import { crash } from './crash.ts';
import { growOnce } from './growth-once.ts';
import { runOnce } from './run-once.ts';

const MAIN = fileURLToPath(new URL('../../dist/agent/main.js', import.meta.url));
const AGENT: AgentCommand = [process.execPath, MAIN];
const SCENARIOS = { history: runOnce, growth: growOnce } as const;
const options = {
  scenario: { type: 'string', default: 'history' },
  every: { type: 'string', default: '1' },
  offset: { type: 'string', default: '0' },
} as const;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const { values } = parseArgs({ options });
const part = { every: Number(values.every), offset: Number(values.offset) };
if (!(part.every >= 1 && part.offset >= 0)) throw new RangeError('--every must be 1 or more, --offset 0 or more.');
const { scenario } = values;
if (scenario !== 'history' && scenario !== 'growth') throw new RangeError('--scenario must be history or growth.');
const result = await crash(part, print, (kill) => SCENARIOS[scenario](kill, AGENT));
if (result.kills === 0) for (const failure of result.failures) print(failure);
print('Each moment was played twice, in two worlds: the agent starts again once on an empty folder, once on the folder as left.');
print(`${result.requests} requests, ${result.kills} kills, ${result.died} died by signal 9, ${result.converged} converged`);
process.exitCode = result.failures.length === 0 ? 0 : 1;
