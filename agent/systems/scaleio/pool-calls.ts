/** The calls that set a pool's settings: which settings each sets, and what it sends. Pure. */
import { isUsed, liveSettings } from './pool-settings.ts';
import type { Settings } from './pool-settings.ts';
import type { PoolCall, SetPool, SetThresholds } from './actions.ts';
import type { StoragePool } from './types.ts';

type Body = { readonly [key: string]: string };

interface Setter {
  readonly paths: readonly string[];
  /** For the pool as it would be with these settings. */
  readonly action: (poolId: string, settings: Settings) => SetPool | SetThresholds;
}

/** In the order in which they are made: what protects the data comes first. */
export const SETTERS: readonly Setter[] = [
  setting('setRebuildEnabled', ['rebuild.enabled']),
  setting('setSparePercentage', ['sparePercent']),
  { paths: ['thresholds.high', 'thresholds.critical'], action: thresholds },
  setting('setMediaType', ['media']),
  setting('setZeroPaddingPolicy', ['zeroPadding']),
  setting('setUseRmcache', ['rmcache.enabled']),
  setting('setRmcacheWriteHandlingMode', ['rmcache.writes']),
  {
    paths: ['rfcache'],
    action: (poolId, settings) => setPool(poolId, settings.get('rfcache') === true ? 'enableRfcache' : 'disableRfcache', settings),
  },
  setting('setRebuildIoPriorityPolicy', policyPaths('rebuild')),
  setting('setRebalanceEnabled', ['rebalance.enabled']),
  setting('setRebalanceIoPriorityPolicy', policyPaths('rebalance')),
  setting('setRebuildRebalanceParallelism', ['parallelJobsPerDevice']),
];

/** Whether the pool is as the call would make it. */
export function isAlreadySo(pool: StoragePool, call: PoolCall, body: Body): boolean {
  if (call === 'enableRfcache' || call === 'disableRfcache') return pool.useRfcache === (call === 'enableRfcache');
  const now = BODIES[call](liveSettings(pool));
  return Object.keys(body).every((key) => body[key] === now[key]);
}

/** What the gateway wants to be told: texts, and the words of its own API. */
const BODIES: { readonly [Call in PoolCall]: (settings: Settings) => Body } = {
  setSparePercentage: (settings) => ({ sparePercentage: wordOf(settings, 'sparePercent') }),
  setRebuildEnabled: (settings) => ({ rebuildEnabled: wordOf(settings, 'rebuild.enabled') }),
  setRebalanceEnabled: (settings) => ({ rebalanceEnabled: wordOf(settings, 'rebalance.enabled') }),
  setRebuildIoPriorityPolicy: (settings) => policyBody('rebuild', settings),
  setRebalanceIoPriorityPolicy: (settings) => policyBody('rebalance', settings),
  setRebuildRebalanceParallelism: (settings) => ({ limit: wordOf(settings, 'parallelJobsPerDevice') }),
  // In the pool itself the field is called zeroPaddingEnabled.
  setZeroPaddingPolicy: (settings) => ({ zeroPadEnabled: wordOf(settings, 'zeroPadding') }),
  setUseRmcache: (settings) => ({ useRmcache: wordOf(settings, 'rmcache.enabled') }),
  setRmcacheWriteHandlingMode: (settings) => ({ rmcacheWriteHandlingMode: wordOf(settings, 'rmcache.writes') }),
  setMediaType: (settings) => ({ mediaType: wordOf(settings, 'media') }),
  enableRfcache: () => ({}),
  disableRfcache: () => ({}),
};

/** Of the settings whose values the gateway calls otherwise. */
const WORDS: { readonly [value: string]: string } = { cached: 'Cached', passthrough: 'Passthrough', hdd: 'HDD', ssd: 'SSD' };

/** The gateway takes booleans in any case; this one is goscaleio's. */
export function wordOf(settings: Settings, path: string): string {
  const value = settings.get(path) ?? '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return WORDS[value] ?? `${value}`;
}

function policyPaths(which: 'rebuild' | 'rebalance'): readonly string[] {
  return ['policy', 'concurrentIosPerDevice', 'bandwidthKibpsPerDevice'].map((field) => `${which}.${field}`);
}

/** Only the limits that the policy takes, and has. */
function policyBody(which: 'rebuild' | 'rebalance', settings: Settings): Body {
  const [policy = '', ios = '', bandwidth = ''] = policyPaths(which);
  const limits = [
    [ios, 'numOfConcurrentIosPerDevice'],
    [bandwidth, 'bwLimitPerDeviceInKbps'],
  ] as const;
  const taken = limits.filter(([path]) => isUsed(path, settings) && typeof settings.get(path) === 'number');
  return {
    policy: wordOf(settings, policy),
    ...Object.fromEntries(taken.map(([path, key]) => [key, wordOf(settings, path)])),
  };
}

function setting(call: PoolCall, paths: readonly string[]): Setter {
  return { paths, action: (poolId, settings) => setPool(poolId, call, settings) };
}

function setPool(storagePoolId: string, call: PoolCall, settings: Settings): SetPool {
  return { system: 'scaleio', do: 'setPool', args: { storagePoolId, call, body: BODIES[call](settings) } };
}

function thresholds(storagePoolId: string, settings: Settings): SetThresholds {
  const args = {
    storagePoolId,
    capacityAlertHighThresholdPercent: wordOf(settings, 'thresholds.high'),
    capacityAlertCriticalThresholdPercent: wordOf(settings, 'thresholds.critical'),
  };
  return { system: 'scaleio', do: 'setCapacityAlertThresholds', args };
}
