/** What becomes of the one request, of its agent, and of the servers that it asks. */
import type { Mishap } from '../growth/mortal.ts';
import { aWhileMs, MINUTE_MS } from './stage.ts';
import type { Nemesis, Stage } from './stage.ts';

/** More than the two minutes for which an agent may write without having seen the refs. */
const PAUSE_MS = 150_000;
const LIES = 3;
const STATUS_PUSH = /^git push plumbline\/status$/;

function dying(when: Mishap['when']): Nemesis['strike'] {
  return ({ crew, chance }) => {
    if (chance.below(3) > 0) for (const name of crew.names()) crew.forget(name);
    return { when, do: 'reset', isFatal: true };
  };
}

/** The next requests like this are spoilt, as many as all repetitions within a call and more. */
function spoilt(match: RegExp, mishap: Mishap): Nemesis['strike'] {
  return ({ spoil }) => {
    spoil(match, mishap, { times: LIES });
    return null;
  };
}

function away(match: RegExp, mishap: Mishap): Nemesis['strike'] {
  return (stage) => {
    stage.spoil(match, mishap, { forMs: aWhileMs(stage) });
    return null;
  };
}

export const AGENT_NEMESES: readonly Nemesis[] = [
  { name: 'killed before', strike: dying('before') },
  { name: 'killed after', strike: dying('after') },
  {
    name: 'killed again and again',
    strike: (stage, what, by) => {
      stage.spoil(/./, { when: stage.chance.below(2) === 0 ? 'before' : 'after', do: 'reset', isFatal: true }, { times: 3 });
      return dying('after')(stage, what, by);
    },
  },
  {
    name: 'paused',
    strike: ({ world, atOnce }) => {
      atOnce(() => world.pause(PAUSE_MS));
      return null;
    },
  },
  { name: 'call lost', strike: () => ({ when: 'before', do: 'reset' }) },
  { name: 'answer lost', strike: () => ({ when: 'after', do: 'reset' }) },
  { name: 'answer cut short', strike: () => ({ when: 'after', do: 'truncate' }) },
  { name: 'answer is 500', strike: (stage) => ({ when: stage.chance.below(2) === 0 ? 'before' : 'after', do: 'status' }) },
  { name: 'filtered lists', strike: spoilt(/^scaleio GET .*instances$/, { when: 'after', do: 'filter' }) },
  { name: 'empty 200s of ScaleIO', strike: spoilt(/^scaleio GET .*instances$/, { when: 'after', do: 'empty' }) },
  { name: 'empty 200s of EC2', strike: spoilt(/^ec2 Describe/, { when: 'after', do: 'empty' }) },
  { name: 'ScaleIO down', strike: away(/^scaleio /, { when: 'before', do: 'status' }) },
  { name: 'EC2 down', strike: away(/^ec2 /, { when: 'before', do: 'reset' }) },
  { name: 'git down', strike: away(/^git /, { when: 'before', do: 'reset' }) },
  { name: 'git read-only', strike: away(/^git push /, { when: 'before', do: 'reset' }) },
  { name: 'git lags', strike: away(/^git list$/, { when: 'after', do: 'stale' }) },
  { name: 'push answer lost', strike: spoilt(STATUS_PUSH, { when: 'after', do: 'reset' }) },
  {
    name: 'clock jumps',
    strike: ({ world, atOnce }) => {
      atOnce(() => world.sim.advance(180 * MINUTE_MS));
      return null;
    },
  },
  {
    name: 'second agent',
    strike: (stage) => {
      const { crew, chance, later } = stage;
      const other = crew.names().includes('one') ? 'other' : 'one';
      const goes = chance.below(2) === 0 ? 'one' : 'other';
      crew.join(other);
      later((3 + chance.below(4)) * MINUTE_MS, () => dismiss(stage, goes));
      return null;
    },
  },
];

/** Nobody is left waiting for a claim that was not let go of. */
async function dismiss(stage: Stage, name: string): Promise<void> {
  const { crew, later } = stage;
  if (crew.names().length === 1) return;
  if (!(await crew.dismiss(name))) later(MINUTE_MS, () => dismiss(stage, name));
}
