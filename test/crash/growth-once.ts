/** One run of the growth of a pool, in a world of its own, with at most one kill in it: what test/growth/ plays without processes. */
import { filesOf, GROWTH_BRANCH, HOSTS, ONE_ROW } from '../growth/files.ts';
import { changingCalls, firstWrong } from '../growth/judge.ts';
import type { Expected } from '../growth/judge.ts';
import type { AgentCommand } from '../nemesis/agent-child.ts';
import { passTime } from '../nemesis/time.ts';
import { openRealWorld } from '../nemesis/world.ts';
import type { RealWorld } from '../nemesis/world.ts';
import { describeThrown } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';
import { makeKeeper } from './keeper.ts';
import type { Keeper } from './keeper.ts';
import type { Ended, Kill } from './run-once.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Passes go on every minute: a moment that did not come in the growth itself comes in one of them. */
const LATE_MS = 3 * HOUR_MS;
const SILENT_MS = 10 * MINUTE_MS;
const USED_PERCENT = 82;

/** Plays it to its end; never rejects for anything the agent does. */
export async function growOnce(kill: Kill | null, command?: AgentCommand): Promise<Ended> {
  const cleanups: Step[] = [];
  const context = { after: (step: Step) => void cleanups.push(step) };
  try {
    const options = { files: filesOf(HOSTS, {}), hasCloud: true, ...(command === undefined ? {} : { command }) };
    return await playOut(await openRealWorld(context, options), kill);
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}

async function playOut(world: RealWorld, kill: Kill | null): Promise<Ended> {
  const { sim, server } = world;
  const expected: Expected = { limits: ONE_ROW, rows: { r1: 180 }, maxKibBefore: sim.world().pools[0]?.maxKib ?? 0, spoiled: 0 };
  sim.fill('default', USED_PERCENT);
  const told: string[] = [];
  const keeper = await makeKeeper({ world, tell: (line) => void told.push(line) }, kill);
  const problem = await playGrowth(world, { keeper, kill, expected }).catch(describeThrown);
  return {
    account: problem === null ? JSON.stringify(sim.world().pools) : null,
    requests: { simulator: sim.ledger().length, git: server.received.push },
    isKilled: keeper.isKilled(),
    problem,
    story: [...told, await world.look('log', '--oneline', 'plumbline/status')].join('\n'),
  };
}

interface Cast {
  readonly keeper: Keeper;
  readonly kill: Kill | null;
  readonly expected: Expected;
}

async function playGrowth(world: RealWorld, { keeper, kill, expected }: Cast): Promise<string | null> {
  const { sim } = world;
  await passTime(world, HOUR_MS, async () => {
    await keeper.look();
    await merge(world);
    return keeper.trouble() !== null || firstWrong(sim, expected) === null;
  });
  if (kill !== null) await passTime(world, LATE_MS, async () => (await keeper.look(), keeper.isKilled()));
  if (kill !== null && !keeper.isKilled()) return 'The moment never came.';
  await passTime(world, SILENT_MS, async () => (await keeper.look(), false));
  const from = sim.ledger().length;
  await passTime(world, SILENT_MS, async () => (await keeper.look(), false));
  const [noise] = changingCalls(sim, from);
  return keeper.trouble() ?? firstWrong(sim, expected) ?? (noise === undefined ? null : `When all was done, ${noise.call} was called.`);
}

async function merge({ look }: RealWorld): Promise<void> {
  const commit = await look('rev-parse', '--verify', '--quiet', `refs/heads/${GROWTH_BRANCH}`);
  if (commit === null) return;
  await look('update-ref', 'refs/heads/main', commit);
  await look('update-ref', '-d', `refs/heads/${GROWTH_BRANCH}`);
}
