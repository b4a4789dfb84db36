/** Kills the agent at every moment there is in a full growth, under each setting, one at a time. */
import { playGrowth } from './growth.ts';
import type { Calls, Moment } from './growth.ts';
import type { Setting } from './settings.ts';

/** Every how many-th moment of each setting, from which on. */
export interface Part {
  readonly every: number;
  readonly offset: number;
  /** Only at calls whose name this regular expression finds. */
  readonly call?: string;
}

export interface Tally {
  readonly moments: number;
  readonly kills: number;
  readonly failures: number;
}

/** `print` is told of each setting, and of each cell that fails. */
export async function playMatrix(settings: readonly Setting[], part: Part, print: (line: string) => void): Promise<Tally> {
  let all: Tally = { moments: 0, kills: 0, failures: 0 };
  for (const setting of settings) {
    const tally = await playSetting(setting, part, print);
    print(`${setting.name}: ${told(tally)}`);
    all = {
      moments: all.moments + tally.moments,
      kills: all.kills + tally.kills,
      failures: all.failures + tally.failures,
    };
  }
  return all;
}

export function told({ moments, kills, failures }: Tally): string {
  return `${moments} cells, ${kills} kills, ${failures} failures`;
}

async function playSetting(setting: Setting, { every, offset, call = '' }: Part, print: (line: string) => void): Promise<Tally> {
  const reference = await playGrowth(setting, null);
  if (reference.problem !== null) {
    print(`FAILED, ${setting.name}, without any kill: ${reference.problem}`);
    return { moments: 1, kills: 0, failures: 1 };
  }
  const moments = momentsIn(reference.calls, call).filter((_, index) => index % every === offset % every);
  let [kills, failures] = [0, 0];
  for (const moment of moments) {
    const { isKilled, problem } = await playGrowth(setting, moment);
    if (isKilled) kills += 1;
    const why = problem ?? (isKilled ? null : 'the moment never came');
    if (why === null) continue;
    failures += 1;
    print(`FAILED, ${setting.name}, killed ${moment.when} ${moment.what} ${moment.nth}: ${why}`);
  }
  return { moments: moments.length, kills, failures };
}

function momentsIn(calls: Calls, wanted: string): readonly Moment[] {
  return (['request', 'push'] as const).flatMap((what) =>
    calls[what].flatMap((call, index) => {
      return new RegExp(wanted).test(call) ? (['before', 'after'] as const).map((when): Moment => ({ what, nth: index + 1, when })) : [];
    }),
  );
}
