/** ModifyVolume and DescribeVolumesModifications. */
import { modificationBody } from './bodies.ts';
import { changeDisk, diskOf, later } from './change.ts';
import type { Deed } from './deed.ts';
import { matching, pageOf } from './filters.ts';
import type { Form } from './form.ts';
import { incorrectState, invalidValue, Refusal } from './refusal.ts';
import type { Account, Modification } from './state.ts';
import { readSpec } from './volume-spec.ts';

/** Four within 24 hours since January 2026; asking for what is there already counts too. */
const MOST = 4;
const WINDOW_MS = 24 * 3_600_000;

export function modifyVolume(account: Account, form: Form): Deed {
  const disk = diskOf(account, form.required('VolumeId'));
  const { id } = disk;
  if (disk.state !== 'available' && disk.state !== 'in-use') throw incorrectState(`Volume '${id}' is in the '${disk.state}' state.`);
  const to = readSpec(form, disk);
  if (to.sizeGib < disk.sizeGib) throw invalidValue('New size cannot be smaller than existing size');
  refuseTooOften(account, id);
  return () => {
    const { sizeGib, type, iops, throughputMibs } = disk;
    const modification: Modification = {
      diskId: id,
      from: { sizeGib, type, iops, throughputMibs },
      to,
      startedMs: account.clock.now(),
      state: 'modifying',
      optimizingSinceMs: null,
      endedMs: null,
    };
    account.modifications.push(modification);
    later(account, 'modify', () => optimize(account, modification));
    return { body: { volumeModification: modificationBody(modification, 0) }, effect: 'changed', id };
  };
}

function refuseTooOften(account: Account, id: string): void {
  const own = account.modifications.filter(({ diskId }) => diskId === id);
  const open = own.find(({ state }) => state !== 'completed');
  if (open !== undefined) {
    throw new Refusal('IncorrectModificationState', `Cannot modify volume ${id} in modification state ${open.state.toUpperCase()}`);
  }
  const recent = own.filter(({ startedMs }) => account.clock.now() - startedMs < WINDOW_MS);
  if (recent.length >= MOST) {
    throw new Refusal('VolumeModificationRateExceeded', `You've reached the maximum modification rate per volume limit for ${id}.`);
  }
}

/** The volume is as asked for from here on, though not yet as fast. */
function optimize(account: Account, modification: Modification): void {
  changeDisk(account, modification.diskId, modification.to);
  modification.state = 'optimizing';
  modification.optimizingSinceMs = account.clock.now();
  later(account, 'optimize', () => {
    modification.state = 'completed';
    modification.endedMs = account.clock.now();
  });
}

export function describeVolumesModifications(account: Account, form: Form): Deed {
  const ids = form.list('VolumeId');
  return () => {
    const newest = new Map(account.modifications.map((one) => [one.diskId, { ...one, id: one.diskId }]));
    const none = ids.find((id) => !newest.has(id));
    if (none !== undefined)
      throw new Refusal('InvalidVolumeModification.NotFound', `The modification for volume '${none}' does not exist.`);
    const asked = [...newest.values()].filter(({ id }) => ids.length === 0 || ids.includes(id));
    const page = pageOf(matching(asked, form, filterValues), form, 'VolumeId');
    const volumeModificationSet = page.items.map((one) => modificationBody(one, percentOf(account, one)));
    return { body: { volumeModificationSet, nextToken: page.nextToken }, effect: 'none', id: null };
  };
}

function filterValues(modification: Modification, filter: string): readonly string[] | null {
  if (filter === 'volume-id') return [modification.diskId];
  return filter === 'modification-state' ? [modification.state] : null;
}

function percentOf({ clock, settings }: Account, { state, optimizingSinceMs }: Modification): number {
  if (state === 'completed') return 100;
  if (optimizingSinceMs === null) return 0;
  return Math.min(99, Math.floor((100 * (clock.now() - optimizingSinceMs)) / Math.max(1, settings.delaysMs.optimize)));
}
