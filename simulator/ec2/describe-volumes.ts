/** DescribeVolumes: what shows after the lags of volumes and of tags, each its own. */
import { bodyOf } from './bodies.ts';
import type { Deed } from './deed.ts';
import { matching, pageOf, tagValues } from './filters.ts';
import type { Form, Tags } from './form.ts';
import { noVolume } from './refusal.ts';
import type { Account, Disk } from './state.ts';

interface Seen {
  readonly id: string;
  readonly disk: Disk;
  readonly tags: Tags;
}

export function describeVolumes(account: Account, form: Form): Deed {
  const ids = form.list('VolumeId');
  return () => {
    account.calls.volumes += 1;
    const visible = seenVolumes(account);
    const none = ids.find((id) => !visible.some((one) => one.id === id));
    if (none !== undefined) throw noVolume(none);
    const asked = visible.filter(({ id }) => ids.length === 0 || ids.includes(id));
    const page = pageOf(matching(asked, form, filterValues), form, 'VolumeId');
    const volumeSet = page.items.map(({ disk, tags }) => bodyOf(disk, tags));
    return { body: { volumeSet, nextToken: page.nextToken }, effect: 'none', id: null };
  };
}

function seenVolumes({ volumes, calls, settings }: Account): readonly Seen[] {
  return [...volumes.values()].flatMap(({ id, disk, tags }) => {
    const seenDisk = disk.seen(calls.volumes, settings.lag.volumes);
    const seenTags = tags.seen(calls.volumes, settings.lag.tags);
    return seenDisk === null ? [] : [{ id, disk: seenDisk, tags: seenTags }];
  });
}

const VALUES: { readonly [filter: string]: (disk: Disk) => readonly string[] } = {
  'volume-id': ({ id }) => [id],
  status: ({ state }) => [state],
  size: ({ sizeGib }) => [String(sizeGib)],
  'volume-type': ({ type }) => [type],
  'availability-zone': ({ zone }) => [zone],
  encrypted: ({ encrypted }) => [String(encrypted)],
  'attachment.instance-id': ({ attachment }) => (attachment === null ? [] : [attachment.instanceId]),
  'attachment.device': ({ attachment }) => (attachment === null ? [] : [attachment.device]),
  'attachment.status': ({ attachment }) => (attachment === null ? [] : [attachment.state]),
};

function filterValues({ disk, tags }: Seen, filter: string): readonly string[] | null {
  return tagValues(tags, filter) ?? VALUES[filter]?.(disk) ?? null;
}
