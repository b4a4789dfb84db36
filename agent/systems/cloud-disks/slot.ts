/** Which slot a disk is for: the token it is bought with, and the tags that say so afterwards. */
import { createHash } from 'node:crypto';
import { formatInstant, parseInstant } from '../../clock.ts';
import type { Instant } from '../../clock.ts';
import type { Slot } from '../../model/growth.ts';

/** Tag key -> value. */
export type Tags = ReadonlyMap<string, string>;

export const CLUSTER_TAG = 'plumbline/cluster';
const OFFERED_TAG = 'plumbline/offered';
const REMOVED_TAG = 'plumbline/removed';

/**
 * EC2's ClientToken: the same for the same slot, whoever asks and however often; 64 characters, its limit. Nothing that may be
 * edited is in it: a size in the token would buy a second disk. EC2 forgets tokens after half a day; tags last.
 */
export function clientToken({ system, pool, sds, row, zone, attempt }: Slot): string {
  return createHash('sha256').update(['plumbline/1', system, pool, sds, row, zone, attempt].join('|')).digest('hex');
}

/** What a disk carries from its first moment. The zone is not in it: the disk itself says where it is. */
export function tagsOf(cluster: string, { system, pool, sds, row, attempt }: Slot): Tags {
  return new Map([
    [CLUSTER_TAG, cluster],
    ['plumbline/system', system],
    ['plumbline/pool', pool],
    ['plumbline/sds', sds],
    ['plumbline/row', row],
    ['plumbline/attempt', String(attempt)],
    ['Name', `plumbline ${cluster} ${pool} ${row}`],
  ]);
}

/** Whether both are for the same row on the same SDS, at whichever attempt. */
export function isSameRow(a: Slot, b: Slot): boolean {
  return a.system === b.system && a.pool === b.pool && a.sds === b.sds && a.row === b.row;
}

/** As their tokens are. */
export function isSameSlot(a: Slot, b: Slot): boolean {
  return clientToken(a) === clientToken(b);
}

/** Null when one of the tags is missing, or is none of ours. */
export function slotFrom(tags: Tags, zone: string): Slot | null {
  const [system, pool, sds, row, attempt] = ['system', 'pool', 'sds', 'row', 'attempt'].map((key) => tags.get(`plumbline/${key}`));
  if (!system || !pool || !sds || !row || attempt === undefined || !/^\d{1,3}$/.test(attempt)) return null;
  return { system, pool, sds, row, zone, attempt: Number(attempt) };
}

/** For a disk that was bought for another slot and is as good for this one. A removal of it that is not visible yet is taken back. */
export function adoptedTags(cluster: string, slot: Slot): Tags {
  return new Map([...tagsOf(cluster, slot), [REMOVED_TAG, '']]);
}

/** Tells ScaleIO's disks from those it never had. Offering takes a removal back that was never carried out. */
export function offeredTags(): Tags {
  return new Map([
    [OFFERED_TAG, 'true'],
    [REMOVED_TAG, ''],
  ]);
}

export function removedTags(at: Instant): Tags {
  return new Map([[REMOVED_TAG, formatInstant(at)]]);
}

/** Whatever its value: a disk that was once offered is never again taken for an empty one. */
export function isOffered(tags: Tags): boolean {
  return tags.has(OFFERED_TAG);
}

/** A text that is no instant does not let a disk be detached or deleted. */
export function removedAt(tags: Tags): Instant | null {
  return parseInstant(tags.get(REMOVED_TAG) ?? '');
}
