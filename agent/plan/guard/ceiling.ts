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
  // A disk that may have been ordered counts as bought already.
  const spends = [...new Set(whole)].filter((other) => other.op !== 'create' || !isBegun(other, facts));
  const why = excessUsd(spends, bought, ceilings) ?? excessDisks(change, spends, facts);
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
function excessUsd(spends: readonly Change[], bought: Bought, ceilings: Ceilings): string | null {
  const known = spends.map(({ spend }) => spend).filter(hasPrice);
  if (known.length < spends.length) return 'there is no price for it';
  const monthlyUsd = bought.monthlyUsd + sum(known.map((spend) => spend.monthlyUsd));
  if (monthlyUsd <= ceilings.monthlyUsd) return null;
  return `all disks would cost $${monthlyUsd.toFixed(2)} a month, and ceilings.monthlyUsd is ${ceilings.monthlyUsd}`;
}

function hasPrice(spend: Spend | null): spend is Spend & { readonly monthlyUsd: number } {
  return spend !== null && spend.monthlyUsd !== null;
}

/** A row that is committed is of a commit of its own; what one commit brings takes several passes. */
function excessDisks(change: Change, spends: readonly Change[], { bought, rules: { ceilings }, inputs }: GuardFacts): string | null {
  // A disk that only becomes dearer is no other one.
  if (ceilings === null || bought === null || change.spend?.disks === 0) return null;
  const all = bought.disks + disksOf(spends);
  if (all > ceilings.disks) return `there would be ${all} disks in all, and ceilings.disks is ${ceilings.disks}`;
  const ofCommit = change.op === 'grow' ? disksOf([change]) : broughtBy(inputs) + disksOf(spends.filter(({ op }) => op !== 'grow'));
  if (ofCommit <= ceilings.disksPerCommit) return null;
  return `it would be ${ofCommit} disks by one commit, and ceilings.disksPerCommit is ${ceilings.disksPerCommit}`;
}

function disksOf(spends: readonly Change[]): number {
  return sum(spends.map(({ spend }) => spend?.disks ?? 0));
}

/** How many disks the commit in force has brought already, those included whose call may have been made. */
function broughtBy({ desired: { commit }, memory: { inventory, intents } }: GuardFacts['inputs']): number {
  const owned = [...inventory.values()].filter((one) => one.how === 'created' && one.commit === commit);
  const begun = intents.filter(({ line }) => line.op === 'create' && line.commit === commit);
  return new Set([...owned, ...begun].map(({ ref }) => ref).filter((ref) => kindOf(ref) === 'Disk')).size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
