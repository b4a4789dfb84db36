/** What a change of a field of a StoragePool does in ScaleIO. */
import type { PathEffect } from './types.ts';

const MOVES = 'only with a policy that limits it';
const SLOWER = 'slower: waits while copies are missing';

export const POOL_EFFECTS: readonly PathEffect[] = [
  { path: 'protectionDomain', op: 'fixed', why: 'a pool stays in its domain' },
  { path: 'name', op: 'fixed', why: 'rename it in ScaleIO, then here' },
  { path: 'nodes.matchLabels.*', op: 'none', why: 'says where disks of rows go' },
  { path: 'sparePercent', op: 'update', class: 'additive', why: 'destructive when lowered below the largest fault unit' },
  { path: 'thresholds.high', op: 'update', class: 'additive' },
  { path: 'thresholds.critical', op: 'update', class: 'additive' },
  { path: 'media', op: 'update', class: 'additive', since: '3.0', why: 'its devices have to be of that kind' },
  { path: 'zeroPadding', op: 'update', class: 'additive', why: 'only while the pool has no devices' },
  { path: 'rmcache.enabled', op: 'update', class: 'additive' },
  { path: 'rmcache.writes', op: 'update', class: 'additive' },
  { path: 'rfcache', op: 'update', class: 'additive' },
  { path: 'rebuild.enabled', op: 'update', class: 'additive', why: 'destructive when turned off' },
  { path: 'rebuild.policy', op: 'update', class: 'additive', why: SLOWER },
  { path: 'rebuild.concurrentIosPerDevice', op: 'update', class: 'additive', why: `${MOVES}; ${SLOWER}` },
  { path: 'rebuild.bandwidthKibpsPerDevice', op: 'update', class: 'additive', why: `${MOVES}; ${SLOWER}` },
  { path: 'rebalance.enabled', op: 'update', class: 'additive' },
  { path: 'rebalance.policy', op: 'update', class: 'additive' },
  { path: 'rebalance.concurrentIosPerDevice', op: 'update', class: 'additive', why: MOVES },
  { path: 'rebalance.bandwidthKibpsPerDevice', op: 'update', class: 'additive', why: MOVES },
  { path: 'parallelJobsPerDevice', op: 'update', class: 'additive', why: SLOWER },
  { path: 'cloudDisks', op: 'none', why: 'buys disks: see below' },
  { path: 'growth', op: 'none', why: 'asks for rows: see below' },
];
