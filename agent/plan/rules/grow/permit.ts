/** Whether one more row may come: by people who declined it, by what has to end first, by every limit. */
import { instant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import type { GrowthRecord } from '../../../model/growth.ts';
import type { Finding } from '../../../model/observed.ts';
import { boughtOf } from '../bought.ts';
import type { PoolView, Row } from '../pool-view.ts';
import { monthlyUsd } from '../prices.ts';
import type { RuleFacts } from '../types.ts';
import { blocked, declined, limitReached, sharedFile } from './findings.ts';
import { rowsInForce } from './in-force.ts';
import { cents, excessWith, money, times } from './limits.ts';
import { growthsOf } from './growths.ts';
import { waitOf } from './waits.ts';

const DAY_MS = 24 * 3_600_000;
/** Of capacity after spare: so much more is used that a declined row is worth another question. */
const POINTS = 5;

/** Why the row may not be proposed or committed now; null: it may. */
export function objectionTo(view: PoolView, row: Row, facts: RuleFacts): Finding | null {
  const { doc } = view;
  const rows = rowsInForce(view, facts).map((inForce) => inForce.row);
  const wait = waitOf(view, rows, facts);
  if (wait !== null) return blocked(doc, wait);
  const { path } = facts;
  if (path !== '' && !doc.origin.file.startsWith(`${path}/`)) return sharedFile(doc, path);
  const excess = excessWith(view, [...view.rows.filter(({ isAbsent }) => !isAbsent), row], facts);
  const above = excess ?? ceilingOf(view, row, facts);
  if (above !== null) return limitReached(doc, above, null);
  const until = dayIsFullUntil(growthsOf(doc.ref, facts), doc.spec.growth?.maxPerDay ?? 2, facts.inputs.now);
  return until === null ? null : limitReached(doc, `growth.maxPerDay is ${doc.spec.growth?.maxPerDay ?? 2}`, until);
}

/** What the guard would say to its disks, once somebody had merged the row. */
function ceilingOf({ nodes }: PoolView, row: Row, facts: RuleFacts): string | null {
  const { ceilings, prices } = facts;
  if (ceilings === null) return 'plumbline.yaml has no ceilings';
  const bought = boughtOf(facts);
  const usd = times(nodes.length, monthlyUsd(row, prices));
  if (bought === null || usd === null) return 'it is not known what all disks cost';
  if (nodes.length > ceilings.disksPerCommit) return `ceilings.disksPerCommit in plumbline.yaml is ${ceilings.disksPerCommit}`;
  if (bought.disks + nodes.length > ceilings.disks) return `ceilings.disks in plumbline.yaml is ${ceilings.disks}`;
  const all = bought.monthlyUsd + usd;
  return cents(all) > cents(ceilings.monthlyUsd)
    ? `ceilings.monthlyUsd in plumbline.yaml is ${ceilings.monthlyUsd}, and it would be ${money(all)}`
    : null;
}

/** When the oldest of the last day's rows is a day old; null: there were fewer than may be. */
function dayIsFullUntil(records: readonly GrowthRecord[], maxPerDay: number, now: Instant): Instant | null {
  const merged = records
    .filter(({ state, stateAt }) => state === 'merged' && now - stateAt < DAY_MS)
    .map(({ stateAt }) => stateAt)
    .toSorted((one, other) => one - other);
  const oldest = merged[merged.length - maxPerDay];
  return oldest === undefined ? null : instant(oldest + DAY_MS);
}

/** A no counts for a day, or until there is a new reason to ask: a person who said it at critical has seen that. */
export function declinedOf({ doc, usedPercent, pool }: PoolView, facts: RuleFacts): Finding | null {
  const newest = growthsOf(doc.ref, facts).at(-1);
  if (newest?.state !== 'declined' || usedPercent === null) return null;
  const until = instant(newest.stateAt + DAY_MS);
  const isWorse = usedPercent >= newest.usedPercent + POINTS;
  const isCritical = usedPercent >= pool.criticalPercent && newest.usedPercent < pool.criticalPercent;
  return facts.inputs.now >= until || isWorse || isCritical ? null : declined(doc, newest.row, until);
}

/** Whether the repository refused the agent's last commit on the tracked branch: for a day it only proposes. */
export function isRefused({ doc }: PoolView, facts: RuleFacts): boolean {
  return growthsOf(doc.ref, facts).some(({ branch, state, stateAt }) => {
    return branch === facts.tracked.branch && state === 'withdrawn' && facts.inputs.now - stateAt < DAY_MS;
  });
}
