/** The system at a glance, for the control API and for checks that do not want to log in. */
import { capacityOf, usedPercentOf } from './capacity.ts';
import { sdsOf } from './copies.ts';
import { movementOf } from './movement.ts';
import type { Device, ScaleioState } from './state.ts';

export interface GatewayView {
  readonly systemId: string;
  readonly pools: readonly {
    readonly name: string;
    readonly usedPercent: number;
    readonly maxKib: number;
    readonly degradedKib: number;
    readonly failedKib: number;
    /** Lost copies that are not being made anew now: too early, or no room for them. */
    readonly pendingRebuildKib: number;
  }[];
  /** `sds`, `pool`: names. */
  readonly devices: readonly {
    readonly id: string;
    readonly name: string;
    readonly sds: string;
    readonly pool: string;
    readonly path: string;
    /** `Normal` only without an error. */
    readonly state: Device['state'] | 'Error';
    readonly sizeGiB: number;
  }[];
  /** `mappedTo`: ips of hosts. */
  readonly volumes: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly sizeKib: number;
    readonly mappedTo: readonly string[];
  }[];
}

export function viewOf(state: ScaleioState): GatewayView {
  const ipOf = new Map(state.sdcs.map(({ id, ip }) => [id, ip]));
  return {
    systemId: state.system.id,
    pools: state.pools.map((pool) => {
      const capacity = capacityOf(state, pool);
      const { maxKib, degradedKib, failedKib } = capacity;
      const { fwdPendingKib: pendingRebuildKib } = movementOf(state, pool);
      return { name: pool.name, usedPercent: usedPercentOf(capacity), maxKib, degradedKib, failedKib, pendingRebuildKib };
    }),
    devices: state.devices.map((device) => {
      const { id, name, path, sizeGib: sizeGiB } = device;
      const pool = state.pools.find((one) => one.id === device.poolId)?.name ?? device.poolId;
      return { id, name, sds: sdsOf(state, device).name, pool, path, state: device.hasFailed ? 'Error' : device.state, sizeGiB };
    }),
    volumes: [...state.volumes].map(({ id, name, sizeKib, mappings }) => {
      return { id, name, sizeKib, mappedTo: [...mappings.keys()].map((sdcId) => ipOf.get(sdcId) ?? sdcId) };
    }),
  };
}
