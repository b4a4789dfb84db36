/** How full pools were: readings of whole pools, thinned out as they age. Pure. */
import type { Instant } from '../../../clock.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Sample } from '../../../model/growth.ts';
import type { Memory } from '../../../model/memory.ts';
import { kibToGib } from '../../../units.ts';
import { measurePool } from '../see-pool.ts';
import type { RuleFacts } from '../types.ts';

const MINUTE_MS = 60_000;
/** So long every minute's is kept, and for six hours before one of each five minutes. */
const DENSE_MS = 10 * MINUTE_MS;
const SPARSE_MS = 5 * MINUTE_MS;
const OLDEST_MS = DENSE_MS + 6 * 60 * MINUTE_MS;

/** Only of pools that git lets grow; what did not change is given back as it is. */
export function samplesAfter(samples: Memory['samples'], facts: RuleFacts): Memory['samples'] {
  const pools = [...facts.inputs.desired.docs.StoragePool.values()].filter(
    ({ spec }) => spec.growth !== undefined || spec.cloudDisks !== undefined,
  );
  const after = new Map(pools.map((doc) => [doc.ref, samplesOfPool(doc, samples.get(doc.ref) ?? [], facts)]));
  const isSame = after.size === samples.size && [...after].every(([ref, taken]) => samples.get(ref) === taken);
  return isSame ? samples : after;
}

function samplesOfPool(doc: Doc<'StoragePool'>, samples: readonly Sample[], facts: RuleFacts): readonly Sample[] {
  const { now } = facts.inputs;
  const last = samples.at(-1);
  const taken = last === undefined || now - last.at >= MINUTE_MS ? sampleOf(doc, facts) : null;
  const kept = thinned(taken === null ? samples : [...samples, taken], now);
  return kept.length === samples.length && taken === null ? samples : kept;
}

/** Null while data is degraded or failed: then the numbers say something else. */
function sampleOf(doc: Doc<'StoragePool'>, facts: RuleFacts): Sample | null {
  const measured = measurePool(doc, facts);
  if (measured.kind === 'unseen' || measured.measure.usedPercent === null) return null;
  const { statistics, usedPercent } = measured.measure;
  if (statistics.degradedKib > 0 || statistics.failedKib > 0) return null;
  return { at: facts.inputs.now, usedPercent, inUseGiB: kibToGib(statistics.inUseKib) };
}

/** Of five minutes the first is kept, so that none is lost to one that comes later. */
function thinned(samples: readonly Sample[], now: Instant): readonly Sample[] {
  const seen = new Set<number>();
  return samples.filter(({ at }) => {
    if (now - at > OLDEST_MS) return false;
    const span = Math.floor(at / SPARSE_MS);
    const isFirst = !seen.has(span);
    seen.add(span);
    return now - at <= DENSE_MS || isFirst;
  });
}
