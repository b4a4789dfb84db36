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

/** Looks at what was read, each list only when it is another one than before. */
export type UnfamiliarStates = (live: Live<ScaleioFacets>, log: Log) => void;

export function unfamiliarStates(): UnfamiliarStates {
  const seen = new WeakSet<object>();
  const logged = new Set<string>();
  return (live, log) => {
    for (const [field, value] of saidAnew(live, seen)) {
      const familiar: readonly string[] = FAMILIAR[field];
      const key = `${field} ${value}`;
      if (familiar.includes(value) || logged.has(key)) continue;
      logged.add(key);
      log.warn({ field, value }, 'scaleio says a state that Plumbline does not know; it counts as not ready');
    }
  };
}

function saidAnew({ system, domains, nodes, devices, sdcs, volumes }: Live<ScaleioFacets>, seen: WeakSet<object>): readonly Said[] {
  const mdmState = system.kind === 'ok' ? system.value.mdmState : null;
  return [
    ...(mdmState === null ? [] : [['clusterState', mdmState] as const]),
    ...ofNew(domains, seen, ({ protectionDomainState }) => [['protectionDomainState', protectionDomainState]]),
    ...ofNew(nodes, seen, ({ states }) => [
      ['sdsState', states.sdsState],
      ['membershipState', states.membershipState],
      ['mdmConnectionState', states.mdmConnectionState],
      ['maintenanceState', states.maintenanceState],
    ]),
    ...ofNew(devices, seen, ({ deviceState, errorState }) => [
      ['deviceState', deviceState],
      ['errorState', errorState],
    ]),
    ...ofNew(sdcs, seen, ({ mdmConnectionState }) => [['mdmConnectionState', mdmConnectionState]]),
    ...ofNew(volumes, seen, ({ volumeType }) => [['volumeType', volumeType]]),
  ];
}

function ofNew<T>(reading: Reading<readonly T[]>, seen: WeakSet<object>, said: (item: T) => readonly Said[]): readonly Said[] {
  if (reading.kind === 'unknown' || seen.has(reading.value)) return [];
  seen.add(reading.value);
  return reading.value.flatMap(said);
}
