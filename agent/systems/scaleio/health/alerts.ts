/**
 * What ScaleIO itself complains about, folded under the object it names. Health comes from objects and statistics, on every
 * version; alerts only say what these do not show, and decide nothing. Pure.
 */
import { instant, parseInstant } from '../../../clock.ts';
import type { Finding, Live } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { Inputs } from '../../../model/system.ts';
import type { Alert, ScaleioFacets } from '../types.ts';
import { RECHECK_MS } from './judge.ts';

/** Which objects and statistics show as well, and where they are said with a remedy. Types: delfin's alert_consts.py. */
const SHOWN_ANYWAY: ReadonlySet<string> = new Set([
  'CAPACITY_UTILIZATION_ABOVE_CRITICAL_THRESHOLD',
  'CAPACITY_UTILIZATION_ABOVE_HIGH_THRESHOLD',
  'CONFIGURED_SPARE_CAPACITY_SMALLER_THAN_LARGEST_FAULT_UNIT',
  'DEVICE_FAILED',
  'DEVICE_PENDING_ACTIVATION',
  'FAILURE_RECOVERY_CAPACITY_BELOW_THRESHOLD',
  'MDM_NOT_CLUSTERED',
  'NOT_ENOUGH_FAULT_UNITS_IN_SP',
  'PD_INACTIVE',
  'SDC_DISCONNECTED',
  'SDS_DISCONNECTED',
  'SPARE_CAPACITY_AND_FREE_CAPACITY_SMALLER_THAN_LARGEST_FAULT_UNIT',
  'SPARE_CAPACITY_BELOW_THRESHOLD',
  'STORAGE_POOL_HAS_CAPACITY_ERRORS',
  'STORAGE_POOL_HAS_DEGRADED_CAPACITY',
  'STORAGE_POOL_HAS_FAILED_CAPACITY',
  'STORAGE_POOL_HAS_UNAVAILABLE_UNUSED_CAPACITY',
  'STORAGE_POOL_HAS_UNREACHABLE_CAPACITY',
]);

/** What passes sooner is part of a restart, or of a rebuild that begins. */
const LASTING_MS = 10 * 60_000;

/** One for each declared object that has any; those of the system itself are the cluster's, those of a device its pool's. */
export function alertFindings(inputs: Inputs, live: Live<ScaleioFacets>, ids: ReadonlyMap<Ref, string>): readonly Finding[] {
  if (live.alerts.kind === 'unknown') return [];
  const lasts = ({ since }: Alert): boolean => inputs.now - (parseInstant(since) ?? 0) >= LASTING_MS;
  const worth = live.alerts.value.filter((alert) => alert.severity !== 'ALERT_LOW' && !SHOWN_ANYWAY.has(alert.type) && lasts(alert));
  if (worth.length === 0) return [];
  const refs = new Map([...ids].map(([ref, id]) => [id, ref]));
  const types = new Map<Ref, readonly string[]>();
  for (const alert of worth) {
    const ref = refOf(alert, inputs, live, refs);
    if (ref !== null) types.set(ref, [...(types.get(ref) ?? []), alert.type]);
  }
  return [...types].map(([ref, all]) => findingOf(ref, all, inputs));
}

function findingOf(ref: Ref, types: readonly string[], { now }: Inputs): Finding {
  return {
    ref,
    code: 'ScaleioAlerts',
    why: `ScaleIO has alerts about it: ${[...new Set(types)].toSorted().join(', ')}`,
    remedy: "See to them in ScaleIO; what they mean is in the vendor's guide.",
    causedBy: null,
    recheckAt: instant(now + RECHECK_MS),
  };
}

/** Null: nothing that is declared. */
function refOf({ objectId }: Alert, { desired }: Inputs, live: Live<ScaleioFacets>, refs: ReadonlyMap<string, Ref>): Ref | null {
  const isSystem = objectId === null || (live.system.kind === 'ok' && live.system.value.id === objectId);
  if (isSystem) return [...desired.docs.Cluster.values()][0]?.ref ?? null;
  const device = live.devices.kind === 'ok' ? live.devices.value.find(({ id }) => id === objectId) : undefined;
  return refs.get(objectId) ?? refs.get(device?.storagePoolId ?? '') ?? null;
}
