/** The system at a glance, for the control API and for checks that do not want to log in. */
import { capacityOf, usedPercentOf } from './capacity.ts';
import type { ScaleioState } from './state.ts';

export interface GatewayView {
  readonly systemId: string;
  readonly pools: readonly {
    readonly name: string;
    readonly usedPercent: number;
    readonly degradedKib: number;
    readonly failedKib: number;
  }[];
  /** `mappedTo`: ips of hosts. */
  readonly volumes: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly sizeKib: number;
    readonly mappedTo: readonly string[];
  }[];
}

export function viewOf(state: ScaleioState, nowMs: number): GatewayView {
  const ipOf = new Map(state.sdcs.map(({ id, ip }) => [id, ip]));
  return {
    systemId: state.system.id,
    pools: state.pools.map((pool) => {
      const capacity = capacityOf(state, pool, nowMs);
      return { name: pool.name, usedPercent: usedPercentOf(capacity), degradedKib: capacity.degradedKib, failedKib: capacity.failedKib };
    }),
    volumes: state.volumes.map(({ id, name, sizeKib, mappedSdcIds }) => {
      return { id, name, sizeKib, mappedTo: [...mappedSdcIds].map((sdcId) => ipOf.get(sdcId) ?? sdcId) };
    }),
  };
}
