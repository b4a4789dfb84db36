/** What was read live. A read that failed is unknown, never empty. */
import type { Instant } from '../clock.ts';
import type { PlumblineError } from '../errors.ts';
import type { DiskApplied, PoolCost } from './growth.ts';
import type { Ref, SystemName } from './ref.ts';

export type Reading<T> =
  | { readonly kind: 'ok'; readonly value: T; readonly at: Instant }
  | { readonly kind: 'unknown'; readonly error: PlumblineError };

/** One Reading per facet (apps, deployments, volumes, statistics, ...). */
export type Live<F extends object> = { readonly [K in keyof F]: Reading<F[K]> };
export type World = ReadonlyMap<SystemName, Live<object>>;

export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'absent' }
  /** It was there once: never made anew, empty, without a person's consent. */
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'degraded'; readonly why: string }
  /** `behind`: the object that has to get on first, where there is such a one. */
  | { readonly kind: 'progressing'; readonly why: string; readonly behind?: Ref }
  | { readonly kind: 'unknown'; readonly error: PlumblineError };

/** Something a person should know about an object; becomes a condition. */
export interface Finding {
  readonly ref: Ref;
  /** PascalCase, stable: `VolumeCannotShrink`. */
  readonly code: string;
  readonly why: string;
  readonly remedy: string;
  readonly causedBy: Ref | null;
  /** When to look again; null: only a person can change it. */
  readonly recheckAt: Instant | null;
}

/** How full something is; shown, never part of what the status means. */
export interface Gauge {
  readonly ref: Ref;
  /** Of what can be used: after spare, or the largest fault unit where that is more. */
  readonly usedPercent: number;
  /** After spare only, as ScaleIO's own alerts count, and growth; left out: that is the same. */
  readonly afterSparePercent?: number;
  readonly usableGiB: number;
  readonly highPercent: number;
  readonly criticalPercent: number;
  /** Percent of it that volumes may come to take; left out: not known. */
  readonly promisedPercent?: number;
  /** What may be allocated to volumes that take all of their size at once. */
  readonly allocatableGiB?: number;
  /** What goes on in it: `rebalancing, done in less than 2 h`. */
  readonly moving?: string;
}

/** What growth goes by; null: it is not known how full the pool is. */
export function afterSpareOf(gauges: readonly Gauge[], pool: Ref): number | null {
  const gauge = gauges.find(({ ref }) => ref === pool);
  return gauge?.afterSparePercent ?? gauge?.usedPercent ?? null;
}

/** An ownership mark on a live object: which cluster's agent wrote it last, in which epoch of its writers. */
export interface Mark {
  /** As the object would be called if it were declared. */
  readonly ref: Ref;
  readonly backendId: string;
  readonly cluster: string;
  readonly epoch: number;
}

/** What one system says about its own objects. */
export interface SystemHealth {
  readonly ready: ReadonlyMap<Ref, Readiness>;
  readonly findings: readonly Finding[];
  readonly gauges: readonly Gauge[];
  /** The vendor's id of every declared object that is there, from complete readings only. */
  readonly ids: ReadonlyMap<Ref, string>;
  /** Null while the objects that could carry some are not read. */
  readonly marks: readonly Mark[] | null;
  /** How many live objects of the kinds this system writes there are, declared or not; null: not known. */
  readonly existing: number | null;
  /** Objects of which something declared is not done, and not planned, until something else changes: done then, it is no drift. Left out: none. */
  readonly withheld?: ReadonlySet<Ref>;
  /** When something is due by the clock although nothing waits for it; left out: nothing is. */
  readonly nextDueAt?: Instant;
}

/** What all systems say, and the rules that span them. */
export interface Health extends SystemHealth {
  /** Disks that are there for a row of a pool, or about to be bought, with what has to be remembered of them: see model/growth.ts. */
  readonly disks: ReadonlyMap<Ref, DiskSeen>;
  readonly costs: readonly PoolCost[];
}

export interface DiskSeen {
  /** null: there is none yet. */
  readonly backendId: string | null;
  readonly applied: DiskApplied;
}

/** The systems as last seen, and what that says about every object. */
export interface Sight {
  readonly world: World;
  readonly health: Health;
}

export function ok<T>(value: T, at: Instant): Reading<T> {
  return { kind: 'ok', value, at };
}

export function unknown(error: PlumblineError): { readonly kind: 'unknown'; readonly error: PlumblineError } {
  return { kind: 'unknown', error };
}

type Ready = SystemHealth['ready'];

const unready = new WeakMap<Ready, ReadonlyMap<Ref, Readiness>>();

/** What is not ready: of thousands of objects nearly none, and every part of a status asks for them. */
export function notReady(ready: Ready): ReadonlyMap<Ref, Readiness> {
  const known = unready.get(ready);
  if (known !== undefined) return known;
  const found = new Map<Ref, Readiness>();
  // forEach is the quickest way through a map that is several.
  ready.forEach((readiness, ref) => {
    if (readiness.kind !== 'ready') found.set(ref, readiness);
  });
  unready.set(ready, found);
  return found;
}
