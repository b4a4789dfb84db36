/**
 * What ScaleIO complains about, up to 3.x: derived from what is there, so an alert is gone as soon as its reason is. Types and
 * shape: delfin's ScaleIO driver (2.5). An alert keeps its id for as long as it is about the same thing.
 */
import { createHash } from 'node:crypto';
import type { Body } from './body-parts.ts';
import { mdmCluster } from './mdm-cluster.ts';
import { poolAlerts } from './pool-alerts.ts';
import type { ScaleioState } from './state.ts';

type Severity = 'ALERT_LOW' | 'ALERT_MEDIUM' | 'ALERT_HIGH';

/** That something is so with an object. */
export interface Complaint {
  readonly about: string;
  readonly severity: Severity;
  readonly type: 'System' | 'ProtectionDomain' | 'StoragePool' | 'Sds' | 'Sdc' | 'Device';
  readonly objectId: string;
}

export interface Alert extends Complaint {
  readonly id: string;
  /** When a listing first had it. */
  readonly sinceMs: number;
}

/** Notes when each began, and forgets those that are over. */
export function alertsOf(state: ScaleioState): readonly Alert[] {
  const alerts = complaintsOf(state).map((complaint): Alert => {
    const id = uuidOf(`${state.system.id}/${complaint.about}/${complaint.objectId}`);
    return { ...complaint, id, sinceMs: state.alertsSinceMs.get(id) ?? state.nowMs };
  });
  state.alertsSinceMs.clear();
  for (const { id, sinceMs } of alerts) state.alertsSinceMs.set(id, sinceMs);
  return alerts;
}

export function alertBody(state: ScaleioState, { id, about, severity, type, objectId, sinceMs }: Alert): Body {
  return {
    id,
    name: id,
    uuid: id,
    alertType: about,
    severity,
    affectedObject: { type: `com.emc.ecs.api.model.gen.${type}`, id: objectId, objectId },
    alertValues: {},
    startTime: new Date(sinceMs).toISOString(),
    lastObserved: new Date(state.nowMs).toISOString(),
  };
}

function complaintsOf(state: ScaleioState): readonly Complaint[] {
  return [...systemAlerts(state), ...nodeAlerts(state), ...deviceAlerts(state), ...state.pools.flatMap((pool) => poolAlerts(state, pool))];
}

function systemAlerts(state: ScaleioState): readonly Complaint[] {
  const inactive = state.domains.filter((domain) => domain.state === 'Inactive');
  const isClustered = mdmCluster(state)['clusterState'] === 'ClusteredNormal';
  return [
    ...(isClustered ? [] : [complaint('MDM_NOT_CLUSTERED', 'ALERT_HIGH', 'System', state.system.id)]),
    ...inactive.map(({ id }) => complaint('PD_INACTIVE', 'ALERT_HIGH', 'ProtectionDomain', id)),
  ];
}

function nodeAlerts({ sds, sdcs }: ScaleioState): readonly Complaint[] {
  const lost = sds.filter(({ connected }) => !connected);
  const lostClients = sdcs.filter(({ connected }) => !connected);
  return [
    ...lost.map(({ id }) => complaint('SDS_DISCONNECTED', 'ALERT_HIGH', 'Sds', id)),
    ...lostClients.map(({ id }) => complaint('SDC_DISCONNECTED', 'ALERT_LOW', 'Sdc', id)),
  ];
}

function deviceAlerts({ devices }: ScaleioState): readonly Complaint[] {
  const failed = devices.filter(({ hasFailed }) => hasFailed);
  const tested = devices.filter(({ state }) => state === 'InitialTestDone');
  return [
    ...failed.map(({ id }) => complaint('DEVICE_FAILED', 'ALERT_HIGH', 'Device', id)),
    ...tested.map(({ id }) => complaint('DEVICE_PENDING_ACTIVATION', 'ALERT_LOW', 'Device', id)),
  ];
}

function complaint(about: string, severity: Severity, type: Complaint['type'], objectId: string): Complaint {
  return { about, severity, type, objectId };
}

function uuidOf(text: string): string {
  const hex = createHash('md5').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
