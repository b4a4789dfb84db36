/** The ways in which volumes change; every change goes through here, so that instances' mappings follow and lag is counted. */
import { Lagged } from './lagged.ts';
import { noVolume } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Account, Attachment, Disk, Instance, Mapping, Volume } from './state.ts';

export function diskOf(account: Account, id: string): Disk {
  const disk = account.volumes.get(id)?.disk.now();
  if (!disk) throw noVolume(id);
  return disk;
}

export function disksOf(account: Account): readonly Disk[] {
  return [...account.volumes.values()].flatMap(({ disk }) => disk.now() ?? []);
}

/** A new volume, seen late like every change. */
export function addVolume(account: Account, disk: Disk, tags: ReadonlyMap<string, string>): void {
  const volume: Volume = { id: disk.id, disk: new Lagged<Disk | null>(null), tags: new Lagged(new Map<string, string>()) };
  volume.disk.set(disk, account.calls.volumes);
  volume.tags.set(tags, account.calls.volumes);
  account.volumes.set(disk.id, volume);
}

/** Nothing when the volume is gone. */
export function changeDisk(account: Account, id: string, change: Partial<Disk>): void {
  const volume = account.volumes.get(id);
  const before = volume?.disk.now();
  if (!volume || !before) return;
  volume.disk.set({ ...before, ...change }, account.calls.volumes);
  if (change.attachment !== undefined) remap(account, [before.attachment, change.attachment]);
}

export function loseDisk(account: Account, id: string): void {
  const volume = account.volumes.get(id);
  const before = volume?.disk.now();
  volume?.disk.set(null, account.calls.volumes);
  remap(account, [before?.attachment ?? null]);
}

export function setTags(account: Account, id: string, tags: ReadonlyMap<string, string>): void {
  account.volumes.get(id)?.tags.set(tags, account.calls.volumes);
}

/** What an instance's own mappings say about its volumes. */
export function mappingsOf(account: Account, instanceId: string): readonly Mapping[] {
  return disksOf(account).flatMap(({ id, attachment }) => (attachment?.instanceId === instanceId ? [{ diskId: id, attachment }] : []));
}

export function later(account: Account, delay: keyof Settings['delaysMs'], act: () => void): void {
  account.clock.at(account.clock.now() + account.settings.delaysMs[delay], act);
}

function remap(account: Account, attachments: readonly (Attachment | null)[]): void {
  const ids = new Set(attachments.flatMap((attachment) => attachment?.instanceId ?? []));
  for (const instance of account.instances) if (ids.has(instance.id)) remember(account, instance);
}

function remember(account: Account, instance: Instance): void {
  instance.mappings.set(mappingsOf(account, instance.id), account.calls.instances);
}
