/** Storage pools: there, in an active domain, with all data protected; and how full. */
import { PlumblineError } from '../../../errors.ts';
import type { Doc } from '../../../model/desired.ts';
import type { Gauge, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { scaleioErrors } from '../errors.ts';
import { thresholdsOf } from '../compare.ts';
import { needsMedia } from '../diff/pool-creation.ts';
import { vendorName } from '../resolve.ts';
import type { PoolPlace } from '../resolve.ts';
import type { PoolStatistics, ScaleioFacets, StoragePool } from '../types.ts';
import { domainAround, doomed, whichPool } from '../which-object.ts';
import { judgeAstray, judgeGoing } from './astray.ts';
import { devicesInError } from './devices.ts';
import { judge, judgeUnmet } from './judge.ts';
import type { Judgement, Remark } from './judge.ts';
import { nodeLoss } from './node-loss.ts';
import { fillingOf, fullness, gaugeOf, overProvisioning } from './pool-capacity.ts';
import { poolFields } from './pool-fields.ts';
import { protection } from './pool-moves.ts';
import { isOnlyResting } from './rest.ts';

export function judgePool(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const what = `pool ${vendorName(doc)} of ${doc.spec.protectionDomain}`;
  const target = whichPool(doc, inputs, live);
  if (doc.state === 'absent') return judgeGoing(doc.ref, doomed(target), what, (pool) => whatIsIn(pool, live));
  switch (target.kind) {
    case 'one':
      return judgeFound(doc, target.value, inputs, live);
    case 'renamed':
    case 'lost':
      return judgeAstray(doc.ref, target, { what, code: 'Pool' });
    case 'none':
    case 'many':
    case 'taken':
    case 'unknown':
      return judgeUnmet(doc.ref, target, what, whyNotMade(doc, live));
  }
}

function whatIsIn({ id }: StoragePool, { volumes, devices }: Live<ScaleioFacets>): string {
  const isIn = ({ storagePoolId }: { readonly storagePoolId: string | null }): boolean => storagePoolId === id;
  if (volumes.kind === 'ok' && volumes.value.some(isIn)) return 'it still has volumes';
  return devices.kind === 'ok' && devices.value.some(isIn) ? 'it still has devices' : 'it is still to be removed';
}

/** Of a pool that a volume names, and no document declares. */
export function poolMissing({ pool, domain }: PoolPlace): Remark {
  return {
    code: 'PoolMissing',
    why: `ScaleIO has no pool named ${pool} in protection domain ${domain}`,
    remedy: 'Declare it as a StoragePool, or correct the name or the protection domain.',
  };
}

/** Null: nothing but its turn keeps it from being made. */
function whyNotMade({ spec }: Doc<'StoragePool'>, { system }: Live<ScaleioFacets>): Remark | null {
  if (system.kind === 'unknown' || spec.media !== undefined || !needsMedia(system.value.version)) return null;
  return {
    code: 'PoolNeedsMedia',
    why: `ScaleIO ${system.value.version} makes a pool only when it is told what kind of disks it will have`,
    remedy: 'Declare spec.media: ssd or hdd.',
  };
}

function judgeFound(doc: Doc<'StoragePool'>, pool: StoragePool, inputs: Inputs, live: Live<ScaleioFacets>): Judgement {
  const statistics = statisticsOf(pool, live);
  if (statistics instanceof PlumblineError) return judge(doc.ref, { kind: 'unknown', error: statistics }, []);
  const filling = fillingOf(pool, statistics, live);
  const remarks = [
    ...fullness(thresholdsOf(doc, pool, inputs.ignored(doc.ref)), filling),
    ...overProvisioning(doc, filling),
    ...(statistics.failedKib === 0 && isOnlyResting(pool, inputs, live) ? [] : protection(pool, statistics, inputs)),
    ...nodeLoss(pool, statistics, live),
    ...devicesInError(pool, live),
    ...poolFields(doc, pool, inputs, live),
  ];
  const domain = domainAround(doc, inputs, live);
  const home = domain.kind === 'one' || domain.kind === 'renamed' ? domain.value : null;
  if (home !== null && home.id !== pool.protectionDomainId) return inOtherDomain(doc, pool);
  if (home !== null && home.protectionDomainState !== 'Active') {
    return judge(doc.ref, { kind: 'degraded', why: `its protection domain is ${home.protectionDomainState}` }, remarks);
  }
  return judge(doc.ref, readinessOf(statistics), remarks);
}

function inOtherDomain(doc: Doc<'StoragePool'>, pool: StoragePool): Judgement {
  const why = `the pool is in the protection domain with the id ${pool.protectionDomainId}, not in ${doc.spec.protectionDomain}, and cannot be moved`;
  const remedy = 'Declare the domain it is in, or a new pool under a metadata.name of its own.';
  return judge(doc.ref, { kind: 'degraded', why }, [{ code: 'PoolInOtherDomain', why, remedy }]);
}

function readinessOf({ degradedKib, failedKib }: PoolStatistics): Judgement['readiness'] {
  if (failedKib > 0) return { kind: 'degraded', why: 'some of its data cannot be read' };
  if (degradedKib > 0) return { kind: 'degraded', why: 'some of its data has only one copy' };
  return { kind: 'ready' };
}

/** How full the pool is; null when that is not known, or it has no devices. */
export function poolGauge(doc: Doc<'StoragePool'>, inputs: Inputs, live: Live<ScaleioFacets>): Gauge | null {
  const target = whichPool(doc, inputs, live);
  if (target.kind !== 'one' && target.kind !== 'renamed') return null;
  const pool = target.value;
  const statistics = statisticsOf(pool, live);
  if (statistics instanceof PlumblineError) return null;
  const gauge = gaugeOf(fillingOf(pool, statistics, live), thresholdsOf(doc, pool, inputs.ignored(doc.ref)));
  return gauge === null ? null : { ref: doc.ref, ...gauge };
}

function statisticsOf({ id, name }: StoragePool, { statistics }: Live<ScaleioFacets>): PoolStatistics | PlumblineError {
  if (statistics.kind === 'unknown') return statistics.error;
  // The pool came between the two reads.
  const error = (): PlumblineError => {
    return new PlumblineError(scaleioErrors.changedMeanwhile, `The statistics of pool ${name ?? id} were not read with it.`);
  };
  return statistics.value.get(id) ?? error();
}
