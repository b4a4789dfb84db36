/** What may be bought in all: limits of the agent's configuration, which no repository can raise. Nothing unknown is bought. */
import type { Change, Spend } from '../../model/change.ts';
import type { Bought } from '../../model/growth.ts';
import { kindOf, nameOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import { isBegun } from './granted.ts';
import type { Ceilings, GuardFacts, MakeGuard } from './types.ts';
import { objection } from './types.ts';

export const ceiling: MakeGuard = (facts) => (change, allowed) => {
  const { bought } = facts;
  const { ceilings } = facts.rules;
  if (change.class !== 'spend') return null;
  if (ceilings === null) return objection('ceiling', 'plumbline.yaml has no ceilings, so nothing is bought');
  if (bought === null) return objection('ceiling', 'it is not known what was bought before');
  const whole = [...allowed, change].filter((other) => other.class === 'spend').flatMap((other) => wholeRow(other, facts));
  // One whose call may have been made counts as bought already.
  const spends = [...new Set(whole)].filter((other) => !isBegun(other, facts));
  const why = excess(spends, bought, ceilings);
  return why === null ? null : objection('ceiling', why);
};

/** With all disks that its row lacks: a part of a row is paid for, and never used. */
function wholeRow(change: Change, { plan }: GuardFacts): readonly Change[] {
  if (change.op !== 'create') return [change];
  return plan.changes.filter(({ op, ref }) => op === 'create' && rowOf(ref) === rowOf(change.ref));
}

/** `gold/r5` of `Disk/gold/n1/r5`. */
function rowOf(ref: Ref): string {
  const [pool, , row] = nameOf(ref).split('/');
  return kindOf(ref) === 'Disk' ? `${pool}/${row}` : ref;
}

/** Of all that is bought in this pass, the change that is looked at included. */
function excess(spends: readonly Change[], bought: Bought, ceilings: Ceilings): string | null {
  const known = spends.map(({ spend }) => spend).filter(hasPrice);
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

function hasPrice(spend: Spend | null): spend is Spend & { readonly monthlyUsd: number } {
  return spend !== null && spend.monthlyUsd !== null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
