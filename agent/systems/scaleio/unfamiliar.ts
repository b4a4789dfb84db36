/** States that no known version of ScaleIO has: they count as not ready everywhere, and are logged once each. */
import type { Live, Reading } from '../../model/observed.ts';
import type { Log } from '../../log.ts';
import type { ScaleioFacets } from './types.ts';

/** Sources: R2_5 and R2_6 dumps (delfin, netdata), goscaleio's and ansible-powerflex' constants. */
const FAMILIAR = {
  clusterState: ['ClusteredNormal', 'ClusteredDegraded', 'ClusteredTiebreakerDown', 'ClusteredDegradedTiebreakerDown', 'NotClustered'],
  protectionDomainState: ['Active', 'ActivePending', 'Inactive', 'InactivePending'],
  sdsState: ['Normal', 'RemovePending'],
  membershipState: ['Joined', 'JoinPending', 'Decoupled'],
  mdmConnectionState: ['Connected', 'Disconnected'],
  maintenanceState: ['NoMaintenance', 'SetMaintenanceInProgress', 'InMaintenance', 'ExitMaintenanceInProgress'],
  deviceState: ['Normal', 'InitialTest', 'InitialTestDone', 'NormalTesting', 'RemovePending'],
  errorState: ['None', 'Error'],
  volumeType: ['ThinProvisioned', 'ThickProvisioned', 'Snapshot'],
} satisfies { readonly [field: string]: readonly string[] };

type Field = keyof typeof FAMILIAR;
type Said = readonly [field: Field, value: string];

export type UnfamiliarStates = (live: Live<ScaleioFacets>, log: Log) => void;

export function unfamiliarStates(): UnfamiliarStates {
  const logged = new Set<string>();
  return (live, log) => {
    for (const [field, value] of saidIn(live)) {
      const familiar: readonly string[] = FAMILIAR[field];
      const key = `${field} ${value}`;
      if (familiar.includes(value) || logged.has(key)) continue;
      logged.add(key);
      log.warn({ field, value }, 'scaleio says a state that Plumbline does not know; it counts as not ready');
    }
  };
}

function saidIn({ system, domains, nodes, devices, sdcs, volumes }: Live<ScaleioFacets>): readonly Said[] {
  const mdmState = system.kind === 'ok' ? system.value.mdmState : null;
  const nodeStates = ['sdsState', 'membershipState', 'mdmConnectionState', 'maintenanceState'] as const;
  return [
    ...(mdmState === null ? [] : [['clusterState', mdmState] as const]),
    ...valuesOf('protectionDomainState', domains, (domain) => domain.protectionDomainState),
    ...nodeStates.flatMap((field) => valuesOf(field, nodes, ({ states }) => states[field])),
    ...valuesOf('deviceState', devices, (device) => device.deviceState),
    ...valuesOf('errorState', devices, (device) => device.errorState),
    ...valuesOf('mdmConnectionState', sdcs, (sdc) => sdc.mdmConnectionState),
    ...valuesOf('volumeType', volumes, (volume) => volume.volumeType),
  ];
}

/** Each once. */
function valuesOf<T>(field: Field, reading: Reading<readonly T[]>, said: (item: T) => string): readonly Said[] {
  if (reading.kind === 'unknown') return [];
  const values = new Set<string>();
  for (const item of reading.value) values.add(said(item));
  return [...values].map((value) => [field, value] as const);
}
