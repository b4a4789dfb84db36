/** How large the world must be for what will run in it. */
import { DEVICE_GIB } from './scaleio/start.ts';

export interface Load {
  readonly hosts: number;
  /** Generated apps and volumes, besides those of the example cluster. */
  readonly apps: number;
  readonly volumes: number;
}

/** What one generated app asks for, and one generated volume. */
export const APP_CPUS = 0.01;
export const APP_MEM_MIB = 16;
export const VOLUME_GIB = 8;

/** Rolling restarts run each app twice for a while. */
const AT_ONCE = 2;
/** Raw GiB per promised GiB: two copies; ScaleIO promises ten times what is left after a third kept spare. */
const RAW_PER_VOLUME_GIB = 2 / (10 * 0.66);
const EXAMPLE_VOLUMES_GIB = 200;

export interface Sizes {
  readonly cpusPerHost: number;
  readonly memMiBPerHost: number;
  readonly deviceGib: number;
  readonly maxRunningDeployments: number;
}

/** The example's own sizes, and more where the load needs it. */
export function sizesFor({ hosts, apps, volumes }: Load): Sizes {
  const appsPerHost = Math.ceil((apps * AT_ONCE) / hosts);
  const rawGib = RAW_PER_VOLUME_GIB * (volumes * VOLUME_GIB + EXAMPLE_VOLUMES_GIB);
  return {
    cpusPerHost: 16 + Math.ceil(appsPerHost * APP_CPUS),
    memMiBPerHost: 65_536 + appsPerHost * APP_MEM_MIB,
    deviceGib: Math.max(DEVICE_GIB, Math.ceil(rawGib / hosts) + 10),
    // Whoever runs thousands of apps has raised --max_running_deployments from its default of 100.
    maxRunningDeployments: 100 + apps,
  };
}
