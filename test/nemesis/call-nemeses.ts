/** What becomes of the one request, or of its process. */
import type { Nemesis } from './nemeses.ts';

const PAUSE_REAL_MS = 300;
/** More than the two minutes for which an agent may write without having seen the refs. */
const PAUSE_MS = 150_000;

export const CALL_NEMESES: readonly Nemesis[] = [
  {
    name: 'killed before',
    strike: ({ crew, chance }) => {
      if (chance.below(2) === 0) for (const name of crew.names()) crew.forget(name);
      return { when: 'before', do: 'sigkill', pid: crew.newest().pid };
    },
  },
  {
    name: 'killed after',
    strike: ({ crew, chance }) => {
      if (chance.below(2) === 0) for (const name of crew.names()) crew.forget(name);
      return { when: 'after', do: 'sigkill', pid: crew.newest().pid };
    },
  },
  {
    name: 'paused',
    strike: ({ play, crew, chance, atOnce }) => {
      atOnce(() => play.world.sim.advance(PAUSE_MS));
      return { when: chance.below(2) === 0 ? 'before' : 'after', do: 'sigstop', pid: crew.newest().pid, resumeMs: PAUSE_REAL_MS };
    },
  },
  { name: 'call lost', strike: () => ({ when: 'before', do: 'reset' }) },
  { name: 'answer lost', strike: () => ({ when: 'after', do: 'reset' }) },
  { name: 'answer cut short', strike: () => ({ when: 'after', do: 'truncate' }) },
];
