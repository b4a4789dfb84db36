/** More than one agent, and agents that were asleep. */
import { app } from '../files.ts';
import type { Files } from '../files.ts';
import type { Row } from '../row.ts';
import { runningApp } from '../row.ts';
import type { World } from '../world.ts';

const MINUTE_MS = 60_000;
const LOOK = 'GET /v2/apps/web';
const web = (cmd: string): Files => ({ 'apps/web.yaml': app('/web', { cmd }) });

/** Another agent takes over and has waited until it may write. */
async function takeOver(world: World): Promise<World['agent']> {
  const second = await world.open('second');
  for (let minute = 0; minute < 4; minute += 1) {
    await world.pass(second);
    world.sim.advance(MINUTE_MS);
  }
  return second;
}

const driftedWeb = ({ hand }: World): Promise<void> => hand.editApp('/web', { cmd: 'broken' });

export const writers: readonly Row[] = [
  {
    trigger: 'taken over',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: no-epoch-check',
    test: 'an agent whose cluster was taken over writes no more',
    arrange: async (world) => void (await takeOver(world)),
    happens: ({ push }) => push(web('serve --better')),
    consent: { give: async (world) => void (world.agent = await world.open('second')), makes: ['PUT /web'] },
  },
  {
    trigger: 'taking over',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'not-the-writer',
    test: 'an agent that takes over writes nothing while the one before may still be at it',
    happens: async (world) => {
      world.agent = await world.open('second');
      await driftedWeb(world);
    },
    passes: 2,
    consent: { give: ({ sim }) => sim.advance(2 * MINUTE_MS), makes: ['PUT /web'] },
  },
  {
    trigger: 'two agents in turns',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: flapping-is-no-reason',
    test: 'two agents that take the cluster from each other both stop',
    arrange: async (world) => {
      await world.pass(await world.open('second'));
      world.agent = await world.open('data');
      await world.pass();
    },
    happens: driftedWeb,
  },
  {
    trigger: 'paused before a call',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: no-deadline',
    test: 'an agent that slept between looking and calling does not call',
    happens: async (world) => {
      await world.push(web('serve --better'));
      world.marathon.after(LOOK, async () => {
        await world.hand.editApp('/web', { cmd: 'serve in need' });
        world.pause(10_000);
      });
    },
  },
  {
    trigger: 'asleep while another took over',
    object: 'App',
    lost: runningApp('/web'),
    guard: 'mutant: no-deadline',
    test: 'an agent that wakes up where another writes now does not finish its call',
    happens: async (world) => {
      await world.push(web('serve --better'));
      world.marathon.after(LOOK, async () => {
        world.pause(10 * MINUTE_MS);
        world.sim.advance(MINUTE_MS);
        const second = await takeOver(world);
        await world.push(web('serve best'));
        await world.pass(second);
      });
    },
    may: ['PUT /web', 'PUT /web'],
  },
];
