/** An object that a change is about, and that is not there any more. */
import { PlumblineError } from '../../../errors.ts';
import { scaleioErrors } from '../errors.ts';

/** `what` as in `volume 1a2b`. */
export function gone(what: string): PlumblineError {
  return new PlumblineError(scaleioErrors.changedMeanwhile, `ScaleIO has no ${what} any more.`);
}
