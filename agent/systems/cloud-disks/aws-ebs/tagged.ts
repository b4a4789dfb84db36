/** Tags that were written, until EC2's lists show them: whoever is told again and again that one is missing writes it again. */
import type { Volume } from '@aws-sdk/client-ec2';
import type { Instant } from '../../../clock.ts';
import type { Tags } from '../slot.ts';
import { tagList } from './client.ts';
import { tagsFrom } from './volumes.ts';

/** Lost with the process: then a tag is written once more, which changes nothing. */
export interface Tagged {
  note(diskId: string, tags: Tags, now: Instant): void;
  /** As it is, under what is written on it and not shown yet. */
  over(volume: Volume, now: Instant): Volume;
}

/** A tag that does not show for so long was taken off again, by whomever. */
const VISIBLE_WITHIN_MS = 10 * 60_000;

interface Awaited {
  readonly diskId: string;
  readonly key: string;
  readonly value: string;
  readonly at: Instant;
}

export function makeTagged(): Tagged {
  let awaited: readonly Awaited[] = [];
  return {
    note(diskId, tags, now) {
      const others = awaited.filter((one) => one.diskId !== diskId || !tags.has(one.key));
      awaited = [...others, ...[...tags].map(([key, value]) => ({ diskId, key, value, at: now }))];
    },
    over(volume, now) {
      const shown = tagsFrom(volume);
      const isOf = ({ diskId }: Awaited): boolean => diskId === volume.VolumeId;
      awaited = awaited.filter((one) => now - one.at < VISIBLE_WITHIN_MS && !(isOf(one) && shown.get(one.key) === one.value));
      const missing = awaited.filter(isOf).map(({ key, value }) => [key, value] as const);
      return missing.length === 0 ? volume : { ...volume, Tags: tagList(new Map([...shown, ...missing])) };
    },
  };
}
