/** What a change of a field of a Volume does in ScaleIO. */
import type { PathEffect } from './types.ts';

export const VOLUME_EFFECTS: readonly PathEffect[] = [
  { path: 'pool', op: 'move', class: 'disruptive', since: '3.0', why: 'with its snapshots; it stays usable meanwhile' },
  { path: 'sizeGiB', op: 'grow', class: 'additive', why: 'a volume cannot shrink' },
  { path: 'type', op: 'fixed', why: 'move the data to a new volume' },
  { path: 'name', op: 'rename', class: 'additive', why: 'only with `renamedFrom`' },
  { path: 'renamedFrom', op: 'none', why: 'says which volume gets the new name' },
  { path: 'limits.iops', op: 'update', class: 'additive', why: 'one call for each host' },
  { path: 'limits.bandwidthMibps', op: 'update', class: 'additive', why: 'one call for each host' },
  { path: 'mappedTo[]', op: 'map', class: 'additive', why: 'a host taken out is unmapped, which is disruptive' },
  { path: 'snapshots.schedule', op: 'none', why: 'each snapshot is a change of its own' },
  { path: 'snapshots.keep', op: 'none', why: 'each snapshot is a change of its own' },
  { path: 'finalSnapshot', op: 'none', why: 'asked for when the volume is removed' },
];
