/** A storage pool: its settings, and what is written into it. */
export type MediaType = 'HDD' | 'SSD' | 'Transitional';

/** How copies are made anew, or evened out; limits are per device. */
export interface MovePolicy {
  readonly policy: string;
  readonly concurrentIos: number;
  readonly bandwidthKibps: number;
}

export interface Pool {
  readonly id: string;
  name: string;
  readonly domainId: string;
  sparePercentage: number;
  highThreshold: number;
  criticalThreshold: number;
  rebuildEnabled: boolean;
  rebalanceEnabled: boolean;
  rebuildPolicy: MovePolicy;
  rebalancePolicy: MovePolicy;
  /** Jobs of both at once, on each device. */
  parallelJobs: number;
  zeroPadding: boolean;
  checksumEnabled: boolean;
  useRmcache: boolean;
  useRfcache: boolean;
  rmcacheWriteHandling: 'Cached' | 'Passthrough';
  scannerMode: 'Disabled' | 'DeviceOnly' | 'DataComparison';
  scannerKibps: number;
  /** Null where gateways know no media: before 3.0. */
  mediaType: MediaType | null;
  /** Raw KiB whose two copies are both gone. */
  failedKib: number;
  writing: Writing | null;
}

/** Somebody writes into a pool all the time. */
export interface Writing {
  /** Counted once. */
  readonly kibPerMs: number;
  readonly sinceMs: number;
  /** What was written of it, or found no room. */
  doneKib: number;
}

type Given = Pick<Pool, 'id' | 'name' | 'domainId'> & Partial<Pool>;

/** With the settings that real pools come with. */
export function newPool(given: Given): Pool {
  return {
    sparePercentage: 10,
    highThreshold: 80,
    criticalThreshold: 90,
    rebuildEnabled: true,
    rebalanceEnabled: true,
    rebuildPolicy: { policy: 'limitNumOfConcurrentIos', concurrentIos: 1, bandwidthKibps: 10_240 },
    rebalancePolicy: { policy: 'favorAppIos', concurrentIos: 1, bandwidthKibps: 10_240 },
    parallelJobs: 2,
    zeroPadding: true,
    checksumEnabled: false,
    useRmcache: false,
    useRfcache: false,
    rmcacheWriteHandling: 'Cached',
    scannerMode: 'Disabled',
    scannerKibps: 0,
    mediaType: null,
    failedKib: 0,
    writing: null,
    ...given,
  };
}
