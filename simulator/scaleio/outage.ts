/**
 * Hosts and disks that go, come back or are replaced. What they held has one copy left (degraded) until the others made
 * another one; data whose two copies are gone has failed until one of them is back.
 */
import type { Host } from '../service.ts';
import { devicesOf, devicesOn, isResting, isUp, place, sdsOf, shareOut, sum, unitOf, unitsOf } from './copies.ts';
import { newSdc, newSds, nextSlot } from './start.ts';
import type { Pool } from './pool-state.ts';
import type { Device, ScaleioState, Sds } from './state.ts';

/** The host, with its SDS and SDC, is there again, or not any more. */
export function connect(state: ScaleioState, host: Host, isBack: boolean): void {
  const sdc = state.sdcs.findLast(({ ip }) => ip === host.ip);
  if (sdc) sdc.connected = isBack;
  const sds = currentSds(state, host);
  if (!sds || sds.connected === isBack) return;
  if (isResting(sds)) sds.connected = isBack;
  else if (isBack) regainSds(state, sds);
  else loseSds(state, sds);
}

function loseSds(state: ScaleioState, sds: Sds): void {
  for (const pool of state.pools) {
    const gone = devicesOf(state, pool).filter(({ sdsId }) => sdsId === sds.id);
    loseCopies(state, pool, gone);
  }
  sds.connected = false;
}

/** Devices whose disk is not attached any more have failed. */
export function noticeLostDisks(state: ScaleioState): void {
  for (const device of state.devices) {
    if (!isUp(state, device)) continue;
    if (state.disks.find(sdsOf(state, device).ip, device.path)?.diskId !== device.diskId) failDevice(state, device);
  }
}

/** It cannot be read any more; what was on it is made anew elsewhere. */
export function failDevice(state: ScaleioState, device: Device): void {
  const pool = state.pools.find(({ id }) => id === device.poolId);
  if (pool) loseCopies(state, pool, [device]);
  device.hasFailed = true;
}

/** The second copies lie evenly on the other fault units, so a part of what was lost there before loses its other copy now. */
function loseCopies(state: ScaleioState, pool: Pool, gone: readonly Device[]): void {
  const all = devicesOf(state, pool);
  const heldBy = (devices: readonly Device[]): number => sum(devices.map(({ dataKib }) => dataKib));
  const goneKib = heldBy(gone);
  let overlapKib = 0;
  for (const other of all) {
    if (goneKib === 0 || unitsOf(state, gone).has(unitOf(state, other))) continue;
    const goodKib = heldBy(all.filter((device) => unitOf(state, device) !== unitOf(state, other)));
    const alsoGoneKib = Math.min(Math.floor(other.lostKib * (goneKib / goodKib)), goneKib - overlapKib);
    other.lostKib -= alsoGoneKib;
    overlapKib += alsoGoneKib;
  }
  pool.failedKib += 2 * overlapKib;
  const failed = shareOut(
    overlapKib,
    gone.map(({ dataKib }) => dataKib),
  );
  gone.forEach((device, index) => {
    device.lostKib += device.dataKib - (failed[index] ?? 0);
    device.dataKib = 0;
    device.lostAtMs = state.nowMs;
  });
}

/** What had failed can be read again here; its other copies are still missing elsewhere. */
function regainSds(state: ScaleioState, sds: Sds): void {
  sds.connected = true;
  for (const pool of state.pools) {
    const own = devicesOf(state, pool).filter((device) => device.sdsId === sds.id && !device.hasFailed);
    const backKib = place(own, Math.floor(pool.failedKib / 2));
    const elsewhere = devicesOf(state, pool).find((device) => !isUp(state, device)) ?? own[0];
    if (!elsewhere) continue;
    elsewhere.lostKib += pool.failedKib - backKib;
    pool.failedKib = 0;
  }
}

/** Another machine has the host's address: its SDS and SDC are new ones, and what the old one held does not come back. */
export function replaceHost(state: ScaleioState, host: Host): void {
  for (const sdc of state.sdcs) if (sdc.ip === host.ip) sdc.connected = false;
  state.sdcs = [...state.sdcs, newSdc(host, state.ids.next('Sdc', nextSlot(state.sdcs)), state.ids)];
  const old = currentSds(state, host);
  if (!old) return;
  if (old.connected || isResting(old)) loseSds(state, old);
  old.maintenance = 'NoMaintenance';
  for (const device of devicesOn(state, old)) Object.assign(device, { hasFailed: true, isBroken: true });
  const { name, domainId, faultSetId } = old;
  old.name = `${name}_old${state.sds.filter(({ ip }) => ip === host.ip).length}`;
  // Names are unique: the operator keeps the old one's for the new one.
  const replacement = newSds({
    id: state.ids.next('Sds', nextSlot(state.sds)),
    name,
    ip: host.ip,
    domainId,
    faultSetId,
    connected: host.alive,
  });
  state.sds = [...state.sds, replacement];
}

/** The SDS of the machine that has this address now. */
export function currentSds(state: ScaleioState, host: Host): Sds | undefined {
  return state.sds.findLast(({ ip }) => ip === host.ip);
}

/** An SDS has the disk open; one whose machine is gone has none. */
export function isInUse(state: ScaleioState, diskId: string): boolean {
  return state.devices.some((device) => device.diskId === diskId && !device.hasFailed && sdsOf(state, device).connected);
}
