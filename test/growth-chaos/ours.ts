/** Which of the volumes in the account are this cluster's. */
import type { WorldView } from '../../simulator/world-view.ts';

export type Disk = WorldView['disks'][number];

/** The ScaleIO of another cluster that has this one's name. */
export const OTHER_SYSTEM = '4d2989c17f7ec52c';

/** What agents bought, newest first. */
export function oursIn({ disks }: Pick<WorldView, 'disks'>): readonly Disk[] {
  return disks.filter(({ tags }) => tags['plumbline/cluster'] === 'prod' && tags['plumbline/system'] !== OTHER_SYSTEM).toReversed();
}
