/** Names of the snapshots that the agent takes, by which each is found although the answer to its call was lost: at most 31 characters. */
import type { Instant } from '../../clock.ts';
import { minuteText } from '../../model/snapshots.ts';
import type { Volume } from './types.ts';

/** `s-a2b7cc6300000000-2611220300`: the one of the volume's schedule that was due then. */
export function snapshotName(volumeId: string, dueAt: Instant): string {
  return `s-${volumeId}-${minuteDigits(dueAt)}`;
}

/** Whether it is such a name, of whichever volume: one that is gone is no longer known. */
export function isSnapshotName(name: string | null, dueAt: Instant): boolean {
  return name !== null && name.startsWith('s-') && name.endsWith(`-${minuteDigits(dueAt)}`);
}

/** `s-a2b7cc6300000000-f2611220300`: the last one of a volume that is about to be removed. */
export function finalName(volumeId: string, at: Instant): string {
  return `${finalPrefix(volumeId)}${minuteDigits(at)}`;
}

/** Whether it is such a last one: it stays when the volume goes. */
export function isFinalOf({ name, ancestorVolumeId }: Volume, volumeId: string): boolean {
  return ancestorVolumeId === volumeId && (name?.startsWith(finalPrefix(volumeId)) ?? false);
}

function finalPrefix(volumeId: string): string {
  return `s-${volumeId}-f`;
}

/** Such texts follow each other as the minutes do. */
function minuteDigits(at: Instant): string {
  return minuteText(at).slice(2).replace('-', '');
}
