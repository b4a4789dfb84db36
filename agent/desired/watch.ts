/** The time a load may take. */
import { PlumblineError } from '../errors.ts';
import { desiredErrors } from './errors.ts';
import type { LoadOptions } from './types.ts';

/** To be called between any two things that take long: throws `desired/too-slow` once the time is up. */
export type Watch = () => void;

export function startWatch({ limits, monotonicMs }: Pick<LoadOptions, 'limits' | 'monotonicMs'>): Watch {
  const endMs = monotonicMs() + limits.loadMs;
  return () => {
    if (monotonicMs() <= endMs) return;
    const seconds = limits.loadMs / 1000;
    throw new PlumblineError(desiredErrors.tooSlow, `Reading the commit takes longer than ${seconds} s.`, { seconds });
  };
}
