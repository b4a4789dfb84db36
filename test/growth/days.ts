/** Long runs of one agent that nobody kills. */
import type { TestContext } from '../helpers/suite.ts';
import { filesOf } from './files.ts';
import type { PoolText } from './files.ts';
import { openGrowthWorld } from './mortal-world.ts';
import type { GrowthWorld } from './mortal-world.ts';
import type { Mortal } from './mortal.ts';
import { boughtIn } from './judge.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export interface Days {
  readonly world: GrowthWorld;
  readonly agent: Mortal;
  /** Raw KiB that the pool had at first. */
  readonly maxKibBefore: number;
}

export interface Stay {
  readonly forMs: number;
  /** How often the schedule asks for a pass; what waits is looked at sooner. Default a minute. */
  readonly paceMs?: number;
  /** Told of after each pass, and may do something as a person; true: that is long enough. */
  readonly each?: () => Promise<boolean> | boolean;
}

/** After so many passes that made nothing only the schedule asks: what waits for long is not looked at every three seconds. */
const IDLE_PASSES = 20;

export async function openDays(context: TestContext, pool: PoolText, hosts = 3): Promise<Days> {
  const names = Array.from({ length: hosts }, (_, index) => `ip-10-0-0-${11 + index}`);
  const world = await openGrowthWorld(context, { seed: 1, hosts, files: filesOf(names, pool) });
  const maxKibBefore = world.sim.world().pools[0]?.maxKib ?? 0;
  return { world, agent: await world.start(), maxKibBefore };
}

/** Whether `each` said that it was long enough. */
export async function stay({ world: { sim }, agent }: Days, { forMs, paceMs = MINUTE_MS, each = () => false }: Stay): Promise<boolean> {
  const endMs = sim.now() + forMs;
  let idle = 0;
  for (;;) {
    const run = await agent.pass();
    if (run === null) throw new Error('The agent died.');
    if (await each()) return true;
    const leftMs = endMs - sim.now();
    if (leftMs <= 0) return false;
    idle = run.report.results.some(({ outcome }) => outcome.kind === 'applied') ? 0 : idle + 1;
    sim.advance(Math.min(leftMs, idle < IDLE_PASSES ? Math.min(paceMs, run.wakeInMs ?? paceMs) : paceMs));
  }
}

/** Row -> how many of its disks are devices in use. */
export function rowsInUse({ world: { sim } }: Days): { readonly [row: string]: number } {
  const { devices, disks } = sim.world();
  const rows: Record<string, number> = {};
  for (const { name, state } of devices) {
    const row = disks.find(({ id }) => id === name)?.tags['plumbline/row'];
    if (row !== undefined && state === 'Normal') rows[row] = (rows[row] ?? 0) + 1;
  }
  return rows;
}

export function bought({ world: { sim } }: Days): number {
  return boughtIn(sim).length;
}

export function usedPercent({ world: { sim } }: Days): number {
  return sim.world().pools[0]?.usedPercent ?? Number.NaN;
}

/** The status page. */
export async function page({ world }: Days): Promise<string> {
  return (await world.look('show', 'plumbline/status:prod/README.md')) ?? '';
}
