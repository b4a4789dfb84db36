/** What the commit that adds a row says: the measure, the forecast, what the size follows from, and the price. */
import { growthBranch } from '../../../model/growth.ts';
import { formatDuration, formatGib, formatPercent } from '../../../units.ts';
import { oneLine } from '../../../model/printable.ts';
import type { PoolView, Row } from '../pool-view.ts';
import { monthlyUsd } from '../prices.ts';
import type { RuleFacts } from '../types.ts';
import { forecastOf } from './forecast.ts';
import { money, times } from './limits.ts';
import type { Totals } from './limits.ts';
import { largestUnitPercent } from './sizing.ts';
import type { Size } from './sizing.ts';
import { samplesOf } from './trigger.ts';

export interface Wish {
  readonly row: Row;
  readonly size: Size;
  /** As a clause. */
  readonly why: string;
  readonly targetPercent: number;
  /** Of all rows of the pool, this one included. */
  readonly totals: Totals;
}

export function growthMessage(view: PoolView, wish: Wish, facts: RuleFacts): string {
  const { row } = wish;
  const { name } = view.doc;
  return [
    `Grow ${name}: row ${row.key}, ${view.nodes.length} x ${formatGib(row.sizeGiB)} ${row.type}`,
    '',
    `Why: ${oneLine(wish.why)}; ${formatPercent(view.usedPercent ?? 0)} of it is used now.`,
    forecastLine(view, facts),
    ...sizeLines(view, wish),
    priceLine(view, wish, facts),
    '',
    `To accept, merge branch ${growthBranch(facts.cluster, name)}. To decline, delete it; on the tracked branch,`,
    `take the line of ${row.key} out again before its disks are bought.`,
    '',
    `Plumbline-Grow: ${name} ${row.key} ${row.sizeGiB}`,
    '',
  ].join('\n');
}

function forecastLine({ doc, statistics }: PoolView, facts: RuleFacts): string {
  const forecast = forecastOf(samplesOf(doc.ref, facts), statistics, facts.inputs.now);
  return forecast === null
    ? 'Forecast: none; it does not fill, or was measured too seldom in the last six hours.'
    : `Forecast: full in ${formatDuration(forecast.leftMs)}, as it filled in the last ${forecast.spanHours} h.`;
}

function sizeLines(view: PoolView, { size, targetPercent }: Wish): readonly string[] {
  const { sizeGiB, needGiB, isKnownSize, afterPercent } = size;
  const chosen = isKnownSize ? 'is the size its disks have already' : 'is that, rounded up to what ScaleIO takes';
  const unitPercent = largestUnitPercent(view, sizeGiB);
  const { sparePercent } = view.pool;
  return [
    `Size: for ${targetPercent} % used, each of ${view.nodes.length} nodes needs ${formatGib(needGiB)} more; ${formatGib(sizeGiB)} ${chosen}.`,
    `Then: ${formatPercent(afterPercent)} used, as far as can be told now.`,
    ...(sparePercent >= unitPercent
      ? []
      : [
          `Beware: the spare of ${formatPercent(sparePercent)} does not cover the largest fault unit, ${formatPercent(unitPercent)} of the pool.`,
        ]),
  ];
}

function priceLine({ nodes }: PoolView, { row, totals }: Wish, { prices }: RuleFacts): string {
  const usd = times(nodes.length, monthlyUsd(row, prices));
  return `Price: ${money(usd)} a month for this row, ${money(totals.monthlyUsd)} for all disks of the pool (prices of ${prices?.asOf ?? 'no day'}).`;
}
