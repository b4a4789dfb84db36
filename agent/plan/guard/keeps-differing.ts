/**
 * A change that was made and, looked at again, is still to be made will not come about by making it once more: each time an
 * app would restart. Either its normal form and the vendor's disagree, or somebody else sets it back at once.
 */
import { repeatsOf } from './repeated.ts';
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

const MOST = 3;

export const keepsDiffering: MakeGuard = (facts) => (change) => {
  const { repeats } = facts;
  if (repeatsOf(change, repeats) < MOST) return null;
  const fields = change.fields.map(({ path }) => path).join(', ');
  return objection(
    'keeps-differing',
    `it was made ${MOST} times in a row and still differs in ${fields}: see who else sets it, or report this`,
  );
};
