/** What a newer version keeps in the journal, this one may misread: it only looks. */
import { objection } from './types.ts';
import type { MakeGuard } from './types.ts';

export const newerSchema: MakeGuard = (facts) => () => {
  const { standing, inputs } = facts;
  if (standing.kind !== 'outdated' && !inputs.memory.isNewer) return null;
  return objection('newer-schema', 'a newer version of Plumbline keeps the journal of this cluster: update this one');
};
