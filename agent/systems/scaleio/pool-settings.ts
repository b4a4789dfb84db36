/** A pool's settings by the paths and in the words of the schema: as declared, as they are, as they are to be. Pure. */
import type { StoragePoolSpec } from '../../model/kinds.gen.ts';
import { POOL_EFFECTS } from './effects/pool.ts';
import { effectOf } from './effects/types.ts';
import { isSince } from './profile.ts';
import type { MovePolicy, StoragePool } from './types.ts';

/** null: the gateway does not say. */
export type Setting = boolean | number | string | null;
/** By path. */
export type Settings = ReadonlyMap<string, Setting>;

export interface PoolFacts {
  /** Of the gateway. */
  readonly version: string;
  readonly hasDevices: boolean;
  /** Paths whose live value is kept. */
  readonly ignored: readonly string[];
}

/** Why a declared setting is neither compared nor sent. */
export type LeftOut = 'ignored' | 'too-new' | 'unused' | 'not-empty';

export function liveSettings(pool: StoragePool): Settings {
  return settingsOf([
    ['sparePercent', pool.sparePercent],
    ['thresholds.high', pool.highPercent],
    ['thresholds.critical', pool.criticalPercent],
    ['media', pool.mediaType?.toLowerCase() ?? null],
    ['zeroPadding', pool.zeroPadding],
    ['rmcache.enabled', pool.useRmcache],
    ['rmcache.writes', pool.rmcacheWriteHandling.toLowerCase()],
    ['rfcache', pool.useRfcache],
    ...moves('rebuild', pool.rebuild),
    ...moves('rebalance', pool.rebalance),
    ['parallelJobsPerDevice', pool.parallelJobsPerDevice],
  ]);
}

/** Only what the document says. */
export function declaredSettings(spec: StoragePoolSpec): Settings {
  return settingsOf([
    ['sparePercent', spec.sparePercent],
    ['thresholds.high', spec.thresholds?.high],
    ['thresholds.critical', spec.thresholds?.critical],
    ['media', spec.media],
    ['zeroPadding', spec.zeroPadding],
    ['rmcache.enabled', spec.rmcache?.enabled],
    ['rmcache.writes', spec.rmcache?.writes],
    ['rfcache', spec.rfcache],
    ...moves('rebuild', spec.rebuild ?? {}),
    ...moves('rebalance', spec.rebalance ?? {}),
    ['parallelJobsPerDevice', spec.parallelJobsPerDevice],
  ]);
}

/** What is declared where it counts, and what is there for all the rest. */
export function wantedSettings(spec: StoragePoolSpec, pool: StoragePool, facts: PoolFacts): Settings {
  const live = liveSettings(pool);
  const declared = declaredSettings(spec);
  const counting = [...declared].filter(([path]) => whyLeftOut(path, { declared, live, facts }) === null);
  return new Map([...live, ...counting]);
}

export interface Compared {
  readonly declared: Settings;
  readonly live: Settings;
  readonly facts: PoolFacts;
}

/** Null: what is declared counts. */
export function whyLeftOut(path: string, { declared, live, facts }: Compared): LeftOut | null {
  if (facts.ignored.some((ignored) => path === ignored || path.startsWith(`${ignored}.`))) return 'ignored';
  const { since } = effectOf(POOL_EFFECTS, path);
  if (since !== undefined && !isSince(facts.version, since)) return 'too-new';
  if (path === 'zeroPadding' && facts.hasDevices && declared.get(path) !== live.get(path)) return 'not-empty';
  return isUsed(path, new Map([...live, ...declared])) ? null : 'unused';
}

/** Policies that limit the I/Os at once, and those that limit the bandwidth. Of one that a later version added, nothing is known. */
const LIMITING: { readonly [field: string]: readonly string[] } = {
  concurrentIosPerDevice: ['limitNumOfConcurrentIos', 'favorAppIos'],
  bandwidthKibpsPerDevice: ['favorAppIos'],
};

/** Whether the policy takes this limit: without use, it would differ for ever. */
export function isUsed(path: string, settings: Settings): boolean {
  const [which, field = ''] = path.split('.');
  return LIMITING[field]?.includes(String(settings.get(`${which}.policy`))) ?? true;
}

type Said = readonly (readonly [path: string, value: Setting | undefined])[];

function moves(which: string, move: { readonly [K in keyof MovePolicy]?: MovePolicy[K] }): Said {
  return [
    [`${which}.enabled`, move.enabled],
    [`${which}.policy`, move.policy],
    [`${which}.concurrentIosPerDevice`, move.concurrentIosPerDevice],
    [`${which}.bandwidthKibpsPerDevice`, move.bandwidthKibpsPerDevice],
  ];
}

function settingsOf(said: Said): Settings {
  return new Map(said.filter((entry): entry is readonly [string, Setting] => entry[1] !== undefined));
}
