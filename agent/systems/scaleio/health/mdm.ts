/** The MDM cluster: whether ScaleIO's own managers are all there. Pure. */
import { instant } from '../../../clock.ts';
import type { Finding, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import { mdmClause } from '../checks/pool.ts';
import type { ScaleioFacets } from '../types.ts';
import { RECHECK_MS } from './judge.ts';

/** Of the cluster as a whole: no declared object is the MDMs. */
export function mdmFindings({ desired, now }: Inputs, { system }: Live<ScaleioFacets>): readonly Finding[] {
  const [cluster] = desired.docs.Cluster.values();
  const why = system.kind === 'ok' ? mdmClause(system.value) : null;
  if (cluster === undefined || why === null) return [];
  const remedy = 'Bring its MDMs and tie breakers back: one more lost, and ScaleIO may stop.';
  return [{ ref: cluster.ref, code: 'MdmDegraded', why, remedy, causedBy: null, recheckAt: instant(now + RECHECK_MS) }];
}
