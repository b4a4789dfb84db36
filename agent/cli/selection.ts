/** What `--only` asks for. */
import { PlumblineError } from '../errors.ts';
import { findDoc } from '../model/desired.ts';
import type { Desired } from '../model/desired.ts';
import type { Ref } from '../model/ref.ts';
import { usageErrors } from './errors.ts';

/** True for every object without `--only`; throws `usage/nothing-matches` for one that git does not declare. */
export function selection(only: readonly Ref[], desired: Desired): (ref: Ref) => boolean {
  for (const ref of only) {
    if (!findDoc(desired, ref))
      throw new PlumblineError(usageErrors.nothingMatches, `--only ${ref}: the repository declares no such object.`);
  }
  return only.length === 0 ? () => true : (ref) => only.includes(ref);
}
