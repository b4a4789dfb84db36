/** What may be bought in all: limits of the agent's configuration, which no repository can raise. Nothing unknown is bought. */
import type { Change, Spend } from '../../model/change.ts';
import type { Bought } from '../../model/growth.ts';
import { isBegun } from './granted.ts';
import type { Ceilings, MakeGuard } from './types.ts';
import { objection } from './types.ts';

export const ceiling: MakeGuard = (facts) => (change, allowed) => {
  const { bought } = facts;
  const { ceilings } = facts.rules;
  if (change.class !== 'spend') return null;
  if (ceilings === null) return objection('ceiling', 'plumbline.yaml has no ceilings, so nothing is bought');
  if (bought === null) return objection('ceiling', 'it is not known what was bought before');
  // One whose call may have been made counts as bought already.
  const spends = [...allowed, change].filter((other) => other.class === 'spend' && !isBegun(other, facts)).map(({ spend }) => spend);
  const why = excess(spends, bought, ceilings);
  return why === null ? null : objection('ceiling', why);
};

/** Of all that is bought in this pass, the change that is looked at included. */
function excess(spends: readonly Change['spend'][], bought: Bought, ceilings: Ceilings): string | null {
  const known = spends.filter((spend): spend is Spend & { monthlyUsd: number } => spend !== null && spend.monthlyUsd !== null);
  if (known.length < spends.length) return 'there is no price for it';
  const disks = sum(known.map((spend) => spend.disks));
  const allDisks = bought.disks + disks;
  const monthlyUsd = bought.monthlyUsd + sum(known.map((spend) => spend.monthlyUsd));
  if (disks > ceilings.disksPerCommit)
    return `it would be ${disks} disks at once, and ceilings.disksPerCommit is ${ceilings.disksPerCommit}`;
  if (allDisks > ceilings.disks) return `there would be ${allDisks} disks in all, and ceilings.disks is ${ceilings.disks}`;
  if (monthlyUsd <= ceilings.monthlyUsd) return null;
  return `all disks would cost $${monthlyUsd.toFixed(2)} a month, and ceilings.monthlyUsd is ${ceilings.monthlyUsd}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
