/** People stopped it for a time: `plumbline hold`. */
import { formatInstant } from '../../clock.ts';
import type { Hold } from '../../model/memory.ts';
import { declaringRef } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import type { MakeGuard } from './types.ts';

export const held: MakeGuard = (facts) => (change) => {
  const { memory, now } = facts.inputs;
  const standing = memory.holds.filter((hold) => isAbout(hold, change.ref) && now < hold.until);
  const [last] = standing.toSorted((a, b) => b.until - a.until);
  if (last === undefined) return null;
  return { by: 'held', why: `held by ${last.by} until ${formatInstant(last.until)}: ${last.reason}`, recheckAt: last.until };
};

function isAbout(hold: Hold, ref: Ref): boolean {
  return hold.ref === '*' || hold.ref === ref || hold.ref === declaringRef(ref);
}
