/** Storage pools: there, in an active domain, with all data protected; and how full. */
import { instant } from '../../../clock.ts';
import { PlumblineError } from '../../../errors.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Gauge, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { kibToGib } from '../../../units.ts';
import { scaleioErrors } from '../errors.ts';
import { thresholdsOf, usedPercent } from '../compare.ts';
import type { Thresholds } from '../compare.ts';
import { liveDomain, livePool, placeOfPool } from '../resolve.ts';
import type { PoolPlace } from '../resolve.ts';
import type { PoolStatistics, ScaleioFacets } from '../types.ts';
import { devicesInError } from './devices.ts';
import { judge, judgeUnmet, RECHECK_MS } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';
import { nodeLoss } from './node-loss.ts';

export function judgePool(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const place = placeOfPool(doc, inputs.desired);
  const target = livePool(place, live);
  if (target.kind !== 'one') {
    const causedBy = liveDomain(place.domain, live).kind === 'none' ? (doc.links[0] ?? null) : null;
    return judgeUnmet(doc.ref, target, `pool ${place.pool} of ${place.domain}`, { ...poolMissing(place), causedBy });
  }
  if (live.statistics.kind === 'unknown') return judge(doc.ref, { kind: 'unknown', error: live.statistics.error }, []);
  const statistics = live.statistics.value.get(target.value.id);
  if (!statistics) return judge(doc.ref, { kind: 'unknown', error: statisticsLacking(place) }, []);
  const thresholds = thresholdsOf(doc, target.value, inputs.ignored(doc.ref));
  const remarks = [
    ...fullness(thresholds, statistics),
    ...protection(statistics, inputs),
    ...nodeLoss(target.value, statistics, live),
    ...devicesInError(target.value, live),
  ];
  return judge(doc.ref, readinessOf(place, statistics, live), remarks);
}

export function poolMissing({ pool, domain }: PoolPlace): Remark {
  return {
    code: 'PoolMissing',
    why: `ScaleIO has no pool named ${pool} in protection domain ${domain}`,
    remedy: 'Create it in ScaleIO, or correct the name or the protection domain; Plumbline does not create pools.',
  };
}

function readinessOf(place: PoolPlace, { degradedKib, failedKib }: PoolStatistics, live: Live<ScaleioFacets>): Judgement['readiness'] {
  const domain = liveDomain(place.domain, live);
  if (domain.kind === 'one' && domain.value.protectionDomainState !== 'Active') {
    return { kind: 'degraded', why: `its protection domain is ${domain.value.protectionDomainState}` };
  }
  if (failedKib > 0) return { kind: 'degraded', why: 'some of its data cannot be read' };
  if (degradedKib > 0) return { kind: 'degraded', why: 'some of its data has only one copy' };
  return { kind: 'ready' };
}

// What follows says no amounts: they move from one minute to the next, and the gauge shows them.

/** From the threshold on, as ScaleIO's own alerts. A pool without devices is never full. */
function fullness({ high, critical }: Thresholds, statistics: PoolStatistics): readonly Remark[] {
  const used = usedPercent(statistics);
  if (used === null || used < high) return [];
  if (used < critical) {
    const why = `the capacity after spare is used past the high threshold of ${high} %`;
    return [{ code: 'PoolNearlyFull', why, remedy: 'Add the same capacity to every node of the pool.' }];
  }
  return [
    {
      code: 'PoolCritical',
      why: `the capacity after spare is used past the critical threshold of ${critical} %, where ScaleIO stops rebalancing and makes no new thin volumes`,
      remedy: 'Add the same capacity to every node of the pool now, or free some.',
    },
  ];
}

/** Space on lost nodes counts too: the data may be whole again, the pool is not. */
function protection(statistics: PoolStatistics, inputs: Inputs): readonly Remark[] {
  const parts: readonly [number, string][] = [
    [statistics.failedKib, 'data cannot be read'],
    [statistics.degradedKib, 'data has only one copy'],
    [statistics.unreachableUnusedKib, 'free space is out of reach'],
  ];
  const lost = parts.filter(([kib]) => kib > 0).map(([, what]) => what);
  if (lost.length === 0) return [];
  return [
    {
      code: 'PoolDegraded',
      why: `in this pool ${lost.join(', ')}`,
      remedy: 'Bring lost nodes and devices back; ScaleIO rebuilds by itself. Adding capacity does not mend it.',
      recheckAt: instant(inputs.now + RECHECK_MS),
    },
  ];
}

/** How full the pool is; null when that is not known, or it has no devices. */
export function poolGauge(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Gauge | null {
  const target = livePool(placeOfPool(doc, inputs.desired), live);
  if (target.kind !== 'one' || live.statistics.kind === 'unknown') return null;
  const statistics = live.statistics.value.get(target.value.id);
  const used = statistics && usedPercent(statistics);
  if (!statistics || typeof used !== 'number') return null;
  const { high, critical } = thresholdsOf(doc, target.value, inputs.ignored(doc.ref));
  // Half of the raw capacity: every byte is there twice.
  const usableGiB = kibToGib((statistics.maxKib - statistics.spareKib) / 2);
  return { ref: doc.ref, usedPercent: used, usableGiB, highPercent: high, criticalPercent: critical };
}

/** The pool came between the two reads. */
function statisticsLacking({ pool }: PoolPlace): PlumblineError {
  return new PlumblineError(scaleioErrors.changedMeanwhile, `The statistics of pool ${pool} were not read with it.`);
}
