/** Servers that are down, lag, lie or lose answers for a while. */
import type { Nemesis } from './nemeses.ts';
import type { Stage } from './stage.ts';
import type { Mishap } from './world.ts';

const MINUTE_MS = 60_000;
const LISTS = /GET (\/v2\/apps|\/api\/types\/Volume\/instances)$/;
const STATUS_PUSH = /^git push plumbline\/status$/;
const LIES = 3;

/** One to four minutes: below and beyond the two for which an agent may go on without git. */
function aWhile({ chance }: Stage): number {
  return (1 + chance.below(4)) * MINUTE_MS;
}

function lying(lie: Mishap): Nemesis['strike'] {
  return ({ spoil }) => {
    spoil(LISTS, lie, { times: LIES });
    return null;
  };
}

export const SERVER_NEMESES: readonly Nemesis[] = [
  { name: 'empty lists', strike: lying({ when: 'after', do: 'empty' }) },
  { name: 'filtered lists', strike: lying({ when: 'after', do: 'filter' }) },
  {
    name: 'push answer lost',
    strike: ({ spoil }, what) => {
      const lost: Mishap = { when: 'after', do: 'reset' };
      if (STATUS_PUSH.test(what)) return lost;
      spoil(STATUS_PUSH, lost, { times: 1 });
      return null;
    },
  },
  {
    name: 'git down',
    strike: (stage) => {
      const { server } = stage.play.world;
      server.isDown = true;
      stage.later(aWhile(stage), () => void (server.isDown = false));
      return null;
    },
  },
  {
    name: 'git read-only',
    strike: (stage) => {
      const { server } = stage.play.world;
      server.isReadOnly = true;
      stage.later(aWhile(stage), () => void (server.isReadOnly = false));
      return null;
    },
  },
  {
    name: 'git lags',
    strike: (stage) => {
      const { server } = stage.play.world;
      server.isLagging = true;
      stage.later(aWhile(stage), () => void (server.isLagging = false));
      return null;
    },
  },
  {
    name: 'cluster down',
    strike: (stage) => {
      stage.spoil(/^(marathon|scaleio) /, { when: 'before', do: 'status' }, { forMs: aWhile(stage) });
      return null;
    },
  },
  {
    name: 'clock jumps',
    strike: ({ play, atOnce }) => {
      atOnce(() => play.world.sim.advance(180 * MINUTE_MS));
      return null;
    },
  },
];
