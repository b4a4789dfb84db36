/**
 * Hosts that go and come back. The two copies of all data lie evenly over the pool's SDSs, so a lost SDS leaves its share
 * with one copy (degraded), which the others rebuild at a fixed pace of virtual time. Data whose two copies are on lost
 * SDSs has failed until one of them is back. Not modelled: rebalance, and the spare being eaten by a rebuild.
 */
import type { Loss, Pool, ScaleioState, Sds } from './state.ts';

export interface Rebuilds {
  readonly fwdActiveKib: number;
  readonly fwdPendingKib: number;
  readonly bckActiveKib: number;
}

/** How long the MDM waits before it calls an SDS lost and starts to rebuild; assumed. */
const DECOUPLE_MS = 30_000;
/** 200 MiB/s; assumed. */
const REBUILD_KIB_PER_MS = 204.8;

/** `inUseKib` is what the pool holds when the SDS goes, both copies. */
export function loseSds(state: ScaleioState, pool: Pool, sds: Sds, at: { readonly inUseKib: number; readonly nowMs: number }): void {
  settle(state, pool, at.nowMs);
  const share = shareOf(state, pool, sds);
  sds.connected = false;
  const before = pool.losses.filter((loss) => loss.sdsId !== sds.id);
  // An SDS that was still catching up goes with what it lacked: those copies are lost once, not twice.
  const staleKib = pool.losses.find((loss) => loss.sdsId === sds.id)?.kib ?? 0;
  const strandedKib = before.reduce((total, loss) => total + loss.kib, staleKib);
  const ownKib = Math.floor((at.inUseKib - strandedKib - pool.failedKib) * share);
  const overlaps = before.map((loss) => Math.floor(loss.kib * share));
  const overlapKib = overlaps.reduce((total, kib) => total + kib, 0);
  pool.failedKib += 2 * overlapKib;
  pool.losses = before.map((loss, index) => ({ ...loss, kib: loss.kib - (overlaps[index] ?? 0) }));
  pool.losses.push({ sdsId: sds.id, direction: 'fwd', startsMs: at.nowMs + DECOUPLE_MS, kib: staleKib + Math.max(0, ownKib - overlapKib) });
}

export function regainSds(state: ScaleioState, pool: Pool, sds: Sds, nowMs: number): void {
  settle(state, pool, nowMs);
  sds.connected = true;
  const firstGone = pool.losses.find((loss) => loss.sdsId !== sds.id && loss.direction === 'fwd');
  pool.losses = pool.losses.map((loss) => {
    if (loss.sdsId === sds.id) return { ...loss, direction: 'bck', startsMs: nowMs };
    return loss === firstGone ? { ...loss, kib: loss.kib + Math.floor(pool.failedKib / 2) } : loss;
  });
  pool.failedKib = 0;
}

/** One copy's worth of the pool that has no second copy now. */
export function degradedKib(state: ScaleioState, pool: Pool, nowMs: number): number {
  return pool.losses.reduce((total, loss) => total + remainingKib(state, pool, loss, nowMs), 0);
}

export function rebuildsOf(state: ScaleioState, pool: Pool, nowMs: number): Rebuilds {
  const total = (wanted: (loss: Loss) => boolean): number =>
    pool.losses.filter(wanted).reduce((kib, loss) => kib + remainingKib(state, pool, loss, nowMs), 0);
  return {
    fwdActiveKib: total((loss) => loss.direction === 'fwd' && loss.startsMs <= nowMs && canRebuild(state, pool)),
    fwdPendingKib: total((loss) => loss.direction === 'fwd' && (loss.startsMs > nowMs || !canRebuild(state, pool))),
    bckActiveKib: total((loss) => loss.direction === 'bck'),
  };
}

function remainingKib(state: ScaleioState, pool: Pool, loss: Loss, nowMs: number): number {
  if (!canRebuild(state, pool)) return loss.kib;
  const doneKib = Math.floor(Math.max(0, nowMs - loss.startsMs) * REBUILD_KIB_PER_MS);
  return Math.max(0, loss.kib - doneKib);
}

/** Two copies need two places. */
function canRebuild(state: ScaleioState, pool: Pool): boolean {
  return sdsOfPool(state, pool).filter(({ connected }) => connected).length >= 2;
}

/** Writes down what is left now, before anything that changes the pace. */
function settle(state: ScaleioState, pool: Pool, nowMs: number): void {
  pool.losses = pool.losses
    .map((loss) => ({ ...loss, kib: remainingKib(state, pool, loss, nowMs), startsMs: Math.max(loss.startsMs, nowMs) }))
    .filter(({ kib, sdsId }) => kib > 0 || state.sds.some((sds) => sds.id === sdsId && !sds.connected));
}

/** The part of the connected SDSs' capacity in this pool that is on one of them. */
function shareOf(state: ScaleioState, pool: Pool, sds: Sds): number {
  const connected = new Set(sdsOfPool(state, pool).flatMap(({ connected: up, id }) => (up ? [id] : [])));
  const devices = state.devices.filter(({ poolId, sdsId }) => poolId === pool.id && connected.has(sdsId));
  const totalKib = devices.reduce((kib, device) => kib + device.capacityKib, 0);
  const ownKib = devices.filter(({ sdsId }) => sdsId === sds.id).reduce((kib, device) => kib + device.capacityKib, 0);
  return totalKib === 0 ? 0 : ownKib / totalKib;
}

function sdsOfPool(state: ScaleioState, pool: Pool): readonly Sds[] {
  const ids = new Set(state.devices.filter(({ poolId }) => poolId === pool.id).map(({ sdsId }) => sdsId));
  return state.sds.filter(({ id }) => ids.has(id));
}
